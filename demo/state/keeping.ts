import type { Store } from "../apiserver/store.ts";
import { saveState } from "./stateFile.ts";

/** Saves a store while it changes, and when it ends. */
export interface Keeping {
  /** Saves what is new, and ends the keeping. Throws where that cannot be written. */
  readonly end: () => Promise<void>;
}

export function keeping(folder: string, store: Store): Keeping {
  let saved = -1;
  let atWork: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    atWork = atWork.then(async () => {
      const version = store.version();
      if (version === saved) return;
      await saveState(folder, store);
      saved = version;
    });
    return atWork;
  };
  const quietly = (): void => {
    save().catch(() => {
      // It is tried again; the end tells it.
      atWork = Promise.resolve();
    });
  };
  const timer = setInterval(quietly, EVERY);
  timer.unref();
  return {
    end() {
      clearInterval(timer);
      return save();
    },
  };
}

/** In milliseconds. */
const EVERY = 5000;
