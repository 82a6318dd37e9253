import type { Event } from "../call.ts";
import type { Reason } from "../reason.ts";
import type { Tick } from "../simulation.ts";

/** The event of a tick that says most: the last warning, else the last of all; and why Flagger says it. */
export function lastWord(tick: Tick | undefined): {
  readonly text: string;
  readonly why: Reason | undefined;
} {
  const events = (tick?.calls ?? []).filter((it): it is Event => it.call === "event");
  const decisive = events.findLast((it) => it.why !== undefined) ?? events.at(-1);
  const warning = events.findLast((it) => it.type === "Warning");
  return { text: (warning ?? events.at(-1))?.text ?? "", why: (warning ?? decisive)?.why };
}
