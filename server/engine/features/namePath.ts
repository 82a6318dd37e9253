import type { Path } from "../node.ts";
import type { Resource } from "../resource.ts";

/** Where the name of a resource stands, from its root: entries of generators say it at the top. */
export const namePathOf = (resource: Resource): Path =>
  isGenerated(resource) ? ["name"] : ["metadata", "name"];

/** Is it the entry of a generator, which becomes a ConfigMap or Secret? */
export const isGenerated = ({ at }: Resource): boolean =>
  at[0] === "configMapGenerator" || at[0] === "secretGenerator";
