import { compare } from "./layout.ts";

/** Something that comes after others. */
export interface Linked {
  readonly key: string;
  /** Keys of what it comes after, the nearest last. */
  readonly links: readonly string[];
}

/**
 * For each of many the one that comes last before it, by key; of several that come equally late the one that is
 * named last. None where it comes after nothing, and for one of those that go in a circle: the first by key.
 *
 * @param all by key; the order in which they stand there changes nothing
 */
export function parentsOf<It extends Linked>(
  all: ReadonlyMap<string, It>,
): ReadonlyMap<string, It> {
  const parents = new Map<string, It>();
  const depths = new Map<string, number>();
  const followers = new Map<string, It[]>();
  const open = new Map<string, number>();
  const ready: It[] = [];
  for (const it of all.values()) {
    const before = new Set(it.links.filter((key) => all.has(key)));
    if (before.size === 0) ready.push(it);
    else open.set(it.key, before.size);
    for (const key of before) {
      const others = followers.get(key);
      if (others) others.push(it);
      else followers.set(key, [it]);
    }
  }
  const place = (it: It) => {
    let depth = 0;
    for (const key of it.links) {
      const other = all.get(key);
      const here = (depths.get(key) ?? -1) + 1;
      if (!other || here === 0 || here < depth) continue;
      depth = here;
      parents.set(it.key, other);
    }
    depths.set(it.key, depth);
    for (const follower of followers.get(it.key) ?? []) {
      const left = (open.get(follower.key) ?? 0) - 1;
      if (left > 0) open.set(follower.key, left);
      else if (open.delete(follower.key)) ready.push(follower);
    }
  };
  const settle = () => {
    for (let it = ready.pop(); it; it = ready.pop()) place(it);
  };
  settle();
  // What is left goes in circles, or comes after such.
  for (const key of [...open.keys()].sort(compare))
    while (open.has(key)) {
      const first = circleFrom(key, all, open).sort(compare)[0] ?? key;
      open.delete(first);
      const it = all.get(first);
      if (it) place(it);
      settle();
    }
  return parents;
}

/** The circle to which one leads that is not placed, going from link to link. */
function circleFrom(
  start: string,
  all: ReadonlyMap<string, Linked>,
  open: ReadonlyMap<string, number>,
): string[] {
  const way = new Set<string>();
  let at = start;
  while (!way.has(at)) {
    way.add(at);
    at = all.get(at)?.links.findLast((key) => open.has(key)) ?? start;
  }
  const passed = [...way];
  return passed.slice(passed.indexOf(at));
}
