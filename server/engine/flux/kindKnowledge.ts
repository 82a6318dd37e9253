import { memo } from "../memo.ts";
import { at, get, itemsOf, jsonOf, type Node, textOf } from "../node.ts";
import type { SchemaCatalogue, Scope } from "../schema/catalogue.ts";
import type { JsonSchema } from "../schema/jsonSchema.ts";
import { type FieldType, goStruct, schemaType } from "./fieldType.ts";
import { goTypeOf } from "./goType.ts";

/** What is known of kinds: Kubernetes' own, those in the catalogue, and those that CRDs at hand define. */
export interface KindKnowledge {
  /** `undefined`: who knows. */
  readonly scopeOf: (group: string, kind: string) => Scope | undefined;
  readonly typeOf: (apiVersion: string, kind: string) => FieldType | undefined;
}

/** `definitions`: the CRDs of a group. */
export function kindKnowledge(
  catalogue: SchemaCatalogue,
  definitions: (group: string) => readonly Node[],
): KindKnowledge {
  const scopes = scopesIn(catalogue);
  const specOf = (group: string, kind: string): Node | undefined =>
    definitions(group)
      .map((it) => get(it, "spec"))
      .find(
        (it) => textOf(get(it, "group")) === group && textOf(at(it, ["names", "kind"])) === kind,
      );
  return {
    scopeOf: (group, kind) => {
      const known = scopes.get(`${group} ${kind}`);
      if (known || !group.includes(".")) return known;
      const scope = textOf(get(specOf(group, kind), "scope"));
      return scope === "Cluster" || scope === "Namespaced" ? scope : undefined;
    },
    typeOf: (apiVersion, kind) => {
      const structure = goTypeOf(apiVersion, kind);
      if (structure !== undefined) return goStruct(structure);
      const found = catalogue.find(apiVersion, kind);
      if (found) return found.info.project === "kubernetes" ? undefined : schemaType(found.schema);
      const [group = "", version] = apiVersion.split("/");
      const versions = itemsOf(get(specOf(group, kind), "versions"));
      const own = versions.find((it) => textOf(get(it, "name")) === version);
      const schema = at(own, ["schema", "openAPIV3Schema"]);
      return schema && schemaType(jsonOf(schema) as JsonSchema);
    },
  };
}

const scopesIn = memo(
  ({ kinds }: SchemaCatalogue) => new Map(kinds.map((it) => [`${it.group} ${it.kind}`, it.scope])),
);
