import type { CanaryFrame, CanaryReason } from "../../../../protocol/canary.ts";
import type { Event } from "../call.ts";
import type { Reason } from "../reason.ts";

/** A tick in one sentence: why the last warning was given, or the last event; of a silent tick, what it waits for. */
export function tickReason(
  events: readonly Event[],
  { phase, webhooks }: Pick<CanaryFrame, "phase" | "webhooks">,
  reason: (it: Reason) => CanaryReason,
): CanaryReason {
  const told = events.findLast((it) => it.type === "Warning") ?? events.findLast((it) => it.why);
  if (told?.why) return reason(told.why);
  const said = told?.text ?? events.at(-1)?.text;
  if (said !== undefined) return { text: said, field: "" };
  const closed = webhooks.findIndex((it) => it?.result === "waits");
  if (closed < 0) return { text: `Flagger says nothing; the Canary stays ${phase}.`, field: "" };
  return reason({
    text: `The gate is still closed, so the Canary stays ${phase}; it is asked again at the next tick.`,
    at: ["spec", "analysis", "webhooks", closed],
  });
}
