import { KUSTOMIZE } from "../identity.ts";
import { basename, dirname, extname, join } from "../path.ts";
import { isLeftOut, reachOf } from "../reach.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { mayBeIncluded } from "../sources.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { removeField, replaceName } from "./fixes.ts";
import { nearEntry } from "./nearPath.ts";
import type { Finding, Fix, Rule } from "./rule.ts";

/** Whatever a kustomization names must be there, or nothing of it builds. kustomize.md §4.1, F-01. */
export const kustomizationEntryMissing: Rule = {
  code: "kustomization-entry-missing",
  severity: "error",
  title: "Entry of a kustomization that names nothing",
  explanation:
    "Every file and folder that a kustomization.yaml names must be there. One that is not fails the build, and with it the build of every kustomization that includes this one, so nothing of them is applied. Inputs of a secretGenerator, and entries of a kustomization that Flux does not apply, may be made just before the build, so a missing one of these is a warning.",
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - namespace.yaml
        - settings.yaml
        # ^^^^^^^^^^^^^ kustomization-entry-missing
      #- namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
    right: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - namespace.yaml
      #- namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
  },
  about: (resource) => resource.group === KUSTOMIZE,
  *check(resource, view) {
    for (const reference of resource.references) {
      if (reference.row.code !== "kustomization-entry-missing" || reference.text === "") continue;
      if (resolve(view, resource, reference).type !== "missing") continue;
      if (mayBeIncluded(view, join(dirname(resource.path), reference.text))) continue;
      yield missingEntry(view, resource, reference);
    }
  },
};

function missingEntry(view: View, resource: Resource, reference: Reference): Finding {
  const { text, row } = reference;
  const near = suggestion(view, resource, reference);
  const isMade = row.at.startsWith("secretGenerator") || !isApplied(resource, view);
  return {
    at: reference.path,
    severity: isMade ? "warning" : "error",
    message:
      `${what(reference)} "${text}" is not there, so this kustomization does not build and nothing of it is applied.` +
      (near === undefined ? "" : ` Did you mean "${near}"?`),
    fixes: [
      ...(near === undefined ? [] : [replaceName(resource, reference, near)]),
      ...removal(resource, reference),
      ...creation(resource, reference),
    ],
  };
}

/** Kustomizations that Flux does not apply are often completed by scripts before they are built. */
function isApplied(resource: Resource, view: View): boolean {
  if (isLeftOut(resource, view)) return false;
  const hasEntry = view.withFact("sync").length > 0;
  return !hasEntry || reachOf(resource, view).fluxKustomizations.length > 0;
}

function what({ row: { target }, text }: Reference): string {
  if (target.type !== "path" || target.to === "file") return "File";
  if (target.to === "component") return "Component";
  return extname(text) === "" ? "Folder" : "File";
}

function suggestion(view: View, resource: Resource, reference: Reference): string | undefined {
  const { target } = reference.row;
  if (target.type !== "path") return undefined;
  const folder = dirname(resource.path);
  const taken = resource.references
    .filter((it) => it.row.target.type === "path" && it !== reference)
    .map((it) => join(folder, it.text));
  return nearEntry(view, folder, reference.text, {
    file: target.to !== "component",
    folder: target.to !== "file",
    taken: new Set(taken),
  });
}

/** Only items of lists can go without leaving something half behind. */
function removal(resource: Resource, { path, text }: Reference): readonly Fix[] {
  const item = typeof path.at(-1) === "number" ? path : path.slice(0, -1);
  if (typeof item.at(-1) !== "number") return [];
  return [removeField(resource, item, `Remove "${text}" from ${basename(resource.path)}`)];
}

function creation(resource: Resource, { text, row }: Reference): readonly Fix[] {
  const isManifest = row.at === "resources[]" && /\.ya?ml$/.test(text);
  if (!isManifest) return [];
  const path = join(dirname(resource.path), text);
  return [{ title: `Create "${text}"`, changes: [{ type: "create", path, text: "" }] }];
}
