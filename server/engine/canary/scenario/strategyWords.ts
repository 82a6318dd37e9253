import { durationWords } from "../../durationWords.ts";
import type { Analysis, Canary } from "../canary.ts";
import { weightPlan } from "../strategies/weightPlan.ts";
import { strategyOf } from "../strategyOf.ts";

/** What a Canary does, in words: `5 % → 50 % in 10 steps of 10 s, rolls back after 3 failed checks`. */
export function strategyWords({ spec }: Omit<Canary, "status">): string {
  const { analysis } = spec;
  if (!analysis || spec.skipAnalysis) return "no analysis: promotes at once";
  const every = durationWords(analysis.interval);
  const checks = counted(analysis.iterations, "check");
  const rollback = `rolls back after ${counted(analysis.threshold, "failed check")}`;
  switch (strategyOf(analysis)) {
    case "ab-testing":
      return `A/B test with ${checks}, one every ${every}, ${rollback}`;
    case "blue-green":
      return `Blue/Green with ${checks}, one every ${every}, ${rollback}`;
    case "canary":
      return `${stepWords(analysis, every)}, ${rollback}`;
  }
}

function stepWords(analysis: Analysis, every: string): string {
  const { weights, end } = weightPlan(analysis);
  const [first, second] = weights;
  const last = weights.at(-1);
  if (first === undefined) return `no step ever (looks every ${every})`;
  const stays = end === "stays" ? ", and stays there" : "";
  if (second === undefined) return `${first} % in one step, every ${every}${stays}`;
  const step = second - first;
  const isEven = weights.every(
    (it, index) => index === 0 || it - (weights[index - 1] ?? 0) === step,
  );
  return !isEven && weights.length <= 6
    ? `${weights.join(", ")} %, a step every ${every}${stays}`
    : `${first} % → ${last} % in ${weights.length} steps of ${every}${stays}`;
}

const counted = (number: number, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;
