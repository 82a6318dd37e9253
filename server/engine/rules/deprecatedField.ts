import type { Change } from "../edits.ts";
import { isKustomizeFile } from "../identity.ts";
import { entryOf, get, itemsOf, mappingOf, type Node, resolved, textOf } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Finding, Fix, Rule } from "./rule.ts";

/** Fields of kustomization files that have a successor. kustomize.md §25. */
export const deprecatedField: Rule = {
  code: "deprecated-field",
  severity: "hint",
  title: "Field that kustomize has replaced",
  explanation:
    "The field still works, and a newer one does the same. `kustomize edit fix` rewrites it, and so does the fix offered here. patchesJson6902 and patchesStrategicMerge then run at another step of the build, before the namespace, prefixes and labels are set; compare the rendered manifests.",
  link: "https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/",
  examples: {
    wrong: `
      #- app/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      bases: [../base]
      #<- deprecated-field
      #- base/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [namespace.yaml]
      #- base/namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
    right: `
      #- app/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [../base]
      #- base/kustomization.yaml
      apiVersion: kustomize.config.k8s.io/v1beta1
      kind: Kustomization
      resources: [namespace.yaml]
      #- base/namespace.yaml
      apiVersion: v1
      kind: Namespace
      metadata: { name: shop }
    `,
  },
  about: (resource) => isKustomizeFile(resource) && OLD.test(resource.document.text),
  *check(resource) {
    const root = treeOf(resource);
    for (const { field, instead, fix } of FIELDS) {
      const entry = entryOf(root, field);
      if (!entry) continue;
      const changes = entry.value && fix?.(resource, root, entry.value);
      yield old(field, instead, [field], changes);
    }
    for (const list of ["configMapGenerator", "secretGenerator"]) {
      for (const [index, item] of itemsOf(get(root, list)).entries()) {
        const env = textOf(get(item, "env"));
        if (env === undefined) continue;
        const at = [list, index, "env"];
        const changes = get(item, "envs")
          ? undefined
          : [
              { type: "replace", resource, at, on: "key", text: "envs" } as const,
              { type: "replace", resource, at, on: "value", text: `[${env}]`, raw: true } as const,
            ];
        yield old("env", "envs", at, changes);
      }
    }
  },
};

const OLD = /bases|commonLabels|imageTags|patchesJson6902|patchesStrategicMerge|vars|env/;

interface OldField {
  readonly field: string;
  readonly instead: string;
  /** What rewrites it; nothing where a person must decide. */
  readonly fix?: Rewriting;
}

type Rewriting = (
  resource: Resource,
  root: Node | undefined,
  value: Node,
) => readonly Change[] | undefined;

const FIELDS: readonly OldField[] = [
  { field: "bases", instead: "resources", fix: moved("bases", "resources") },
  { field: "commonLabels", instead: "labels", fix: labels },
  { field: "imageTags", instead: "images", fix: renamed("imageTags", "images") },
  {
    field: "patchesJson6902",
    instead: "patches",
    fix: renamed("patchesJson6902", "patches"),
  },
  { field: "patchesStrategicMerge", instead: "patches", fix: merges },
  { field: "vars", instead: "replacements" },
];

function old(
  field: string,
  instead: string,
  at: Finding["at"],
  changes: readonly Change[] | undefined,
): Finding {
  const fixes: readonly Fix[] = changes ? [{ title: `Write ${instead}`, changes }] : [];
  return {
    at,
    on: "key",
    message: `${field} is deprecated, and ${instead} has taken its place.`,
    fixes,
    tag: "deprecated",
  };
}

/** The key alone, where the new one is not there yet. */
function renamed(field: string, instead: string): Rewriting {
  return (resource, root) =>
    entryOf(root, instead)
      ? undefined
      : [{ type: "replace", resource, at: [field], on: "key", text: instead }];
}

/** As `renamed`; otherwise the items are added to those of the new field. */
function moved(field: string, instead: string): Rewriting {
  return (resource, root, value) => {
    if (!entryOf(root, instead)) return renamed(field, instead)(resource, root, value);
    const texts = itemsOf(value).map(textOf);
    if (texts.some((it) => it === undefined || it.includes("\n"))) return undefined;
    return [
      ...texts.map((text = "") => ({ type: "insert", resource, at: [instead], text }) as const),
      { type: "remove", resource, at: [field] },
    ];
  };
}

/** Each path becomes an entry of its own; patches written in place are left to a person. */
function merges(resource: Resource, root: Node | undefined, value: Node) {
  const field = "patchesStrategicMerge";
  const texts = itemsOf(value).map(textOf);
  const sequence = resolved(value);
  if (sequence?.kind !== "sequence") return undefined;
  if (texts.some((it) => it === undefined || /[\n{]/.test(it))) return undefined;
  if (entryOf(root, "patches")) {
    return [
      ...texts.map(
        (text = "") =>
          ({ type: "insert", resource, at: ["patches"], text: `path: ${text}` }) as const,
      ),
      { type: "remove", resource, at: [field] } as const,
    ];
  }
  const entryFor = (text: string) => (sequence.flow ? `{ path: ${text} }` : `path: ${text}`);
  return [
    { type: "replace", resource, at: [field], on: "key", text: "patches" } as const,
    ...texts.map(
      (text = "", index) =>
        ({
          type: "replace",
          resource,
          at: [field, index],
          on: "value",
          text: entryFor(text),
          raw: true,
        }) as const,
    ),
  ];
}

/** Selectors and templates get them as before. */
function labels(resource: Resource, root: Node | undefined, value: Node) {
  const mapping = mappingOf(value);
  if (!mapping || mapping !== value) return undefined;
  const { text } = resource.document;
  const pairs = mapping.entries.map(({ key, value: it }) =>
    it?.kind === "scalar" && !it.anchor
      ? `${text.slice(key.span.start, key.span.end)}: ${text.slice(it.span.start, it.span.end)}`
      : undefined,
  );
  const known = itemsOf(get(root, "labels")).flatMap(
    (it) => mappingOf(get(it, "pairs"))?.entries.map(({ key }) => key.text) ?? [],
  );
  const isTwice = mapping.entries.some(({ key }) => known.includes(key.text));
  if (isTwice || pairs.some((it) => it === undefined || it.includes("\n"))) return undefined;
  const item = `- includeSelectors: true\n  pairs:\n${pairs.map((it) => `    ${it}`).join("\n")}`;
  const at = ["commonLabels"];
  if (entryOf(root, "labels")) {
    return [
      { type: "insert", resource, at: ["labels"], text: item } as const,
      { type: "remove", resource, at } as const,
    ];
  }
  const instead = mapping.flow
    ? `[{ includeSelectors: true, pairs: { ${pairs.join(", ")} } }]`
    : item;
  return [
    { type: "replace", resource, at, on: "key", text: "labels" } as const,
    { type: "replace", resource, at, on: "value", text: instead, raw: true } as const,
  ];
}
