/** Does something once it has not been asked for again for so many milliseconds. */
export interface Later {
  readonly ask: () => void;
  /** At once, where it is due. */
  readonly now: () => void;
}

export function later(milliseconds: number, run: () => void): Later {
  let due: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    if (due === undefined) return;
    clearTimeout(due);
    due = undefined;
    run();
  };
  return {
    ask() {
      clearTimeout(due);
      due = setTimeout(now, milliseconds);
    },
    now,
  };
}
