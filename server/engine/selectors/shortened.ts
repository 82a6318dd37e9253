import type { Cast } from "./cast.ts";
import { finds, type Selecting } from "./selecting.ts";

/** Who of a cast is drawn one by one, and who is summed up. */
export interface Shortened {
  readonly drawn: Cast;
  readonly rest: Cast;
}

/** What somebody looks at comes before what only stands near it. */
export interface Ranks {
  /** Ids of what is drawn in any case. */
  readonly middle: ReadonlySet<string>;
  /** Ids of what is worth a box of its own while there are few. */
  readonly near: ReadonlySet<string>;
}

/** So many are drawn of those that are near, and of those that only share a selector with them. */
const MOST_NEAR = 12;
const MOST_BEYOND = 3;

/**
 * Leaves of a large namespace what a chain of labels is about: workloads that another Service finds, too, are no more than
 * a number. A number of one would say less than its name.
 */
export function shortened({ selecting, pods }: Cast, ranks: Ranks): Shortened {
  const kept = new Set(keptOf(pods, ranks));
  const [shown, others] = parted(pods, ({ id }) => kept.has(id));
  const isAbout = (it: Selecting) =>
    ranks.middle.has(it.id) || it.selector === undefined || shown.some((o) => finds(it, o));
  const [about, elsewhere] = parted(selecting, isAbout);
  const [few, many] = elsewhere.length <= MOST_BEYOND ? [elsewhere, []] : [[], elsewhere];
  const drawn = new Set([...about, ...few]);
  return {
    drawn: { selecting: selecting.filter((it) => drawn.has(it)), pods: shown },
    rest: { selecting: many, pods: others },
  };
}

function keptOf(pods: Cast["pods"], { middle, near }: Ranks): readonly string[] {
  const [inside, outside] = parted(pods, ({ id }) => middle.has(id));
  const [close, beyond] = parted(outside, ({ id }) => near.has(id));
  return [
    ...inside,
    ...first(close, MOST_NEAR),
    ...(beyond.length <= MOST_BEYOND ? beyond : []),
  ].map(({ id }) => id);
}

const first = <T>(all: readonly T[], most: number): readonly T[] =>
  all.length <= most + 1 ? all : all.slice(0, most);

function parted<T>(
  all: readonly T[],
  isIn: (it: T) => boolean,
): readonly [readonly T[], readonly T[]] {
  return [all.filter(isIn), all.filter((it) => !isIn(it))];
}
