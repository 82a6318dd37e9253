import type { RenderingFacts } from "../builtTables.ts";
import { FLUX_KUSTOMIZE } from "../identity.ts";
import { memo } from "../memo.ts";
import { at, entryOf, jsonOf, mappingOf, type Path, type Scalar } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";
import type { Finding, Rule } from "./rule.ts";
import { variableUndefined } from "./variableUndefined.ts";

/** flux.md §7, K-43. */
export const variableUnused: Rule = {
  code: "variable-unused",
  severity: "hint",
  title: "Variable that nothing uses",
  explanation:
    "No file that this Flux Kustomization applies uses the variable, in any cluster that has it. It does no harm; often the name is misspelt here or there. Variables out of ConfigMaps and Secrets are not judged, for those are shared.",
  link: variableUndefined.link,
  examples: {
    wrong: variableUndefined.examples.right.replace(
      "substitute: { CLUSTER: prod }",
      `substitute:
            CLUSTER: prod
            ZONE: b
            #<- variable-unused`,
    ),
    right: variableUndefined.examples.right,
  },
  about: ({ group, kind }) => group === FLUX_KUSTOMIZE && kind === "Kustomization",
  *check(resource, view) {
    const set = at(treeOf(resource), SET);
    for (const { key } of mappingOf(set)?.entries ?? []) {
      if (entryOf(set, key.text)?.key !== key || isUsed(key, resource, view)) continue;
      yield finding(resource, [...SET, key.text], key.text);
    }
  },
};

const SET: Path = ["spec", "postBuild", "substitute"];

const finding = (resource: Resource, path: Path, name: string): Finding => ({
  at: path,
  on: "key",
  message: `Nothing that this Kustomization applies uses the variable "${name}".`,
  tag: "unnecessary",
  fixes: [{ title: `Remove "${name}"`, changes: [{ type: "remove", resource, at: path }] }],
});

/** Also where that is not known. */
function isUsed(key: Scalar, resource: Resource, view: View): boolean {
  const builds = view.definedBy(resource.document).filter((it) => defines(it, key, resource));
  if (builds.length === 0) return true;
  if (namesIn(resource.document).has(key.text) || isInPatches(key.text, resource, view))
    return true;
  return builds.some((it) => !isWhole(it) || isRead(key.text, it, view));
}

const defines = ({ substitution }: RenderingFacts, key: Scalar, { document }: Resource): boolean =>
  (substitution?.variables.definitions.get(key.text) ?? []).some(
    (it) => it.key.from?.document === document && it.key.span.start === key.span.start,
  );

/** Has everything been read that may use a variable? What fails only afterwards has been. */
const isWhole = ({ complete, error }: RenderingFacts): boolean =>
  complete && (error?.message.startsWith("post build failed for ") ?? true);

const isRead = (name: string, { reads }: RenderingFacts, view: View): boolean =>
  reads.some((path) =>
    view.file(path)?.documents.some(({ document }) => namesIn(document).has(name)),
  );

/** Patches that parents give it stand in other files. */
const isInPatches = (name: string, resource: Resource, view: View): boolean =>
  view
    .builtFrom(resource)
    .some((it) => JSON.stringify(jsonOf(at(treeOf(it), ["spec"]))).includes(`\${${name}`));

/** Whatever looks like the use of a variable, comments included. */
const namesIn = memo(
  ({ text }: YamlDocument): ReadonlySet<string> =>
    new Set(
      text.includes("${")
        ? [...text.matchAll(/\$\{#?([_\p{L}][_\p{L}\p{Nd}]*)/gu)].map((it) => it[1] ?? "")
        : [],
    ),
);
