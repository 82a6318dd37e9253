import type { Cluster } from "../apiserver/cluster.ts";

/** A clock that can be made to run faster than that of the machine. */
export interface SpeedClock extends Pick<Cluster, "now" | "after"> {
  readonly speed: () => number;
  readonly setSpeed: (factor: number) => void;
}

/** `timer`: calls back after so many milliseconds of the machine; the answer ends that. */
export function speedClock(
  machine: () => number = Date.now,
  timer: Cluster["after"] = afterTimeout,
): SpeedClock {
  let factor = 1;
  let began = machine();
  let base = began;
  const waiting = new Set<Waiting>();
  const moment = (): number => base + (machine() - began) * factor;

  function arm(it: Waiting): void {
    it.cancel = timer(Math.max(0, Math.ceil((it.due - moment()) / factor)), () => {
      waiting.delete(it);
      it.callback();
    });
  }

  return {
    now: () => new Date(moment()),
    after(milliseconds, callback) {
      const it: Waiting = { due: moment() + milliseconds, callback, cancel: () => {} };
      waiting.add(it);
      arm(it);
      return () => {
        it.cancel();
        waiting.delete(it);
      };
    },
    speed: () => factor,
    setSpeed(next) {
      base = moment();
      began = machine();
      factor = next;
      for (const it of waiting) {
        it.cancel();
        arm(it);
      }
    },
  };
}

interface Waiting {
  readonly due: number;
  readonly callback: () => void;
  cancel: () => void;
}

function afterTimeout(milliseconds: number, callback: () => void): () => void {
  const timer = setTimeout(callback, milliseconds);
  // A cluster that nobody uses does not keep a program alive.
  timer.unref();
  return () => clearTimeout(timer);
}
