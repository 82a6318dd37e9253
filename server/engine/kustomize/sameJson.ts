import type { Mapping, Node } from "../node.ts";
import { isNull, meaningOf } from "./scalars.ts";

/** Do both say the same in JSON? The order of keys does not count. */
export function sameJson(a: Node | undefined, b: Node | undefined): boolean {
  if (!a || !b || isNull(a) || isNull(b)) return isNull(a) && isNull(b);
  if (a.kind === "mapping") return b.kind === "mapping" && sameMapping(a, b);
  if (a.kind === "sequence") {
    if (b.kind !== "sequence" || a.items.length !== b.items.length) return false;
    return a.items.every((it, index) => sameJson(it, b.items[index]));
  }
  return a.kind === "scalar" && b.kind === "scalar" && jsonOf(a) === jsonOf(b);
}

function sameMapping(a: Mapping, b: Mapping): boolean {
  if (a.entries.length !== b.entries.length) return false;
  const others = new Map(b.entries.map((it) => [it.key.text, it.value]));
  return a.entries.every(
    ({ key, value }) => others.has(key.text) && sameJson(value, others.get(key.text)),
  );
}

function jsonOf(node: Node & { kind: "scalar" }): string {
  const { tag, value } = meaningOf(node);
  const isText = tag === "!!str" || tag === "!!timestamp";
  return isText ? JSON.stringify(value) : String(tag === "!!int" ? Number(value) : value);
}
