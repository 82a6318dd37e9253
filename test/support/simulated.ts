import type { Event } from "../../server/engine/canary/call.ts";
import type { Flags } from "../../server/engine/canary/flags.ts";
import { plainScenario } from "../../server/engine/canary/scenario/plainScenario.ts";
import { run } from "../../server/engine/canary/scenario/run.ts";
import type { Scenario } from "../../server/engine/canary/scenario/scenario.ts";
import type { Tick } from "../../server/engine/canary/simulation.ts";
import { setupIn } from "./setupIn.ts";

/**
 * Plays a scene: one line a tick, `tick +seconds phase routes weight iterations failed | events`, warnings marked, and how
 * it ends.
 */
export function simulated(
  yaml: string,
  scenario: Partial<Scenario> = {},
  flags: Partial<Flags> = {},
): string {
  const { ticks, ending } = run(setupIn(yaml, flags), { ...plainScenario, ...scenario });
  const said = ending.outcome === "stopped" ? `: ${ending.text}` : "";
  const last = `${ending.outcome} at ${ending.tick} +${ending.at}${said}`;
  return `\n${[...ticks.map(lineOf), last].join("\n")}\n`;
}

function lineOf({ tick, at, status, routes, calls }: Tick): string {
  const events = calls
    .filter((it): it is Event => it.call === "event")
    .map(({ type, text }) => (type === "Warning" ? `! ${text}` : text));
  const shares = routes ? `${routes.primary}/${routes.canary}${routes.mirrored ? "M" : ""}` : "-";
  const counts = status
    ? `${status.phase || "-"} ${shares} w${status.canaryWeight} i${status.iterations} f${status.failedChecks}`
    : "gone";
  return `${tick} +${at} ${counts} | ${events.join("; ")}`.trimEnd();
}
