import { at, get, mappingOf, textOf } from "../node.ts";
import type { KeyTarget } from "../references/row.ts";
import { treeOf } from "../resource.ts";
import type { View } from "../view.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import type { Named } from "./completionNamed.ts";
import { type Slot, writtenIn } from "./completionSlot.ts";
import { displayPath } from "./displayPath.ts";

/** The keys of the ConfigMap or Secret that the same mapping names. Values are never shown. */
export function keyItems(
  view: View,
  slot: Slot,
  { base }: Named,
  target: KeyTarget,
): readonly CompletionItem[] {
  const node = at(slot.root, base);
  const name = textOf(get(node, target.nameField));
  if (!name) return [];
  const said = target.kindField && textOf(get(node, target.kindField));
  const kinds = said ? target.kinds.filter((it) => it.kind === said) : target.kinds.slice(0, 1);
  const found = new Map<string, string>();
  for (const { group, kind } of kinds) {
    for (const holder of view.named(group, kind, name)) {
      for (const field of ["data", "binaryData", "stringData"]) {
        for (const { key } of mappingOf(get(treeOf(holder), field))?.entries ?? []) {
          if (!found.has(key.text)) found.set(key.text, displayPath(view, holder.path));
        }
      }
    }
  }
  return [...found].map(([key, from], index) => ({
    label: key,
    kind: "key",
    text: literal(writtenIn(slot, key)),
    order: orderOf(1, index),
    detail: `key of ${name}`,
    from,
  }));
}
