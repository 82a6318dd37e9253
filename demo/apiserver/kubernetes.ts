import data from "./data/kubernetes.json" with { type: "json" };
import type { Kind } from "./kind.ts";
import type { Schema } from "./schema.ts";

/** Types of Kubernetes' own kinds by their full name. */
export const types = data.types as unknown as Readonly<Record<string, Schema>>;

/** The release whose kinds these are: `v1.36.3`. */
export const release: string = data.version;

/** Kubernetes' own kinds in the order of discovery. */
export const builtinKinds: readonly Kind[] = data.kinds.map(({ type, ...kind }) => ({
  ...kind,
  shortNames: "shortNames" in kind ? kind.shortNames : [],
  categories: "categories" in kind ? kind.categories : [],
  schema: { $ref: type },
  storage: kind.group === "events.k8s.io" ? "/events" : `${kind.group}/${kind.plural}`,
  isCustom: false,
  columns: [],
}));
