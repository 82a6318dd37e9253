/**
 * Puts list items that stand a little too deep or not deep enough back into the list above them,
 * and keys back into the mapping above them, before the library makes a tree of its tokens.
 * Otherwise it takes them for keys without a value or items of their own, and may forget what follows.
 */
export function rejoinLists(token: LooseToken | null | undefined) {
  if (token?.type === "block-map" && token.items) {
    for (let index = 0; index < token.items.length; index++) rejoinItems(token.items, index);
  }
  if (token?.type === "block-seq" && token.items) {
    token.items.splice(0, token.items.length, ...token.items.flatMap(itemsWithin));
  }
  for (const item of token?.items ?? []) {
    rejoinLists(item.key);
    rejoinLists(item.value);
  }
}

/** A token of the library, as far as it is changed here. */
export interface LooseToken {
  readonly type: string;
  readonly items?: LooseItem[];
}

interface LooseItem {
  readonly start: readonly { readonly type: string }[];
  readonly key?: LooseToken | null;
  readonly sep?: readonly { readonly type: string }[];
  readonly value?: LooseToken;
}

/** A list where a key should be: its items belong to the list before, its value to the mapping. */
function rejoinItems(items: LooseItem[], index: number) {
  const item = items[index];
  const colon = item?.sep?.some((it) => it.type === "map-value-ind");
  if (item?.key?.type !== "block-seq" || colon) return;
  const { start, key, sep = [], value } = item;
  const list = items[index - 1]?.value;
  const rejoined = list?.type === "block-seq";
  if (rejoined) list.items?.push(...(key.items ?? []));
  const below = value?.type === "block-map" ? (value.items ?? []) : [];
  items.splice(index, 1, ...(rejoined ? [] : [{ start, key, sep }]), ...below);
}

/**
 * Items without a dash: those of a list that stands where one item should, and keys that are not quite
 * as deep as those of the item before, to which they belong.
 */
function itemsWithin(
  item: LooseItem,
  index: number,
  items: readonly LooseItem[],
): readonly LooseItem[] {
  if (isDashed(item)) return [item];
  const before = items[index - 1]?.value;
  if (item.value?.type === "block-map" && before?.type === "block-map") {
    before.items?.push(...(item.value.items ?? []));
    return [];
  }
  if (item.value?.type !== "block-seq") return [item];
  return (item.value.items ?? []).flatMap(itemsWithin);
}

const isDashed = ({ start }: LooseItem) => start.some((it) => it.type === "seq-item-ind");
