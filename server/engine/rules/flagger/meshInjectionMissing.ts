import { field, isObject, type Json, listOf, stringOf } from "../../canary/json.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { sharersAmong } from "./neighboursAmong.ts";
import { objectOf } from "./objectOf.ts";
import { providerFacts } from "./providers.ts";
import { isCanary, type Provider } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";
import { workloadOf } from "./workload.ts";

/** A mesh steers and measures the traffic of pods that have its proxy. flagger.md §5.3 */
export const meshInjectionMissing: Rule = {
  code: "mesh-injection-missing",
  severity: "warning",
  title: "Namespace without the mesh",
  explanation:
    "A mesh counts requests in a proxy beside each pod, and steers them there or beside the caller. It adds the proxy where the namespace or the pod template asks for it. Where neither does, the metrics of the mesh find no values for the application, so that rollouts fail. Let the namespace ask for the proxy: linkerd.io/inject for Linkerd, istio-injection for Istio, kuma.io/sidecar-injection for Kuma.",
  link: "https://linkerd.io/2/features/proxy-injection/",
  examples: {
    wrong: `${examplePieces.canary}
        #                                                         ^^^^^^ mesh-injection-missing
        provider: linkerd
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80, targetPort: http }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---${examplePieces.deployment}
      ---
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop, annotations: { linkerd.io/inject: enabled } }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const home = canary.namespace();
    if (!canary.isWhole || home === undefined || !canary.targetReference) return;
    const provider = canary.provider();
    const mesh = provider && MESHES[providerFacts(provider.name)?.family ?? ""];
    if (!provider || !mesh || isForGateways(canary, provider)) return;
    const workload = workloadOf(canary, view);
    const namespace = sharersAmong(resource, view.named("", "Namespace", home), view)[0];
    if (!workload || !namespace) return;
    const template = field(workload.object, "spec", "template", "metadata");
    if (asks(template, mesh) || asksSettled(namespace, mesh, view)) return;
    if (provider.name === "istio" && view.derived("istio everywhere", isIstioEverywhere)) return;
    yield {
      at: canary.targetReference.path,
      message: `The pods of ${canary.targetName} get no proxy of ${mesh.name}, so their requests are not counted, and metrics of the mesh find no values: neither Namespace ${home} nor the pod template has ${mesh.shown}.`,
      related: [
        ...provider.related,
        { resource: namespace, at: ["metadata"], message: `Could say ${mesh.shown}.` },
      ],
    };
  },
};

/** Istio's gateways steer requests to pods without a proxy, too. */
const isForGateways = (canary: CanaryReading, { name }: Provider): boolean => {
  const gateways = listOf(canary.service.gateways);
  return name === "istio" && gateways.length > 0 && !gateways.includes("mesh");
};

const isIstioEverywhere = (view: View): boolean =>
  view
    .withFact("chart istiod")
    .some(({ document }) => document.text.includes("enableNamespacesByDefault"));

interface Mesh {
  readonly name: string;
  readonly shown: string;
  /** Labels and annotations that ask for the proxy, or say that somebody has thought of it. */
  readonly keys: readonly string[];
}

const MESHES: Readonly<Record<string, Mesh>> = {
  linkerd: {
    name: "Linkerd",
    shown: "linkerd.io/inject: enabled",
    keys: ["linkerd.io/inject"],
  },
  istio: {
    name: "Istio",
    shown: "istio-injection: enabled",
    keys: [
      "istio-injection",
      "istio.io/rev",
      "istio.io/dataplane-mode",
      "sidecar.istio.io/inject",
      "inject.istio.io/templates",
    ],
  },
  kuma: {
    name: "Kuma",
    shown: "kuma.io/sidecar-injection: enabled",
    keys: ["kuma.io/sidecar-injection"],
  },
  osm: {
    name: "Open Service Mesh",
    shown: "openservicemesh.io/sidecar-injection: enabled",
    keys: ["openservicemesh.io/sidecar-injection", "openservicemesh.io/monitored-by"],
  },
  appmesh: {
    name: "App Mesh",
    shown: "appmesh.k8s.aws/sidecarInjectorWebhook: enabled",
    keys: ["appmesh.k8s.aws/sidecarInjectorWebhook"],
  },
};

/** Where it may still be patched, it may ask. */
const asksSettled = (namespace: Resource, mesh: Mesh, view: View): boolean =>
  !isSettled(namespace, view, ["metadata", "labels"]) ||
  !isSettled(namespace, view, ["metadata", "annotations"]) ||
  asks(field(objectOf(namespace, view), "metadata"), mesh);

const asks = (metadata: Json | undefined, { keys }: Mesh): boolean =>
  [field(metadata, "labels"), field(metadata, "annotations")].some(
    (it) =>
      isObject(it) &&
      keys.some((key) => !["", "disabled", "false"].includes(stringOf(it[key]).toLowerCase())),
  );
