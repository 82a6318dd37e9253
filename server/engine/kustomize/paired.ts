import type { Entry, Mapping, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { stopAlone } from "./stop.ts";
import { causeOf } from "./tree.ts";
import { wrongKind } from "./wrongKind.ts";

/** Where labels or annotations are a list, kustomize takes it for keys and values in turn. */
export function paired(list: Sequence): Mapping {
  expectPairs(list);
  const { items, flow } = list;
  const entries: Entry[] = [];
  for (let at = 0; at < items.length; at += 2) {
    const [key, value] = [items[at], items[at + 1]];
    if (key?.kind !== "scalar") return wrongKind("scalar", key ?? list);
    entries.push({ key, value });
  }
  return { kind: "mapping", flow, entries, ...causeOf(list) };
}

/** kustomize breaks down where keys and values do not come out even. */
export function expectPairs(list: Sequence): void {
  const { length } = list.items;
  if (length % 2 === 0) return;
  const message = `panic: runtime error: index out of range [${length}] with length ${length}`;
  stopAlone(message, placeOfNode(list));
}
