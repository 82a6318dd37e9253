import { KUSTOMIZE } from "../identity.ts";
import { dirname, join } from "../path.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { removeField } from "./fixes.ts";
import type { Rule } from "./rule.ts";

/** What is listed twice is added twice, and the second time its objects are there already. kustomize.md §7. */
export const kustomizationEntryTwice: Rule = {
  code: "kustomization-entry-twice",
  severity: "error",
  title: "Entry that a kustomization lists twice",
  explanation:
    'kustomize adds what each entry of resources holds. The second time the same objects are already there, and the build fails with "may not add resource with an already registered id". Remove one of the two lines.',
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/resource/",
  examples: {
    wrong: `
      #- kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources:
        - namespace.yaml
        - ./namespace.yaml
        # ^^^^^^^^^^^^^^^^ kustomization-entry-twice
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
  *check(resource) {
    const seen = new Map<string, Reference>();
    for (const reference of resource.references) {
      if (!isResource(reference) || reference.open) continue;
      const path = join(dirname(resource.path), reference.text);
      const first = seen.get(path);
      if (!first) seen.set(path, reference);
      else yield twice(resource, reference, first);
    }
  },
};

const isResource = ({ row }: Reference): boolean =>
  row.at === "resources[]" || row.at === "bases[]";

const twice = (resource: Resource, { path, text }: Reference, first: Reference) => ({
  at: path,
  message: `"${text}" is listed already, so this kustomization does not build and nothing of it is applied.`,
  related: [{ resource, at: first.path, message: "listed here" }],
  fixes: [{ ...removeField(resource, path, `Remove "${text}"`), preferred: true }],
});
