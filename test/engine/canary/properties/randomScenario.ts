import fc from "fast-check";
import { plainScenario } from "../../../../server/engine/canary/scenario/plainScenario.ts";
import type {
  Answers,
  Readiness,
  Scenario,
  ScenarioEdit,
} from "../../../../server/engine/canary/scenario/scenario.ts";

const answers = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<Answers<T>> =>
  fc.oneof(
    fc
      .array(one, { minLength: 1, maxLength: 6 })
      .map((list) => ({ by: "call" as const, answers: list })),
    fc
      .uniqueArray(fc.record({ tick: fc.nat(20), answer: one }), {
        minLength: 1,
        maxLength: 3,
        selector: (it) => it.tick,
      })
      .map((list) => ({
        by: "tick" as const,
        from: [...list].sort((a, b) => a.tick - b.tick),
      })),
  );

const metric = answers(
  fc.oneof(
    { weight: 4, arbitrary: fc.nat(1000) },
    fc.constantFrom(null, "NaN" as const, { status: 503 }, { series: [1, null, 80] }),
  ),
);

const hook = answers(
  fc.oneof(
    fc.constantFrom("pass" as const, "fail" as const, "refused" as const),
    fc.constantFrom({ status: 202 }, { status: 429 }, { status: 403, body: "no" }),
  ),
);

const readiness: fc.Arbitrary<Readiness> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  fc.nat(8),
  fc.constant("never" as const),
);

/** Another bound than before. */
const METRIC = { name: "request-success-rate", interval: "1m", thresholdRange: { min: 500 } };

const tick = fc.nat(20);
const edit: fc.Arbitrary<ScenarioEdit> = fc.oneof(
  fc.record({ tick, edit: fc.constantFrom("suspend", "resume", "skipAnalysis", "back") }),
  fc.record({ tick, edit: fc.constant("revision" as const), body: fc.constant(undefined) }),
  fc.record({ tick, edit: fc.constant("delete" as const), object: fc.constant(undefined) }),
  fc.record({
    tick,
    edit: fc.constant("patch" as const),
    object: fc.constant(undefined),
    body: fc.constantFrom(
      { spec: { analysis: { interval: "20s" } } },
      { spec: { progressDeadlineSeconds: 30 } },
      { spec: { analysis: { metrics: [METRIC] } } },
    ),
  }),
);

/** What metrics answer: values, nothing and errors, in lists and from ticks on. */
export const randomMetrics: fc.Arbitrary<Scenario["metrics"]> = fc.record(
  { "request-success-rate": metric, "request-duration": metric, latency: metric },
  { requiredKeys: [] },
);

const quiet = fc.record({
  metrics: randomMetrics,
  webhooks: fc.record({ one: hook, two: hook, three: hook }, { requiredKeys: [] }),
  target: readiness,
  primary: readiness,
});

/** What may happen while nobody touches anything. */
export const quietScenario: fc.Arbitrary<Scenario> = quiet.map((it) => ({
  ...plainScenario,
  ...it,
}));

/** The same, with people who do. */
export const busyScenario: fc.Arbitrary<Scenario> = fc
  .tuple(
    quiet,
    fc.array(edit, { maxLength: 3 }),
    fc.constantFrom("revision" as const, "rest" as const, "installation" as const),
    fc.constantFrom(0, 0, 15_000),
  )
  .map(([it, edits, begins, gatewayLag]) => ({
    ...plainScenario,
    ...it,
    edits,
    begins,
    gatewayLag,
  }));
