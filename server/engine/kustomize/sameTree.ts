import type { Node } from "../node.ts";

/** Do both say the same, wherever they stand? Fields must come in the same order. */
export function sameTree(a: Node | undefined, b: Node | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a.kind !== b.kind) return false;
  if (a.kind === "scalar" && b.kind === "scalar") return a.text === b.text && a.tag === b.tag;
  if (a.kind === "sequence" && b.kind === "sequence") {
    return (
      a.items.length === b.items.length && a.items.every((it, at) => sameTree(it, b.items[at]))
    );
  }
  if (a.kind !== "mapping" || b.kind !== "mapping") return false;
  return (
    a.entries.length === b.entries.length &&
    a.entries.every(({ key, value }, at) => {
      const other = b.entries[at];
      return other !== undefined && key.text === other.key.text && sameTree(value, other.value);
    })
  );
}
