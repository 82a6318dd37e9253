import type { Item, Told } from "./items.ts";

/** One node that was drawn. */
export interface Drawn {
  item: Item;
  readonly parent: string;
  told: Told;
  /** Absent: nobody asked for them. */
  below?: readonly Drawn[];
}

/** What was drawn, by id; the top has the empty one. */
export interface AllDrawn {
  readonly get: (id: string) => Drawn | undefined;
  readonly all: () => Iterable<Drawn>;
  /** Nodes with these ids, and those of objects with these keys, each once. */
  readonly of: (ids: ReadonlySet<string>, keys: ReadonlySet<string>) => Iterable<Drawn>;
  /** What was drawn under a node; `undefined`: nothing was asked for. */
  readonly below: (id: string) => readonly Drawn[] | undefined;
  /** Takes up what is drawn under a node now, and forgets what was drawn there and is not any longer. */
  readonly put: (
    id: string,
    items: readonly Item[],
    tell: (item: Item, before: Drawn | undefined) => Told,
  ) => readonly Drawn[];
  /** Nodes whose children were asked for and that are not below closed ones. */
  readonly open: (closed: ReadonlySet<string>) => readonly Drawn[];
  /** Without what stands under another one: drawing that draws all of it. */
  readonly topmost: (ids: ReadonlySet<string>) => readonly string[];
}

const top = "";

export function createDrawn(): AllDrawn {
  const byId = new Map<string, Drawn>();
  const byKey = new Map<string, Set<Drawn>>();
  const opened = new Set<Drawn>();
  let belowTop: readonly Drawn[] | undefined;

  const add = (it: Drawn) => {
    byId.set(it.item.id, it);
    if (it.item.type !== "object") return;
    const others = byKey.get(it.item.key);
    if (others) others.add(it);
    else byKey.set(it.item.key, new Set([it]));
  };
  const forget = (it: Drawn) => {
    for (const child of it.below ?? []) forget(child);
    byId.delete(it.item.id);
    opened.delete(it);
    if (it.item.type !== "object") return;
    const others = byKey.get(it.item.key);
    others?.delete(it);
    if (others?.size === 0) byKey.delete(it.item.key);
  };
  const above = function* (id: string) {
    for (let at = byId.get(id)?.parent ?? top; at !== top; at = byId.get(at)?.parent ?? top)
      yield at;
  };
  const below = (id: string) => (id === top ? belowTop : byId.get(id)?.below);
  return {
    get: (id) => byId.get(id),
    all: () => byId.values(),
    of: (ids, keys) =>
      new Set([
        ...[...ids].flatMap((id) => byId.get(id) ?? []),
        ...[...keys].flatMap((key) => [...(byKey.get(key) ?? [])]),
      ]),
    below,
    put(id, items, tell) {
      const draw = (item: Item): Drawn => {
        const before = byId.get(item.id);
        const told = tell(item, before);
        if (before) {
          before.item = item;
          before.told = told;
          return before;
        }
        const made = { item, parent: id, told };
        add(made);
        return made;
      };
      const known = below(id);
      if (known && isSameRow(known, items)) {
        // Hundreds are asked for because one of them looks otherwise.
        items.forEach(draw);
        return known;
      }
      const drawn = items.map(draw);
      // What stands there twice is drawn once.
      const unique = new Set(drawn);
      const row = [...unique];
      for (const old of known ?? []) if (!unique.has(old)) forget(old);
      const parent = byId.get(id);
      if (id === top) belowTop = row;
      else if (parent) {
        parent.below = row;
        opened.add(parent);
      }
      return row;
    },
    open: (closed) =>
      [...opened].filter(
        ({ item: { id } }) => !closed.has(id) && ![...above(id)].some((it) => closed.has(it)),
      ),
    topmost: (ids) =>
      ids.has(top) ? [top] : [...ids].filter((id) => ![...above(id)].some((it) => ids.has(it))),
  };
}

/** Whether the same is drawn at the same places. */
export const isSameRow = (drawn: readonly Drawn[], items: readonly Item[]): boolean =>
  drawn.length === items.length && items.every(({ id }, index) => drawn[index]?.item.id === id);
