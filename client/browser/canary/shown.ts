import type {
  CanaryFrame,
  CanaryPicture,
  CanaryPlay,
  LiveActionName,
} from "../../../protocol/canary.ts";

/** Everything that the view shows at one moment. */
export interface Shown {
  readonly picture: CanaryPicture<unknown>;
  readonly play: CanaryPlay;
  /** Index of the chosen frame. */
  readonly at: number;
}

/** A piece of the page. */
export interface Part {
  readonly root: HTMLElement;
  readonly update: (shown: Shown) => void;
}

/** What people do. */
export interface Actions {
  readonly choose: (at: number) => void;
  readonly play: (play: CanaryPlay) => void;
  readonly reveal: (place: number) => void;
  readonly apply: () => void;
  readonly text: () => void;
  readonly save: () => void;
  readonly open: () => void;
  /** Look at the pinned cluster. */
  readonly look: () => void;
  readonly act: (action: LiveActionName) => void;
  readonly gate: (gate: number, isOpening: boolean) => void;
}

/** The chosen frame; there is one, as a picture without frames is not shown. */
export const frameOf = ({ picture: { frames }, at }: Shown): CanaryFrame | undefined =>
  frames[Math.min(at, frames.length - 1)];
