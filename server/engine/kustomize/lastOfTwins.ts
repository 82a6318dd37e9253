import type { Entry, Node } from "../node.ts";
import { mayHaveTwins } from "../yaml/mayHaveTwins.ts";

/** The tree as JSON has it: of entries with the same key the last one counts. */
export function lastOfTwins(node: Node): Node {
  if (node.kind === "sequence") {
    const items = node.items.map((it) => it && lastOfTwins(it));
    return items.every((it, index) => it === node.items[index]) ? node : { ...node, items };
  }
  if (node.kind !== "mapping") return node;
  const last = mayHaveTwins(node.entries) ? lastOnes(node.entries) : node.entries;
  const entries = last.map((it) => withValue(it, it.value && lastOfTwins(it.value)));
  const isSame =
    entries.length === node.entries.length && entries.every((it, at) => it === last[at]);
  return isSame ? node : { ...node, entries };
}

const lastOnes = (entries: readonly Entry[]): readonly Entry[] => [
  ...new Map(entries.map((it) => [it.key.text, it])).values(),
];

const withValue = (entry: Entry, value: Node | undefined): Entry =>
  value === entry.value ? entry : { key: entry.key, value };
