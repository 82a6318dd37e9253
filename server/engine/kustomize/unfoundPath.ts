import { nearest } from "../nearest.ts";
import type { Mapping, Node } from "../node.ts";
import { listed } from "./alternatives.ts";
import type { Explanation } from "./explanation.ts";
import type { Operation } from "./jsonPatch.ts";
import { nearestExisting } from "./nearestExisting.ts";
import { scalarText } from "./scalars.ts";
import { fieldOf } from "./tree.ts";

/** What is there where a JSON patch operation looks in vain; `undefined` where its path does lead somewhere. */
export function unfoundPath(document: Node, operation: Operation): Explanation | undefined {
  if (document.kind !== "mapping") return undefined;
  const { op, path, from } = operation;
  // Of what is moved or copied, the place where it comes from.
  const looked = op === "move" || op === "copy" ? from : path;
  return looked && unfound(document, looked.text, op === "add");
}

/** @param makes the last part need not be there */
function unfound(document: Mapping, pointer: string, makes: boolean): Explanation | undefined {
  const wanted = makes ? pointer.slice(0, Math.max(pointer.lastIndexOf("/"), 0)) : pointer;
  const there = nearestExisting(document, wanted);
  if (there.pointer === wanted || !pointer.startsWith("/")) return undefined;
  const rest = pointer.slice(there.pointer.length + 1).split("/");
  const part = decoded(rest[0] ?? "");
  const meant = nearest(part, there.keys);
  const path =
    meant === undefined ? undefined : [there.pointer, encoded(meant), ...rest.slice(1)].join("/");
  return {
    code: "json-patch-path",
    message: `Path "${pointer}" does not exist in ${nameIn(document)}`,
    next:
      path === undefined
        ? holding(there.pointer, there.node, there.keys, makes)
        : `Did you mean "${path}"?`,
    meant: path,
  };
}

function holding(pointer: string, node: Node, keys: readonly string[], makes: boolean): string {
  const at = pointer === "" ? "The object" : `"${pointer}"`;
  const first = makes ? " Add what is above it first, with the value {} or []." : "";
  if (node.kind === "scalar") return `${at} holds a single value.`;
  if (keys.length === 0) return `${at} is empty.${first}`;
  if (node.kind === "mapping") return `${at} holds ${listed(keys)}.${first}`;
  const last = keys.length - 1;
  return last === 0
    ? `${at} is a list with the one index 0.${first}`
    : `${at} is a list with the indices 0 to ${last}.${first}`;
}

export function nameIn(object: Mapping): string {
  const kind = scalarText(fieldOf(object, "kind")) ?? "this object";
  const name = scalarText(fieldOf(fieldOf(object, "metadata"), "name")) ?? "";
  return `${kind} ${name}`.trim();
}

const decoded = (part: string): string => part.replaceAll("~1", "/").replaceAll("~0", "~");
const encoded = (part: string): string => part.replaceAll("~", "~0").replaceAll("/", "~1");
