import type { Event } from "../call.ts";
import type { Tick } from "../simulation.ts";
import type { Simulation } from "./run.ts";
import type { Expectation, ExpectedTick } from "./scenario.ts";

/** What is not as it was expected, one sentence each; none where all of it holds. */
export function unmet({ ticks, ending }: Simulation, expected: Expectation): readonly string[] {
  const out: string[] = [];
  if (expected.outcome !== undefined && expected.outcome !== ending.outcome) {
    out.push(`Expected the outcome ${expected.outcome}, and it is ${ending.outcome}.`);
  }
  if (expected.within !== undefined && isLater(ending.outcome, ending.at, expected.within)) {
    const found = ending.outcome === "endless" ? "it never ends" : `it takes ${ending.at} s`;
    out.push(`Expected the end within ${expected.within} s, and ${found}.`);
  }
  for (const [number, it] of expected.ticks) {
    const tick = ticks.find((other) => other.tick === number) ?? ticks.at(-1);
    out.push(...(tick ? differences(tick, it, number) : []));
  }
  for (const phase of expected.never.phases) {
    const found = ticks.find((it) => it.status?.phase === phase);
    if (found) out.push(`Expected never to be ${phase}, and tick ${found.tick} is.`);
  }
  for (const text of expected.never.events) {
    const found = ticks.find((it) => textsOf(it).some((other) => other.includes(text)));
    if (found) out.push(`Expected never to read "${text}", and tick ${found.tick} says so.`);
  }
  return out;
}

const isLater = (outcome: string, at: number, within: number): boolean =>
  outcome === "endless" || at > within;

/** After the last tick all stays as it is. */
function differences(tick: Tick, expected: ExpectedTick, number: number): readonly string[] {
  const { status, routes } = tick;
  const found: Readonly<Record<string, string | number | boolean | undefined>> = {
    phase: status?.phase,
    weight: routes?.canary ?? status?.canaryWeight,
    failedChecks: status?.failedChecks,
    iterations: status?.iterations,
    mirrored: routes?.mirrored ?? false,
  };
  const out: string[] = [];
  for (const [key, wanted] of Object.entries(expected)) {
    if (key === "events" || found[key] === wanted) continue;
    out.push(`Expected ${key} ${wanted} after tick ${number}, and it is ${found[key] ?? "none"}.`);
  }
  const texts = tick.tick === number ? textsOf(tick) : [];
  for (const text of expected.events ?? []) {
    if (texts.some((it) => it.includes(text))) continue;
    const said = texts.length === 0 ? "it says nothing" : `it says "${texts.join('", "')}"`;
    out.push(`Expected tick ${number} to say "${text}", and ${said}.`);
  }
  return out;
}

const textsOf = ({ calls }: Tick): readonly string[] =>
  calls.filter((it): it is Event => it.call === "event").map((it) => it.text);
