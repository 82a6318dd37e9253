import { field, type Json } from "../../canary/json.ts";
import type { Resource } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";
import { isSettled } from "./settled.ts";
import { type Webhook, webhooksOf } from "./webhooksOf.ts";

const { canary, deployment } = examplePieces;

const checks = `
        service: { port: 80, targetPort: http }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]`;

const tester = `
      ---${deployment}
      #- tester.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: test }
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: flagger-loadtester, namespace: test }
      spec:
        selector: { matchLabels: { app: flagger-loadtester } }
        template:
          metadata: { labels: { app: flagger-loadtester }`;

const container = ` }
          spec: { containers: [{ name: loadtester, image: "ghcr.io/fluxcd/flagger-loadtester:0.38.0" }] }`;

/** The mesh splits traffic where it begins, in the client's proxy. flagger.md §3.6, §6.6 W14 */
export const loadTesterOutsideMesh: Rule = {
  code: "load-tester-outside-mesh",
  severity: "warning",
  title: "Load test that never meets the canary",
  explanation:
    "Linkerd and Istio split traffic in the proxy of the client. A load tester without one is not part of the mesh: its requests to the Service of the target follow the Service alone, which selects the primary, so the new version gets none of them. Bring the load tester into the mesh, or send its requests to the Service of the canary.",
  link: "https://docs.flagger.app/tutorials/linkerd-progressive-delivery",
  examples: {
    wrong: `${canary}
        provider: linkerd${checks}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 1m -q 10 -c 2 http://orders.shop/" }
              #                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ load-tester-outside-mesh${tester}${container}
    `,
    right: `${canary}
        provider: linkerd${checks}
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.test/
              timeout: 5s
              metadata: { cmd: "hey -z 1m -q 10 -c 2 http://orders.shop/" }${tester}, annotations: { linkerd.io/inject: enabled }${container}
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const hooks = webhooksOf(canary).filter((it) => it.task && asksPrimary(it, canary));
    if (hooks.length === 0) return;
    const provider = canary.provider()?.name;
    const mesh = provider === undefined ? undefined : MESHES.get(provider);
    for (const it of mesh ? hooks : []) {
      const tester = testerAt(it.host, canary, view);
      if (!tester || !mesh || isInside(tester, mesh, view) !== false) continue;
      yield {
        at: [...it.at, "metadata", "cmd"],
        message: `${tester.name} has no proxy of the mesh, and without one the Service ${canary.apex} leads to the primary alone, so none of these requests reaches the new version. Ask ${canary.apex}-canary, or bring ${tester.name} into the mesh.`,
        related: [
          {
            resource: tester,
            at: ["metadata", "name"],
            message: "The load tester, without a proxy.",
          },
        ],
      };
    }
  },
};

/** Where each mesh is told to add its proxy. */
interface Mesh {
  readonly annotation: string;
  readonly on: readonly string[];
  /** Labels that do the same. */
  readonly labels: readonly string[];
}

const MESHES: ReadonlyMap<string, Mesh> = new Map([
  ["linkerd", { annotation: "linkerd.io/inject", on: ["enabled", "ingress"], labels: [] }],
  [
    "istio",
    {
      annotation: "sidecar.istio.io/inject",
      on: ["true"],
      labels: ["istio-injection", "istio.io/rev", "istio.io/dataplane-mode"],
    },
  ],
]);

/** Does the command ask the Service of the target, and not that of the canary? */
function asksPrimary({ task, type }: Webhook, { apex, namespace }: CanaryReading): boolean {
  if (!apex || type !== "rollout" || !task) return false;
  const hosts = [...task.command.matchAll(/https?:\/\/([\w.-]+)/g)].map(([, it = ""]) => it);
  const home = namespace();
  return (
    hosts.length > 0 &&
    hosts.every((it) => it === apex || (home !== undefined && it.startsWith(`${apex}.${home}`)))
  );
}

/** The Deployment that the host of a URL leads to. */
function testerAt(host: string, canary: CanaryReading, view: View): Resource | undefined {
  const [name = "", namespace = canary.namespace()] = host.split(".");
  const found = view
    .builtNamed("apps", "Deployment", name)
    .concat(view.named("apps", "Deployment", name).filter((it) => view.builtFrom(it).length === 0))
    .filter((it) => it.namespace === namespace && standingOf(it, view) === "object");
  return found.length === 1 ? found[0] : undefined;
}

/** `undefined` where it is not known. */
function isInside(tester: Resource, mesh: Mesh, view: View): boolean | undefined {
  const names = view.named("", "Namespace", tester.namespace ?? "");
  const [namespace, ...others] = names.filter((it) => standingOf(it, view) === "object");
  if (!namespace || others.length > 0) return undefined;
  const places: readonly (readonly [Resource, readonly string[]])[] = [
    [tester, ["spec", "template", "metadata"]],
    [namespace, ["metadata"]],
  ];
  for (const [resource, path] of places) {
    if (!isSettled(resource, view, [...path, "annotations"])) return undefined;
    if (!isSettled(resource, view, [...path, "labels"])) return undefined;
    const metadata = field(objectOf(resource, view), ...path);
    const said =
      field(metadata, "annotations", mesh.annotation) ?? field(metadata, "labels", mesh.annotation);
    if (said !== undefined) return isOn(said, mesh);
    if (mesh.labels.some((it) => field(metadata, "labels", it) !== undefined)) return true;
  }
  return false;
}

const isOn = (said: Json, mesh: Mesh): boolean => mesh.on.includes(String(said));
