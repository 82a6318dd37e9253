import { FLUX_KUSTOMIZE } from "../identity.ts";
import { namespaced } from "../kustomize/data/scope.ts";
import { splitApiVersion } from "../kustomize/id.ts";
import { at, get, itemsOf, type Node, textOf } from "../node.ts";
import { treeOf } from "../resource.ts";
import type { Rule } from "./rule.ts";
import { waitsForAll } from "./waitsForAll.ts";

/** Nothing is filled in for it. flux.md §2.8, K-58 */
export const healthCheckWithoutNamespace: Rule = {
  code: "health-check-without-namespace",
  severity: "error",
  title: "Health check without a namespace",
  explanation:
    "An entry of `healthChecks` names an object in full: unlike in other lists, the namespace of the Kustomization does not stand in for one that is left out. For a kind that lives in namespaces the check then fails at once (`namespace is not set`), and the Kustomization does not become ready. Write the namespace into which the object is applied.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#health-checks",
  examples: {
    wrong: `
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        healthChecks:
        - apiVersion: apps/v1
          kind: Deployment
          name: web
          #     ^^^ health-check-without-namespace
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
        - apiVersion: apps/v1
          kind: Deployment
          name: web
          namespace: shop
    `,
  },
  judges: "builds",
  about: ({ group, kind }) => group === FLUX_KUSTOMIZE && kind === "Kustomization",
  *check(resource) {
    if (waitsForAll(resource)) return;
    const list = itemsOf(at(treeOf(resource), ["spec", "healthChecks"]));
    for (const [index, item] of list.entries()) {
      const kind = textOf(get(item, "kind"));
      const name = textOf(get(item, "name"));
      if (!kind || !name || textOf(get(item, "namespace")) || !isNamespaced(item, kind)) continue;
      yield {
        at: ["spec", "healthChecks", index, "name"],
        message: `The health check of ${kind} "${name}" names no namespace, so it fails at once and this Kustomization never becomes ready.`,
      };
    }
  },
};

/** Is the kind known to live in namespaces? One without a version is taken for one of `apps/v1`. */
function isNamespaced(item: Node | undefined, kind: string): boolean {
  const apiVersion = textOf(get(item, "apiVersion")) || "apps/v1";
  const { group } = splitApiVersion(apiVersion);
  return namespaced.has(`${apiVersion} ${kind}`) || group.endsWith(".toolkit.fluxcd.io");
}
