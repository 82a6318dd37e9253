import type { CanaryAxis } from "../../../../protocol/canary.ts";
import type { MetricAnswer } from "../call.ts";
import { canaryIn } from "../scenario/canaryIn.ts";
import type { Ending } from "../scenario/ending.ts";
import { endingsByVerdict } from "../scenario/endingsByVerdict.ts";
import { plainScenario } from "../scenario/plainScenario.ts";
import { outcomeOf } from "../scenario/run.ts";
import type { Answers, Scenario } from "../scenario/scenario.ts";
import type { Setup } from "../setup.ts";
import { type MetricScale, metricScales } from "./metricScales.ts";

/** Values along each axis. */
const STEPS = 30;

/** What a matrix is about, and its rows, each worked out when it is asked for. */
export interface Matrix {
  readonly across: CanaryAxis;
  readonly down: CanaryAxis;
  readonly rows: Iterable<MatrixRow>;
}

export interface MatrixRow {
  /** One letter a column: `P` promoted, `R` rolled back, `N` never ends, `S` anything else. */
  readonly outcomes: string;
  /** The tick at the end. */
  readonly ticks: readonly number[];
}

/**
 * How a scenario ends for many pairs of values: of two metrics, or of the only one and the tick from which it holds. A
 * sentence where no metric is compared with anything.
 */
export function matrix(setup: Setup, scenario: Scenario): Matrix | { readonly mistake: string } {
  const scales = scalesOf(setup);
  const [first, second] = scales;
  if (!first) return { mistake: "No metric of this Canary has a threshold, so no value decides." };
  const across = axisOf(first, "rising");
  const down = second ? axisOf(second, "falling") : tickAxis(setup);
  return {
    across,
    down,
    rows: rowsOf(setup, scenario, down.values, (y) =>
      across.values.map((x) => ({
        ...scenario.metrics,
        ...(second
          ? { [first.name]: always(x), [second.name]: always(y) }
          : { [first.name]: from(y, x, first.healthy) }),
      })),
    ),
  };
}

/** The built-in ones first: success rate across, latency down. */
function scalesOf(setup: Setup): readonly MetricScale[] {
  const { analysis } = canaryIn(setup).spec;
  const all = metricScales(analysis?.metrics ?? []).filter(
    (it, index, list) =>
      (it.min !== undefined || it.max !== undefined) &&
      list.findIndex(({ name }) => name === it.name) === index,
  );
  return [...all].sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ name }: MetricScale): number {
  if (name === "request-success-rate") return 0;
  return name === "request-duration" ? 1 : 2;
}

function axisOf(
  { name, unit, from: low, to }: MetricScale,
  order: "rising" | "falling",
): CanaryAxis {
  const step = (to - low) / (STEPS - 1);
  const values = Array.from({ length: STEPS }, (_, index) => rounded(low + step * index, step));
  return {
    metric: name,
    label: name,
    unit,
    values: order === "rising" ? values : values.reverse(),
  };
}

/** No more digits than the step needs. */
function rounded(value: number, step: number): number {
  const digits = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(step))));
  return Number(value.toFixed(digits));
}

/** The ticks of a healthy rollout. */
function tickAxis(setup: Setup): CanaryAxis {
  const { tick } = outcomeOf(setup, plainScenario);
  const last = Math.min(Math.max(tick, 1), STEPS);
  const values = Array.from({ length: last }, (_, index) => last - index);
  return { metric: "", label: "from tick", unit: "", values };
}

const always = (answer: number): Answers<MetricAnswer> => ({ by: "call", answers: [answer] });

const from = (tick: number, answer: number, before: number): Answers<MetricAnswer> => ({
  by: "tick",
  from: [
    { tick: 0, answer: before },
    { tick, answer },
  ],
});

function* rowsOf(
  setup: Setup,
  scenario: Scenario,
  down: readonly number[],
  metricsOf: (y: number) => readonly Scenario["metrics"][],
): Iterable<MatrixRow> {
  const endingOf = endingsByVerdict(setup, scenario);
  for (const y of down) {
    const endings = metricsOf(y).map(endingOf);
    yield {
      outcomes: endings.map((it) => LETTERS[it.outcome] ?? "S").join(""),
      ticks: endings.map((it) => it.tick),
    };
  }
}

const LETTERS: Readonly<Partial<Record<Ending["outcome"], string>>> = {
  Succeeded: "P",
  Failed: "R",
  endless: "N",
};
