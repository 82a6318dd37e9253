import type { CanaryFrame, CanaryReason, CanarySaying } from "../../../../protocol/canary.ts";
import type { Event } from "../call.ts";
import type { Canary } from "../canary.ts";
import type { Reason } from "../reason.ts";
import type { EditWords } from "../scenario/table.ts";
import type { Tick } from "../simulation.ts";
import { metricSamples } from "./metricSamples.ts";
import { tickReason } from "./tickReason.ts";
import { webhookSamples } from "./webhookSamples.ts";

/** What frames need to know besides the ticks. */
export interface FrameSources {
  readonly canary: Omit<Canary, "status">;
  /** Milliseconds in the unit in which request-duration is answered. */
  readonly durationScale: number;
  readonly edits: EditWords;
  readonly reason: (reason: Reason) => CanaryReason;
}

/** Every tick as a picture shows it. */
export function frames(ticks: readonly Tick[], sources: FrameSources): readonly CanaryFrame[] {
  return ticks.map((tick, index) => frame(tick, ticks[index - 1], sources));
}

function frame(
  it: Tick,
  before: Tick | undefined,
  { canary, durationScale, edits, reason }: FrameSources,
): CanaryFrame {
  const { status, routes } = it;
  const share = routes?.canary ?? status?.canaryWeight ?? 0;
  const condition = status?.promoted;
  const isNew = condition && (!before || before.status?.promoted?.message !== condition.message);
  const events = eventsOf(it);
  const edited = edits.get(it.tick) ?? [];
  const phase = status ? status.phase || "–" : "gone";
  const webhooks = webhookSamples(it.calls, canary.spec.analysis?.webhooks ?? []);
  return {
    tick: it.tick,
    at: it.at,
    phase,
    primary: routes?.primary ?? 100 - share,
    canary: share,
    isMirrored: routes?.mirrored ?? false,
    failed: status?.failedChecks ?? 0,
    iterations: status?.iterations ?? 0,
    metrics: metricSamples(it.calls, canary.spec.analysis?.metrics ?? [], durationScale),
    webhooks,
    said: [...edited.map((text): CanarySaying => ({ type: "edit", text })), ...events.map(said)],
    ...(isNew
      ? {
          condition: {
            status: condition.status,
            reason: condition.reason,
            message: condition.message,
          },
        }
      : {}),
    why: tickReason(events, { phase, webhooks }, reason),
  };
}

/** An event goes to each of several receivers, and is told once. */
function eventsOf({ calls }: Tick): readonly Event[] {
  const events = calls.filter((it): it is Event => it.call === "event");
  return events.filter((it) => it.to === events[0]?.to);
}

const said = ({ type, text }: Event): CanarySaying => ({
  type: type === "Warning" ? "warning" : "event",
  text,
});
