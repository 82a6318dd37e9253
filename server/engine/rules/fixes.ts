import type { Path } from "../node.ts";
import type { Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import type { Fix } from "./rule.ts";

/** Fixes that many rules offer. The first of a finding is the one right thing to do, unless it says otherwise. */

/** Names something else instead; what stands before the name in the same scalar stays. */
export const replaceName = (resource: Resource, reference: Reference, name: string): Fix =>
  replaceValue(resource, reference.path, reference.prefix + name, `Replace with "${name}"`);

export const replaceValue = (resource: Resource, at: Path, text: string, title: string): Fix => ({
  title,
  changes: [{ type: "replace", resource, at, on: "value", text }],
  preferred: true,
});

export const removeField = (resource: Resource, at: Path, title: string): Fix => ({
  title,
  changes: [{ type: "remove", resource, at }],
});

/** Writes a namespace beside a name, or over the one that is there. */
export function setNamespace(
  resource: Resource,
  reference: Reference,
  field: string,
  namespace: string,
): Fix {
  const parent = reference.path.slice(0, -1);
  const title = `Set namespace to "${namespace}"`;
  if (reference.namespace !== undefined) {
    return replaceValue(resource, [...parent, field], namespace, title);
  }
  return {
    title,
    changes: [{ type: "insert", resource, at: parent, text: `${field}: ${namespace}` }],
    preferred: true,
  };
}
