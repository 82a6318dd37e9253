import { dirname } from "../path.ts";
import type { Reference } from "../references/read.ts";
import { sourceRootsOf } from "../sources.ts";
import { resolve } from "../targets.ts";
import { replaceName } from "./fixes.ts";
import type { Rule } from "./rule.ts";

/** A path must be a folder: a file cannot be built. flux.md §2.2, K-02. */
export const pathIsFile: Rule = {
  code: "path-is-file",
  severity: "error",
  title: "Path that leads to a file",
  explanation:
    'spec.path names a folder, in which Flux looks for a kustomization file or takes up all YAML. A file ends in BuildFailed with the words "not a directory". Name its folder.',
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#path",
  examples: {
    wrong: `
      #- clusters/main/flux-system/gotk-sync.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/main
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/main/shop.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: shop, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps/shop/namespace.yaml
        #     ^^^^^^^^^^^^^^^^^^^^^^^^^^ path-is-file
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- apps/shop/namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
    right: `
      #- clusters/main/flux-system/gotk-sync.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec:
        interval: 10m
        path: ./clusters/main
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- clusters/main/shop.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: shop, namespace: flux-system }
      spec:
        interval: 10m
        path: ./apps/shop
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
      #- apps/shop/namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
  },
  about: (resource) => resource.references.some(isFluxPath),
  *check(resource, view) {
    if (!sourceRootsOf(view, resource).certain) return;
    for (const reference of resource.references.filter(isFluxPath)) {
      const resolution = resolve(view, resource, reference);
      if (resolution.type !== "paths" || !resolution.paths.every(view.exists)) continue;
      const folder = dirname(reference.text) || ".";
      yield {
        at: reference.path,
        message: `"${reference.text}" is a file, and Flux applies folders, so the build fails. Name its folder.`,
        fixes: [replaceName(resource, reference, folder)],
      };
    }
  },
};

const isFluxPath = ({ row }: Reference): boolean => row.at === "spec.path";
