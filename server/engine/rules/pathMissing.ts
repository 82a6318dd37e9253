import { at, textOf } from "../node.ts";
import { join, relative } from "../path.ts";
import { isLeftOut, reachOf } from "../reach.ts";
import type { Reference } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { guessedRoots, mayBeIncluded, sourceOf, sourcePath, sourceRootsOf } from "../sources.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceName } from "./fixes.ts";
import { nearFolder } from "./nearPath.ts";
import type { Finding, Rule, Severity } from "./rule.ts";

/** A path counts from the root of the source and must be a folder there. flux.md §2.2, K-01. */
export const pathMissing: Rule = {
  code: "path-missing",
  severity: "error",
  title: "Path that leads to no folder",
  explanation:
    "A path in a Flux object counts from the root of its source, not from the file that says it. Where there is no such folder, nothing is applied and nothing is removed either: what was applied before stays as it is. Said only where it is known which folder of the workspace holds the source: by bootstrap's own files, by the address of the checkout or by a setting; a warning where that is inferred.",
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
        path: ./apps/shpo
        #     ^^^^^^^^^^^ path-missing
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
  about: (resource) => resource.references.some((it) => it.row.code === "path-missing"),
  *check(resource, view) {
    for (const reference of resource.references) {
      if (reference.row.code !== "path-missing") continue;
      if (resolve(view, resource, reference).type !== "missing") continue;
      const finding = missingPath(view, resource, reference);
      if (finding) yield finding;
    }
  },
};

const CONSEQUENCES: Readonly<Record<string, string>> = {
  "spec.path": "nothing is applied, and nothing removed",
  "spec.components[]": "the build fails",
  "spec.update.path": "no image is updated",
};

function missingPath(view: View, resource: Resource, reference: Reference): Finding | undefined {
  const { row, text } = reference;
  if (row.at === "spec.components[]" && isForgiven(resource)) return undefined;
  const known = rootOf(view, resource, reference);
  if (!known || mayBeIncluded(view, join(known.path, sourcePath(text)))) return undefined;
  const near = row.at === "spec.components[]" ? undefined : suggestion(view, resource, text, known);
  const consequence = CONSEQUENCES[row.at] ?? "the chart is not found";
  return {
    at: reference.path,
    severity: isLeftOut(resource, view) ? "information" : known.severity,
    message:
      `No folder "${text}"${inSource(resource, reference)}, so ${consequence}.` +
      (near === undefined ? "" : ` Did you mean "${near}"?`),
    fixes: near === undefined ? [] : [replaceName(resource, reference, near)],
  };
}

const isForgiven = (resource: Resource): boolean =>
  textOf(at(treeOf(resource), ["spec", "ignoreMissingComponents"])) === "true";

function inSource(resource: Resource, { row }: Reference): string {
  const source = sourceOf(resource, sourceAtOf(row));
  return source ? ` in ${source.kind} ${source.name}` : " in the repository";
}

const sourceAtOf = ({ target }: Reference["row"]): string | undefined =>
  target.type === "path" ? target.sourceAt : undefined;

interface Root {
  readonly path: string;
  readonly severity: Severity;
}

/** The folder that holds the source, and how sure that is; `undefined` where nobody knows. */
function rootOf(view: View, resource: Resource, { row }: Reference): Root | undefined {
  const sourceAt = sourceAtOf(row);
  const own = sourceRootsOf(view, resource, sourceAt);
  const [first] = own.roots;
  if (first !== undefined) return { path: first, severity: own.certain ? "error" : "warning" };
  if (own.certain) return undefined;
  if (!sourceOf(resource, sourceAt)) return inheritedRoot(view, resource);
  const [guess] = guessedRoots(view, resource);
  return guess === undefined ? undefined : { path: guess, severity: "warning" };
}

/** Where the file names no source, its parent adds one, nearly always its own. */
function inheritedRoot(view: View, resource: Resource): Root | undefined {
  for (const parent of reachOf(resource, view).fluxKustomizations) {
    const { roots, certain } = sourceRootsOf(view, parent);
    const [first] = roots;
    if (parent === resource || first === undefined) continue;
    const isAdded = certain && parent.document.text.includes("patches:");
    return { path: first, severity: isAdded ? "error" : "warning" };
  }
  return undefined;
}

function suggestion(view: View, resource: Resource, text: string, root: Root): string | undefined {
  const found = nearFolder(view, root.path, text, resource.path);
  if (found === undefined || found === join(root.path, sourcePath(text))) return undefined;
  const written = relative(root.path, found);
  if (text.startsWith("./")) return `./${written}`;
  return text.startsWith("/") ? `/${written}` : written;
}
