import { type Branch, type Grove, headIn, type Moves, withoutEmpty } from "./grove.ts";
import { compare } from "./layout.ts";
import { parentsOf } from "./parentsOf.ts";
import { changeSorted } from "./sortedList.ts";

/** Puts what came, and what now comes after something else, where it belongs; notes what is other by that. */
export function arrange(grove: Grove, moves: Moves): void {
  const { gone, come } = moves;
  if (gone.length + come.length === 0 && !moves.isLinkedOtherwise) return;
  const { layout, branches } = grove;
  const before = shown(grove);
  const changes = new Map<Branch[], ListChange>();
  const changeOf = (list: Branch[]): ListChange => {
    const found = changes.get(list) ?? { gone: new Set(), come: [] };
    changes.set(list, found);
    return found;
  };
  const leave = (branch: Branch) => {
    if (branch.list) changeOf(branch.list).gone.add(branch);
    note(branch, moves);
  };
  const join = (branch: Branch) => {
    branch.list = listOf(grove, branch);
    changeOf(branch.list).come.push(branch);
    note(branch, moves);
  };
  for (const it of gone) leave(it);
  const parents = layout.linksOf && parentsOf(branches);
  for (const it of parents ? branches.values() : come) {
    const parent = parents?.get(it.key);
    if (it.list && it.parent === parent) continue;
    if (it.list) leave(it);
    it.parent = parent;
    join(it);
  }
  for (const [list, it] of changes) changeSorted(list, it.gone, it.come, orderIn(grove));
  withoutEmpty(grove);
  if (shown(grove) !== before) moves.isTopOther = true;
}

interface ListChange {
  readonly gone: Set<Branch>;
  readonly come: Branch[];
}

/** Which heads there are, and which have something under them. */
const shown = ({ heads }: Grove): string =>
  heads.map(({ head, branches }) => `${head.name}${branches.length > 0}`).join("\n");

const listOf = (grove: Grove, { parent, head }: Branch): Branch[] =>
  parent?.branches ?? (head ? headIn(grove, head).branches : grove.top);

/** Under what others stand now than before. */
function note({ parent, head }: Branch, moves: Moves): void {
  if (parent) moves.parents.add(parent.key);
  else if (head) moves.heads.add(head.name);
  else moves.isTopOther = true;
}

const orderIn =
  ({ layout }: Grove) =>
  (one: Branch, other: Branch): number =>
    layout.compare(one.object, other.object) || compare(one.key, other.key);
