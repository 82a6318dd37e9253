import { FLUX_HELM } from "../../identity.ts";
import { isLeftOut } from "../../reach.ts";
import type { Resource } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import type { View } from "../../view.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

/** Since 2.12 Linkerd brings TrafficSplit in an extension of its own. flagger.md §6.3 P28 */
export const smiMissing: Rule = {
  code: "smi-missing",
  severity: "error",
  title: "Linkerd without the SMI extension",
  explanation:
    "With provider linkerd Flagger makes a TrafficSplit. Since version 2.12, from which on its charts are linkerd-crds and linkerd-control-plane, Linkerd knows these only where the extension linkerd-smi is installed. Without it every tick ends in an error. Install the chart linkerd-smi, or use gatewayapi:v1beta1. Said where the charts of Linkerd are in the workspace and that of the extension is not.",
  link: "https://docs.flagger.app/tutorials/linkerd-progressive-delivery",
  examples: {
    wrong: `${examplePieces.canary}
        provider: linkerd
        #         ^^^^^^^ smi-missing
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      #- linkerd.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: linkerd, namespace: linkerd }
      spec: { interval: 1h, url: https://helm.linkerd.io/edge }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: linkerd-control-plane, namespace: linkerd }
      spec:
        interval: 1h
        chart:
          spec:
            chart: linkerd-control-plane
            version: 2025.9.4
            sourceRef: { kind: HelmRepository, name: linkerd }
    `,
    right: `${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      #- linkerd.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: HelmRepository
      metadata: { name: linkerd, namespace: linkerd }
      spec: { interval: 1h, url: https://helm.linkerd.io/edge }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: linkerd-control-plane, namespace: linkerd }
      spec:
        interval: 1h
        chart:
          spec:
            chart: linkerd-control-plane
            version: 2025.9.4
            sourceRef: { kind: HelmRepository, name: linkerd }
      ---
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: linkerd-smi, namespace: linkerd }
      spec:
        interval: 1h
        chart:
          spec:
            chart: linkerd-smi
            version: 0.2.7
            sourceRef: { kind: HelmRepository, name: linkerd }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (!canary.isWhole) return;
    const provider = canary.provider();
    if (provider?.name !== "linkerd") return;
    const linkerd = view.derived("linkerd without smi", linkerdWithoutSmi);
    if (!linkerd) return;
    yield {
      at: ["spec", "provider"],
      message:
        "Every tick will end in an error: this Linkerd is 2.12 or later, which knows TrafficSplit only with the extension linkerd-smi, and no release installs that. Install it, or use gatewayapi:v1beta1.",
      related: [
        ...provider.related,
        { resource: linkerd, at: ["metadata", "name"], message: "Installs Linkerd." },
      ],
    };
  },
};

function linkerdWithoutSmi(view: View): Resource | undefined {
  const isApplied = (it: Resource) => standingOf(it, view) === "object" && !isLeftOut(it, view);
  const releases = (chart: string) => view.withFact(`chart ${chart}`).filter(isApplied);
  const [linkerd] = ["linkerd-control-plane", "linkerd-enterprise-control-plane"].flatMap(releases);
  if (!linkerd || releases("linkerd-smi").length > 0) return undefined;
  const split = "trafficsplits.split.smi-spec.io";
  if (view.named("apiextensions.k8s.io", "CustomResourceDefinition", split).length > 0) {
    return undefined;
  }
  // A chart from an OCIRepository is known by the name of that.
  const isThere = view.ofKind(FLUX_HELM, "HelmRelease").some((it) => it.name.includes("smi"));
  return isThere ? undefined : linkerd;
}
