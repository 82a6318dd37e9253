import { entryOf, get, itemsOf, type Mapping, mappingOf, type Node, textOf } from "../node.ts";
import { builtinSchema, type MergeField, type MergeSchema } from "./mergeSchema.ts";

/**
 * The schema of an `openapi.path` file, in the place of the built-in one (kustomize.md §21.3): a Swagger document
 * whose `definitions` name their kinds. kustomize's own kinds stay known. `elsewhere` knows definitions that the
 * document lacks.
 */
export function customSchema(
  document: Node | undefined,
  elsewhere: Elsewhere = () => undefined,
): MergeSchema {
  const source: Source = { definitions: mappingOf(get(document, "definitions")), elsewhere };
  const kinds = new Map<string, Node>();
  for (const { value } of source.definitions?.entries ?? []) {
    for (const kind of itemsOf(get(value, "x-kubernetes-group-version-kind"))) {
      if (value) kinds.set(kindName(kind), value);
    }
  }
  const fields = new Map<string, MergeField>();
  return {
    kind(apiVersion, kind) {
      if (apiVersion.startsWith("kustomize.config.k8s.io/")) {
        return builtinSchema.kind(apiVersion, kind);
      }
      const name = `${apiVersion} ${kind}`;
      const schema = kinds.get(name);
      const known = fields.get(name);
      if (!schema || known) return known;
      const made = fieldOfSchema(schema, source);
      fields.set(name, made);
      return made;
    },
  };
}

type Elsewhere = (definition: string) => MergeField | undefined;

interface Source {
  readonly definitions: Mapping | undefined;
  readonly elsewhere: Elsewhere;
}

/** The kinds that the `paths` of such a document know, `apiVersion kind`, and whether they have no namespace. */
export function customScopes(
  document: Node | undefined,
): ReadonlyMap<string, "cluster" | "namespaced"> {
  const scopes = new Map<string, "cluster" | "namespaced">();
  for (const { key, value } of mappingOf(get(document, "paths"))?.entries ?? []) {
    const kind = get(get(value, "get"), "x-kubernetes-group-version-kind");
    if (!mappingOf(kind)) continue;
    const name = kindName(kind);
    if (key.text.includes("namespaces/{namespace}")) scopes.set(name, "namespaced");
    else if (!scopes.has(name)) scopes.set(name, "cluster");
  }
  return scopes;
}

function kindName(node: Node | undefined): string {
  const group = textOf(get(node, "group")) ?? "";
  const version = textOf(get(node, "version")) ?? "";
  return `${group === "" ? version : `${group}/${version}`} ${textOf(get(node, "kind")) ?? ""}`;
}

function fieldOfSchema(schema: Node, source: Source): MergeField {
  const known = new Map<string, MergeField | undefined>();
  const follow = (name: string, find: () => Node | undefined) => {
    if (!known.has(name)) {
      const found = resolve(find(), source);
      known.set(name, found && "kind" in found ? fieldOfSchema(found, source) : found);
    }
    return known.get(name);
  };
  return {
    keys: keysOf(schema),
    field: (name) =>
      follow(`.${name}`, () => {
        const property = entryOf(get(schema, "properties"), name)?.value;
        return property ?? mappingOf(get(schema, "additionalProperties"));
      }),
    element: () =>
      textOf(get(schema, "type")) === "array"
        ? follow("[]", () => mappingOf(get(schema, "items")))
        : undefined,
  };
}

/** The schema behind references to definitions; nothing where one leads nowhere. */
function resolve(schema: Node | undefined, source: Source): Node | MergeField | undefined {
  let it = schema;
  for (let hops = 0; hops < 100; hops++) {
    const reference = textOf(get(it, "$ref"));
    if (reference === undefined) return it;
    const name = /^#\/definitions\/(.+)$/.exec(reference)?.[1];
    if (name === undefined) return undefined;
    const definition = name.replaceAll("~1", "/").replaceAll("~0", "~");
    it = entryOf(source.definitions, definition)?.value;
    if (!it) return source.elsewhere(definition);
  }
  return undefined;
}

function keysOf(schema: Node): readonly string[] | undefined {
  const strategies = textOf(get(schema, "x-kubernetes-patch-strategy"))?.split(",");
  if (!strategies?.includes("merge")) return undefined;
  const keys = get(schema, "x-kubernetes-list-map-keys");
  if (keys) return itemsOf(keys).map((it) => textOf(it) ?? "");
  const key = textOf(get(schema, "x-kubernetes-patch-merge-key"));
  return key === undefined ? [] : [key];
}
