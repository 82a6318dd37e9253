import type { Json, JsonObject } from "../json.ts";
import type { Answers, Expectation, Readiness, Scenario } from "../scenario/scenario.ts";

/** A scenario as the text of its file, `readScenario` the other way round; what is as in any scenario is left out. */
export const writtenScenario = (scenario: Scenario): string =>
  `${JSON.stringify(jsonOf(scenario), undefined, 2)}\n`;

function jsonOf(it: Scenario): JsonObject {
  return {
    ...(it.title === "" ? {} : { title: it.title }),
    canary: it.canary,
    ...(it.roots ? { roots: it.roots } : {}),
    ...(it.cluster === undefined ? {} : { cluster: it.cluster }),
    ...filled("flags", it.flags),
    ...(it.begins === "revision" ? {} : { begins: it.begins }),
    ...filled("metrics", mapped(it.metrics)),
    ...filled("webhooks", mapped(it.webhooks)),
    ...readiness("target", it.target),
    ...readiness("primary", it.primary),
    ...(it.gatewayLag === 0 ? {} : { gatewayLag: it.gatewayLag }),
    ...(it.edits.length === 0 ? {} : { edits: it.edits as unknown as Json }),
    ...(it.expect ? { expect: expectation(it.expect) } : {}),
  };
}

const filled = (key: string, value: object): JsonObject =>
  Object.keys(value).length === 0 ? {} : { [key]: value as JsonObject };

const readiness = (key: string, readyAfter: Readiness): JsonObject =>
  readyAfter === 0 ? {} : { [key]: { readyAfter } };

const mapped = (said: Readonly<Record<string, Answers<unknown>>>): JsonObject =>
  Object.fromEntries(Object.entries(said).map(([name, it]) => [name, answers(it)]));

function answers(it: Answers<unknown>): Json {
  if (it.by === "call") return (it.answers.length === 1 ? it.answers[0] : it.answers) as Json;
  const [first, second] = it.from;
  // A gate that opens: it is closed from before the first tick on.
  if (first?.tick === Number.NEGATIVE_INFINITY) return { opensAt: second?.tick ?? 0 };
  return Object.fromEntries(it.from.map(({ tick, answer }) => [String(tick), answer as Json]));
}

const expectation = ({ outcome, within, ticks, never }: Expectation): JsonObject => ({
  ...(outcome === undefined ? {} : { outcome }),
  ...(within === undefined ? {} : { within }),
  ...(ticks.size === 0 ? {} : { ticks: Object.fromEntries(ticks) as unknown as JsonObject }),
  ...filled("never", {
    ...(never.phases.length === 0 ? {} : { phases: never.phases }),
    ...(never.events.length === 0 ? {} : { events: never.events }),
  }),
});
