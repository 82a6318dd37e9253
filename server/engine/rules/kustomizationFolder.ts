import { plainBuildsOf } from "../builds.ts";
import { KUSTOMIZE, nameOf } from "../identity.ts";
import { basename, dirname, isInside } from "../path.ts";
import { appliersOf, kustomizationsIn } from "../reach.ts";
import type { Reference } from "../references/read.ts";
import type { PathTarget } from "../references/row.ts";
import type { Resource } from "../resource.ts";
import { kustomizationFilesIn, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Finding, Rule } from "./rule.ts";

/** Entries that are there, but are not what this list takes. kustomize.md §2.1, §4.1, §4.2 and §8. */
export const kustomizationFolder: Rule = {
  code: "kustomization-folder",
  severity: "error",
  title: "Entry of a kustomization that is of the wrong sort",
  explanation:
    "A folder under resources must hold exactly one kustomization file of kind Kustomization; under components, one of kind Component. Patches and inputs of generators are files. An entry may not be the folder of the kustomization itself or one above it. Anything else fails the build. Name the files of a folder without a kustomization file one by one, or give it one.",
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - shop
        # ^^^^ kustomization-folder
      #- shop/namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
    right: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - shop
      #- shop/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - namespace.yaml
      #- shop/namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
  },
  about: (resource) => resource.group === KUSTOMIZE || resource.references.some(isEntry),
  *check(resource, view) {
    if (resource.group === KUSTOMIZE) {
      yield* severalFiles(view, resource);
      yield* looseComponent(view, resource);
    }
    for (const reference of resource.references.filter(isEntry)) {
      const resolution = resolve(view, resource, reference);
      if (resolution.type !== "paths") continue;
      for (const path of resolution.paths.slice(0, 1)) {
        const wrong = wrongSort(view, resource, reference, path);
        if (wrong) yield { at: reference.path, ...wrong };
      }
    }
  },
};

const isEntry = ({ row }: Reference): boolean =>
  row.code === "kustomization-entry-missing" || row.at === "spec.components[]";

type Wrong = Omit<Finding, "at">;

function wrongSort(
  view: View,
  resource: Resource,
  { text, row }: Reference,
  path: string,
): Wrong | undefined {
  const { to } = row.target as PathTarget;
  const isFile = view.exists(path);
  if (to === "file") return isFile ? undefined : said(`"${text}" is a folder`, "Name a file.");
  if (isFile) {
    return to === "component" ? said(`"${text}" is a file`, "Components are folders.") : undefined;
  }
  if (resource.group === KUSTOMIZE && isInside(dirname(resource.path), path)) {
    return said(`"${text}" holds this kustomization itself`, "Name folders beside or below it.");
  }
  return wrongFolder(view, text, path, to);
}

function wrongFolder(
  view: View,
  text: string,
  path: string,
  to: PathTarget["to"],
): Wrong | undefined {
  const files = kustomizationFilesIn(view, path);
  if (files.length === 0) {
    return said(`Folder "${text}" has no kustomization file`, "Give it one, or list its files.");
  }
  if (files.length > 1) {
    const names = files.map((it) => basename(it)).join(" and ");
    return said(`Folder "${text}" holds ${names}`, "Keep one of them.");
  }
  const [kustomization] = kustomizationsIn(path, view);
  if (!kustomization) return undefined;
  const isComponent = kustomization.kind === "Component";
  if (isComponent === (to === "component")) return undefined;
  const wanted = isComponent ? "List it under components." : "List it under resources.";
  return {
    ...said(`"${text}" is a ${kustomization.kind}`, wanted),
    related: [{ resource: kustomization, at: ["kind"], message: `kind: ${kustomization.kind}` }],
  };
}

const said = (what: string, remedy: string): Wrong => ({
  message: `${what}, so nothing of this kustomization builds. ${remedy}`,
});

function* severalFiles(view: View, resource: Resource): Generator<Finding> {
  const others = kustomizationFilesIn(view, dirname(resource.path)).filter(
    (it) => it !== resource.path,
  );
  if (others.length === 0) return;
  yield {
    at: [],
    message: `Beside this file lies ${others.map((it) => basename(it)).join(" and ")}, and kustomize refuses a folder with several kustomization files. Keep one.`,
  };
}

/** A folder that Flux takes up whole includes its sub-folders as resources, which a Component is not (flux.md §2.3). */
function* looseComponent(view: View, resource: Resource): Generator<Finding> {
  if (resource.kind !== "Component") return;
  const [flux] = [...plainBuildsOf(resource.path, view)].filter((it) => it.group !== KUSTOMIZE);
  // Applied by itself it builds as any kustomization does.
  if (!flux || appliersOf(dirname(resource.path), view).length > 0) return;
  yield {
    at: ["kind"],
    message: `${nameOf(flux)} takes up this folder as it is, and a Component is no resource, so its build fails. Give the folder above a kustomization file, or move the Component.`,
    related: [{ resource: flux, at: ["spec", "path"], message: nameOf(flux) }],
  };
}
