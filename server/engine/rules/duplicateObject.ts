import { plainBuildsOf } from "../builds.ts";
import { isKustomizeFile, nameOf } from "../identity.ts";
import { basename } from "../path.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import type { Rule } from "./rule.ts";

/** One build cannot hold two objects of one identity. kustomize.md §7; flux.md §2.3, F-10. */
export const duplicateObject: Rule = {
  code: "duplicate-object",
  severity: "error",
  title: "Object that is declared twice in one build",
  explanation:
    'Two objects of the same group, kind, namespace and name stand in one file, or are taken up by one kustomization or one folder that Flux builds whole. kustomize refuses such a build ("may not add resource with an already registered id"), so nothing of it is applied. The same name in two clusters or overlays that are built apart is fine.',
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [a.yaml, b.yaml]
      #- a.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      #                 ^^^^^^^^ duplicate-object
      #- b.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      #                 ^^^^^^^^ duplicate-object
    `,
    right: `
      #- a/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [settings.yaml]
      #- a/settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
      #- b/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [settings.yaml]
      #- b/settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings }
    `,
  },
  about: (resource) => resource.name !== "" && !isKustomizeFile(resource),
  *check(resource, view) {
    const others = view
      .named(resource.group, resource.kind, resource.name)
      .filter((it) => it !== resource && it.namespace === resource.namespace)
      .filter((it) => standingOf(it, view) === "object" && isInOneBuild(resource, it, view));
    const [first] = others;
    if (!first) return;
    const where = first.path === resource.path ? "this file" : basename(first.path);
    yield {
      at: ["metadata", "name"],
      message: `${nameOf(resource)} is declared twice in one build, again in ${where}, so nothing of that build is applied.`,
      related: others.map((it) => ({
        resource: it,
        at: ["metadata", "name"],
        message: nameOf(it),
      })),
    };
  },
};

function isInOneBuild(a: Resource, b: Resource, view: View): boolean {
  if (a.path === b.path) return true;
  const builds = plainBuildsOf(a.path, view);
  if (builds.size === 0) return false;
  for (const build of plainBuildsOf(b.path, view)) if (builds.has(build)) return true;
  return false;
}
