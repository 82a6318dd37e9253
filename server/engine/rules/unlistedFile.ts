import { isKustomizeFile } from "../identity.ts";
import { nearest } from "../nearest.ts";
import { basename, dirname, extname, join } from "../path.ts";
import { kustomizationsIn } from "../reach.ts";
import { type Resource, resourcesOf } from "../resource.ts";
import type { View } from "../view.ts";
import type { Rule } from "./rule.ts";

/** Where a folder has a kustomization file, only what that lists is applied. F-02; field-notes.md §5. */
export const unlistedFile: Rule = {
  code: "unlisted-file",
  severity: "hint",
  title: "Manifest that its kustomization does not list",
  explanation:
    "A folder with a kustomization file is built from what that file lists and from nothing else. A manifest beside it that no kustomization names is never applied, and nothing says so. Add it to resources, or delete it.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#generating-a-kustomizationyaml-file",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - namespace.yaml
      #- namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      #     ^^^^^^^^^ unlisted-file
      metadata: { name: settings, namespace: shop }
    `,
    right: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - namespace.yaml
        - settings.yaml
      #- namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
      #- settings.yaml
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: settings, namespace: shop }
    `,
  },
  about: (resource) =>
    !isKustomizeFile(resource) &&
    resource.name !== "" &&
    [".yaml", ".yml"].includes(extname(resource.path)),
  *check(resource, view) {
    const [kustomization] = kustomizationsIn(dirname(resource.path), view);
    if (!kustomization || view.listersOf(resource.path).length > 0) return;
    if (!isFirstOfFile(resource, view)) return;
    const name = basename(resource.path);
    // A slip in the list has a finding of its own.
    if (isMisspelt(name, kustomization, view)) return;
    const beside = basename(kustomization.path);
    const listed = kustomization.references.filter((it) => it.row.at === "resources[]");
    const dots = listed.length > 0 && listed.every((it) => it.text.startsWith("./")) ? "./" : "";
    yield {
      at: [],
      message: `${beside} beside it does not list this file, so it is never applied.`,
      related: [{ resource: kustomization, at: ["resources"], message: beside }],
      fixes: [
        {
          title: `Add "${name}" to ${beside}`,
          changes: [
            {
              type: "insert",
              resource: kustomization,
              at: ["resources"],
              text: `- ${dots}${name}`,
            },
          ],
          preferred: true,
        },
      ],
    };
  },
};

/** Does an entry that names nothing mean this file? */
const isMisspelt = (name: string, kustomization: Resource, view: View): boolean =>
  kustomization.references.some(
    ({ row, text }) =>
      row.at === "resources[]" &&
      nearest(basename(text), [name]) === name &&
      !view.exists(join(dirname(kustomization.path), text)),
  );

/** A file is forgotten once, however much it holds. */
function isFirstOfFile(resource: Resource, view: View): boolean {
  for (const { document } of view.file(resource.path)?.documents ?? []) {
    const first = resourcesOf(document, resource.path)[0];
    if (first) return first === resource;
  }
  return false;
}
