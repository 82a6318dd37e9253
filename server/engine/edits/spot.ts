import type { Entry, Mapping, Node, Path, Sequence } from "../node.ts";

export type Collection = Mapping | Sequence;

/** One step of a path as it was walked: the member of a collection. */
export interface Member {
  readonly holder: Collection;
  readonly index: number;
}

/** Where a path ends in the text itself: aliases and merge keys are not followed, for behind them others read too. */
export interface Spot {
  /** From the root down; the last one is the spot. Shorter than the path where the path leads nowhere. */
  readonly members: readonly Member[];
  /** What stands at the last member, or the root of an empty path. */
  readonly node: Node | undefined;
}

/** Walks as far as the path leads. */
export function spotOf(root: Node | undefined, path: Path): Spot {
  const members: Member[] = [];
  let node = root;
  for (const step of path) {
    const holder = node?.kind === "mapping" || node?.kind === "sequence" ? node : undefined;
    const index = indexOf(holder, step);
    if (!holder || index < 0) break;
    members.push({ holder, index });
    node = nodeOf({ holder, index });
  }
  return { members, node };
}

function indexOf(holder: Collection | undefined, step: string | number): number {
  if (holder?.kind === "mapping") return holder.entries.findIndex((it) => it.key.text === step);
  if (holder === undefined || typeof step !== "number") return -1;
  return step < holder.items.length ? step : -1;
}

export const nodeOf = ({ holder, index }: Member): Node | undefined =>
  holder.kind === "mapping" ? holder.entries[index]?.value : holder.items[index];

export const entryOf = ({ holder, index }: Member): Entry | undefined =>
  holder.kind === "mapping" ? holder.entries[index] : undefined;

export const sizeOf = (it: Collection): number =>
  it.kind === "mapping" ? it.entries.length : it.items.length;
