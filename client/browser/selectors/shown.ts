import type {
  LiveSelectors,
  MomentName,
  SelectorMoment,
  SelectorPicture,
} from "../../../protocol/selectors.ts";

/** What the page shows. */
export interface Shown {
  readonly picture: SelectorPicture<unknown>;
  readonly moment: SelectorMoment;
  readonly live: LiveSelectors;
  /** Nothing is summed up. */
  readonly isWhole: boolean;
}

/** What the page can be told to do. */
export interface Actions {
  readonly choose: (moment: MomentName, step: number) => void;
  readonly reveal: (place: number) => void;
  readonly mend: (fault: number, fix: number) => void;
  /** Shows everybody that is summed up; or sums them up again. */
  readonly unfold: (isWhole: boolean) => void;
  /** Look at the pinned cluster. */
  readonly look: () => void;
}

/** One part of the page. */
export interface Part {
  readonly root: HTMLElement;
  readonly update: (shown: Shown) => void;
}

/** The moment that is asked for; the nearest before it where a rollout does not get so far. */
export function momentAt(
  { moments }: SelectorPicture<unknown>,
  name: MomentName,
  step: number,
): SelectorMoment | undefined {
  const named = moments.filter((it) => it.name === name);
  return named[step] ?? tellingOne(named) ?? moments.findLast((it) => it.name !== "after");
}

/** Of all shares, one that both get some of. */
function tellingOne(all: readonly SelectorMoment[]): SelectorMoment | undefined {
  return (
    all.findLast(({ weight }) => weight !== undefined && weight > 0 && weight < 100) ?? all.at(-1)
  );
}
