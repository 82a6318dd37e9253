import type { Mapping, Node } from "../node.ts";
import { find, take } from "./jsonPointer.ts";

/** How far a JSON pointer leads into an object, for whoever must mend it. */
export interface NearestExisting {
  /** The part of the pointer that leads somewhere; empty for the object itself. */
  readonly pointer: string;
  readonly node: Node;
  /** What it holds: keys, or indices of a list. */
  readonly keys: readonly string[];
}

/** The deepest thing that is there on the way of the pointer. */
export function nearestExisting(target: Mapping, pointer: string): NearestExisting {
  const parts = pointer.split("/");
  for (let length = parts.length; length > 1; length--) {
    const shorter = parts.slice(0, length).join("/");
    const found = find(target, shorter);
    const node = found && take(found.container, found.key);
    if (node && typeof node !== "string") return { pointer: shorter, node, keys: keysOf(node) };
  }
  return { pointer: "", node: target, keys: keysOf(target) };
}

function keysOf(node: Node): readonly string[] {
  if (node.kind === "mapping") return node.entries.map((it) => it.key.text);
  return node.kind === "sequence" ? node.items.map((_, index) => String(index)) : [];
}
