import { field, numberOf } from "../../canary/json.ts";
import { FLUX_KUSTOMIZE } from "../../identity.ts";
import { reachOf } from "../../reach.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import { removeField } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { examplePieces } from "./examplePieces.ts";
import { isKeptByGit } from "./keptByGit.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";
import { isWorkload, targetedBy } from "./targetedBy.ts";

const AT = ["spec", "replicas"];

const exampleFlux = `
      #- clusters/prod/apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- apps/orders.yaml${examplePieces.canary}
        provider: linkerd
        service: { port: 80 }
        analysis:
          stepWeight: 10
          maxWeight: 50
${examplePieces.checks}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: orders, namespace: shop }
      spec:`;

/** Between rollouts the target has no pods, which is Flagger's doing. flagger.md §3.4, §6.4 T12 */
export const replicasInGit: Rule = {
  code: "replicas-in-git",
  severity: "warning",
  title: "Replicas that Flux and Flagger both set",
  explanation:
    "Between rollouts Flagger scales the target of a Canary to zero, for the primary serves all requests. Where replicas is in Git, Flux sets it again each time it applies the Deployment: pods run that nobody calls, and Flagger scales them down only at the end of the next rollout. Leave replicas out of Git. The primary has as many as the target had when it was promoted, or as its autoscaler wants.",
  link: "https://docs.flagger.app/faq#how-to-change-replicas-for-a-deployment-when-not-using-hpa",
  examples: {
    wrong: `${exampleFlux}
        replicas: 3
        #         ^ replicas-in-git
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
    right: `${exampleFlux}
        selector: { matchLabels: { app: orders } }
        template:
          metadata: { labels: { app: orders } }
          spec: { containers: [{ name: web, image: "ghcr.io/stefanprodan/podinfo:6.9.2" }] }
    `,
  },
  judges: "builds",
  about: (it) => isWorkload(it) && it.kind === "Deployment",
  *check(resource, view) {
    // Most workloads have no Canary, which is soon known.
    const canary = targetedBy(resource, view);
    if (!canary) return;
    const count = numberOf(field(objectOf(resource, view), ...AT));
    if (count < 1 || !isSettled(resource, view, AT)) return;
    if (!isAppliedByFlux(resource, view) || !isKeptByGit(resource, view)) return;
    yield {
      at: AT,
      message: `Flux sets ${count} ${count === 1 ? "replica" : "replicas"} again each time it applies ${resource.name}, which Flagger keeps at 0 between rollouts: pods run that get no requests. Leave replicas out of Git.`,
      related: [{ resource: canary.resource, at: ["spec", "targetRef"], message: "Its Canary." }],
      fixes: [{ ...removeField(resource, AT, "Remove replicas"), preferred: true }],
    };
  },
};

/** Does Flux apply it, and not leave the number of replicas to others? */
function isAppliedByFlux(resource: Resource, view: View): boolean {
  const appliers = appliersOf(resource, view);
  return appliers.length > 0 && !appliers.some((it) => it.document.text.includes("/spec/replicas"));
}

function appliersOf(resource: Resource, view: View): readonly Resource[] {
  const { built } = resource;
  if (!built) return reachOf(resource, view).fluxKustomizations;
  const [, name] = built.rendering.kustomization?.split("/") ?? [];
  return name === undefined ? [] : view.named(FLUX_KUSTOMIZE, "Kustomization", name);
}
