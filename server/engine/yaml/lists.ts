/**
 * Puts list items that stand a little too deep or not deep enough back into the list above them,
 * and keys back into the mapping above them, before the library makes a tree of its tokens.
 * Otherwise it takes them for keys without a value or items of their own, and may forget what follows.
 * Answers where what it moved stands.
 */
export function rejoinLists(token: LooseToken | null | undefined): readonly number[] {
  const moved: number[] = [];
  rejoinWithin(token, moved);
  return moved;
}

/** A token of the library, as far as it is changed here. */
export interface LooseToken {
  readonly type: string;
  readonly offset: number;
  readonly items?: LooseItem[];
}

interface LooseItem {
  readonly start: readonly { readonly type: string }[];
  readonly key?: LooseToken | null;
  readonly sep?: readonly { readonly type: string }[];
  readonly value?: LooseToken;
}

function rejoinWithin(token: LooseToken | null | undefined, moved: number[]) {
  const items = token?.items ?? [];
  if (token?.type === "block-map") {
    for (let index = 0; index < items.length; index++) rejoinItems(items, index, moved);
  }
  if (token?.type === "block-seq") {
    const all = items.flatMap((it, index) => itemsWithin(it, items[index - 1], moved));
    items.splice(0, items.length, ...all);
  }
  for (const { key, value } of items) {
    rejoinWithin(key, moved);
    rejoinWithin(value, moved);
  }
}

/** A list where a key should be: its items belong to the list before, its value to the mapping. */
function rejoinItems(items: LooseItem[], index: number, moved: number[]) {
  const item = items[index];
  const colon = item?.sep?.some((it) => it.type === "map-value-ind");
  if (item?.key?.type !== "block-seq" || colon) return;
  const { start, key, sep = [], value } = item;
  const list = items[index - 1]?.value;
  const rejoined = list?.type === "block-seq";
  if (rejoined) list.items?.push(...(key.items ?? []));
  const below = value?.type === "block-map" ? (value.items ?? []) : [];
  items.splice(index, 1, ...(rejoined ? [] : [{ start, key, sep }]), ...below);
  moved.push(key.offset);
}

/**
 * Items without a dash: those of a list that stands where one item should, and keys that are not quite
 * as deep as those of the item before, to which they belong.
 */
function itemsWithin(
  item: LooseItem,
  before: LooseItem | undefined,
  moved: number[],
): readonly LooseItem[] {
  const { start, value } = item;
  const dashed = start.some((it) => it.type === "seq-item-ind");
  const keys = value?.type === "block-map" && before?.value?.type === "block-map";
  if (dashed || !(keys || value?.type === "block-seq")) return [item];
  moved.push(value.offset);
  if (keys) before.value.items?.push(...(value.items ?? []));
  const items = value.items ?? [];
  return keys ? [] : items.flatMap((it, index) => itemsWithin(it, items[index - 1], moved));
}
