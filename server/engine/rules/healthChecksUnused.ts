import { FLUX_KUSTOMIZE } from "../identity.ts";
import { at, itemsOf } from "../node.ts";
import { treeOf } from "../resource.ts";
import { removeField } from "./fixes.ts";
import type { Rule } from "./rule.ts";
import { waitsForAll } from "./waitsForAll.ts";

/** Only one of the two is looked at. flux.md §8, K-57 */
export const healthChecksUnused: Rule = {
  code: "health-checks-unused",
  severity: "hint",
  title: "Health checks beside wait",
  explanation:
    "With `wait: true` a Kustomization waits for everything that it applies, and does not look at `healthChecks`. An entry for something that somebody else applies, such as what a chart installs, is therefore never waited for. Remove the list, or set `wait` to false and list what is to be waited for.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#wait",
  examples: {
    wrong: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps
        prune: true
        wait: true
        sourceRef: { kind: GitRepository, name: flux-system }
        healthChecks:
      # ^^^^^^^^^^^^ health-checks-unused
        - { apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop }
    `,
    right: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        healthChecks:
        - { apiVersion: apps/v1, kind: Deployment, name: web, namespace: shop }
    `,
  },
  judges: "builds",
  about: ({ group, kind }) => group === FLUX_KUSTOMIZE && kind === "Kustomization",
  *check(resource) {
    if (!waitsForAll(resource) || itemsOf(at(treeOf(resource), LIST)).length === 0) return;
    yield {
      at: LIST,
      on: "key",
      message: `With "wait: true" nobody looks at healthChecks: what this Kustomization applies is waited for, and nothing else.`,
      fixes: [removeField(resource, LIST, "Remove healthChecks")],
      tag: "unnecessary",
    };
  },
};

const LIST = ["spec", "healthChecks"];
