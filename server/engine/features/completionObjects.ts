import { isKustomizationFile, KUSTOMIZE } from "../identity.ts";
import { get, textOf } from "../node.ts";
import { basename, dirname, extname, join } from "../path.ts";
import { resourcesOf, treeOf } from "../resource.ts";
import type { KindInfo, Project } from "../schema/catalogue.ts";
import { schemaAt } from "../schema/explore.ts";
import type { View } from "../view.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import { valueSnippet } from "./completionSnippet.ts";
import { newestKinds, rankOf } from "./newestKinds.ts";
import { type Snippet, snippets } from "./snippets.ts";

/** Whole objects, for a document that says nothing yet. */
export function objectItems(view: View, path: string): readonly CompletionItem[] {
  const isKustomization = isKustomizationFile(path);
  const around = namespaceAround(view, path);
  return newestKinds(view.catalogue.kinds)
    .filter((it) => !isKustomization || it.project === "kustomize")
    .flatMap((it, index) => variantsOf(it).map((snippet) => ({ it, snippet, index })))
    .map(({ it, snippet, index }) => ({
      label: snippet?.variant ? `${it.kind}, ${snippet.variant}` : it.kind,
      kind: "snippet",
      text: objectText(view, it, snippet, path, around(it.project)),
      order: orderOf(rankOf(it.project), index),
      filter: `${it.kind} ${snippet?.variant ?? ""} apiVersion: ${apiVersionOf(it)} kind: ${it.kind}`,
      detail: apiVersionOf(it),
      about: { type: "kind", apiVersion: apiVersionOf(it), kind: it.kind },
    }));
}

function variantsOf({ group, kind }: KindInfo): readonly (Snippet | undefined)[] {
  const found = snippets.filter((it) => it.group === group && it.kind === kind);
  return found.length > 0 ? found : [undefined];
}

function objectText(
  view: View,
  it: KindInfo,
  snippet: Snippet | undefined,
  path: string,
  namespace: string | undefined,
): string {
  const lines = [`apiVersion: ${apiVersionOf(it)}`, `kind: ${it.kind}`];
  if (!snippet?.bare) {
    lines.push("metadata:", `  name: \${1:${literal(nameFor(path))}}`);
    const isNamed = it.scope === "Namespaced" && namespace !== undefined;
    if (isNamed) lines.push(`  namespace: \${2:${literal(namespace)}}`);
  }
  lines.push(...(snippet?.body ?? (schematic.has(it.project) ? specOf(view, it) : [])));
  return `${lines.join("\n")}\n`;
}

/** Projects whose schemas are small and say what is needed; of the others a person is told more as they go on. */
const schematic: ReadonlySet<Project> = new Set(["flux", "flagger", "flux-operator"]);

/** What the schema requires below metadata. */
function specOf(view: View, it: KindInfo): readonly string[] {
  const schema = view.catalogue.find(apiVersionOf(it), it.kind)?.schema;
  const spec = schema?.properties?.spec && schemaAt(schema, ["spec"]);
  if (!spec) return [];
  const text = valueSnippet("spec", spec, { column: 0, flow: false, kind: it.kind });
  // Stops 1 and 2 are taken by name and namespace.
  return `spec:${text.replace(/\$(\{)?(\d+)/g, (_, brace = "", n) => `$${brace}${Number(n) + 2}`)}`.split(
    "\n",
  );
}

/** Files are mostly called after what is in them, or stand in a folder that is. */
function nameFor(path: string): string {
  const bare = basename(path).slice(0, -extname(path).length || undefined);
  return ordinary.has(bare) ? basename(dirname(path)) || "app" : bare;
}

const ordinary = new Set([
  ...["ks", "kustomization", "helmrelease", "release", "hr", "app", "sync", "canary", "source"],
  ...["deployment", "service", "configmap", "namespace", "ocirepository", "gitrepository"],
]);

/** Where neighbours say theirs it is the same; a kustomization that sets it leaves it out. */
function namespaceAround(view: View, path: string): (of: Project) => string | undefined {
  const folder = dirname(path);
  let found: string | undefined;
  for (const name of view.folder(folder)) {
    for (const { document } of view.file(join(folder, name))?.documents ?? []) {
      for (const resource of resourcesOf(document, join(folder, name))) {
        const sets = resource.group === KUSTOMIZE && textOf(get(treeOf(resource), "namespace"));
        if (sets) return () => undefined;
        found ??= resource.namespace;
      }
    }
  }
  return (project) => found ?? (project === "flux" ? "flux-system" : "default");
}
