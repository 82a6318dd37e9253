/** What Flagger makes of an answer: a value, an error, or an error that says that there are no values. */
export type Outcome =
  | { readonly value: number }
  | {
      readonly error: string;
      readonly isEmpty: boolean;
      /** The controller dies of it. */
      readonly panics?: true;
    };

export const NO_VALUES = "no values found";

export const failed = (error: string): Outcome => ({ error, isEmpty: false });

/** @param before what the provider puts in front of the words that it shares with all others */
export const empty = (before = ""): Outcome => ({ error: before + NO_VALUES, isEmpty: true });
