import type { Analysis, Canary, MetricEntry, Webhook } from "../canary/canary.ts";
import type { Flags } from "../canary/flags.ts";
import { modelOf } from "../canary/metrics/model.ts";
import { metricsProvider, observerFor } from "../canary/metrics/observerFor.ts";
import { isBuiltIn } from "../canary/metrics/observers.ts";
import type { Summary } from "../canary/scenario/summary.ts";
import { weightPlan } from "../canary/strategies/weightPlan.ts";
import { type Strategy, strategyOf } from "../canary/strategyOf.ts";
import { durationWords } from "../durationWords.ts";
import { goDuration } from "../goDuration.ts";
import type { Path } from "../node.ts";
import { code, paragraphs } from "./markdown.ts";
import { webhookWords } from "./webhookWords.ts";

/** A field of a Canary, and what is known of its rollout. */
export interface RolloutField {
  readonly path: Path;
  readonly canary: Omit<Canary, "status">;
  readonly summary: Summary;
  readonly flags: Flags;
}

type Words = (field: RolloutField) => string | undefined;

/** What is to be said of the field at a path; `undefined` for fields of which there is nothing to say. */
export const rolloutWords = (path: Path): Words | undefined =>
  WORDS[path.map((it) => (typeof it === "number" ? "[]" : it)).join(".")];

/** Words about the analysis, which is not there when Flagger skips it. */
const analysed =
  (words: (analysis: Analysis, field: RolloutField) => string | undefined): Words =>
  (field) => {
    const { analysis, skipAnalysis } = field.canary.spec;
    if (!analysis) return undefined;
    return skipAnalysis ? "Without effect: skipAnalysis is on." : words(analysis, field);
  };

const ofMetric = (words: (metric: MetricEntry, field: RolloutField) => string | undefined) =>
  analysed(({ metrics }, field) => {
    const metric = metrics[Number(field.path[3])];
    return metric && words(metric, field);
  });

const ofWebhook = (words: (webhook: Webhook, analysis: Analysis) => string | undefined) =>
  analysed((analysis, { path }) => {
    const webhook = analysis.webhooks[Number(path[3])];
    return webhook && words(webhook, analysis);
  });

/** By field of the Canary. flagger.md §1.3, §2.2–§2.10 */
const WORDS: Readonly<Record<string, Words>> = {
  "spec.analysis": ({ summary }) => sentence(summary.strategy) + lengthWords(summary),
  "spec.analysis.interval": analysed(intervalWords),
  "spec.analysis.threshold": analysed(thresholdWords),
  "spec.analysis.iterations": analysed(iterationWords),
  "spec.analysis.stepWeight": analysed(stepWords),
  "spec.analysis.stepWeights": analysed(stepWords),
  "spec.analysis.maxWeight": analysed(maximumWords),
  "spec.analysis.stepWeightPromotion": analysed(promotionWords),
  "spec.analysis.match": analysed(matchWords),
  "spec.analysis.mirror": analysed(mirrorWords),
  "spec.analysis.canaryReadyThreshold": analysed(({ canaryReadyThreshold }) =>
    readyWords("canary", canaryReadyThreshold),
  ),
  "spec.analysis.primaryReadyThreshold": analysed(({ primaryReadyThreshold }) =>
    readyWords("primary", primaryReadyThreshold),
  ),
  "spec.analysis.metrics.[].name": ofMetric(metricWords),
  "spec.analysis.metrics.[].interval": ofMetric(windowWords),
  "spec.analysis.metrics.[].thresholdRange": ofMetric((it) => sentence(boundWords(it))),
  "spec.analysis.metrics.[].thresholdRange.min": ofMetric((it) => sentence(boundWords(it))),
  "spec.analysis.metrics.[].thresholdRange.max": ofMetric((it) => sentence(boundWords(it))),
  "spec.analysis.metrics.[].threshold": ofMetric((it) => sentence(boundWords(it))),
  "spec.analysis.webhooks.[].name": ofWebhook(hookWords),
  "spec.analysis.webhooks.[].type": ofWebhook(hookWords),
  "spec.analysis.webhooks.[].timeout": ofWebhook(timeoutWords),
  "spec.analysis.webhooks.[].retries": ofWebhook(timeoutWords),
  "spec.progressDeadlineSeconds": deadlineWords,
  "spec.skipAnalysis": ({ canary }) =>
    canary.spec.skipAnalysis
      ? "A new revision is copied to the primary as soon as its pods are ready. No metric and no check is looked at."
      : undefined,
  "spec.suspend": ({ canary }) =>
    canary.spec.suspend
      ? "Flagger leaves everything as it is, also in the middle of a rollout, and says so at each tick."
      : undefined,
};

function intervalWords({ interval, intervalText }: Analysis, { summary }: RolloutField): string {
  const every = `A tick every ${durationWords(interval)}.`;
  const read = goDuration(intervalText);
  const isTaken = "seconds" in read && read.seconds === interval;
  const instead =
    isTaken || intervalText === ""
      ? ""
      : "seconds" in read
        ? ` Less than 10 s is raised to 10 s.`
        : ` ${code(intervalText)} is no duration to Go, so the default of 60 s applies.`;
  return every + instead + lengthWords(summary);
}

/** ` Promoted 130 s after a new revision is noticed at the earliest.` */
function lengthWords({ earliest, worst, gates, presets }: Summary): string {
  if (!earliest) {
    const { outcome } = presets.healthy;
    return outcome === "endless" ? " It never ends, even where everything passes." : "";
  }
  const soonest = ` Promoted ${durationWords(earliest.seconds)} after a new revision is noticed at the earliest`;
  if (gates.length > 0)
    return `${soonest}; ${gates.map(code).join(", ")} can hold it for any time.`;
  return worst && worst.seconds > earliest.seconds
    ? `${soonest}, after ${durationWords(worst.seconds)} at the latest.`
    : `${soonest}.`;
}

function thresholdWords(analysis: Analysis, { summary }: RolloutField): string {
  const { threshold, writtenThreshold, interval } = analysis;
  const nth = threshold === 1 ? "The first failed check" : `The ${ordinal(threshold)} failed check`;
  const least =
    writtenThreshold < 1 ? ` Flagger takes ${code(String(writtenThreshold))} as 1.` : "";
  const after = summary.rollback && summary.rollback.seconds - interval;
  const when =
    after !== undefined && after > 0
      ? `, no earlier than ${durationWords(after)} after the analysis starts`
      : "";
  const forgiven = threshold > 1 ? " Checks that pass in between are not set off against it." : "";
  return `${nth} rolls back at the tick behind it${when}.${forgiven}${least}`;
}

function iterationWords(analysis: Analysis, { canary, summary }: RolloutField): string | undefined {
  const { iterations, interval } = analysis;
  if (iterations <= 0) return undefined;
  const checks = `${iterations} checks, one every ${durationWords(interval)}`;
  const traffic: Readonly<Record<Strategy, string>> = {
    "ab-testing": "requests that match go to the canary from the first one on",
    "blue-green":
      canary.spec.provider === "kubernetes"
        ? "users stay on the primary all the while"
        : "after the last one all traffic goes to the canary for one more check",
    canary: "",
  };
  return `${sentence(`${checks}; ${traffic[strategyOf(analysis)]}`)}${lengthWords(summary)}`;
}

function stepWords(analysis: Analysis, { path, summary }: RolloutField): string | undefined {
  if (strategyOf(analysis) !== "canary") return undefined;
  if (path.at(-1) === "stepWeights" && analysis.stepWeight > 0) {
    return "Without effect: stepWeight goes first.";
  }
  const { weights, end } = weightPlan(analysis);
  const shares = shortened(weights).join(", ");
  if (end === "stays") {
    const last = weights.at(-1) ?? 0;
    return `The canary gets ${shares || 0} % and then stays at ${last} % for ever: the next step is not above 0.`;
  }
  return `The canary gets ${shares} % in turn, ${counted(weights.length, "step")} of ${durationWords(analysis.interval)}.${lengthWords(summary)}`;
}

function shortened(weights: readonly number[]): readonly (number | string)[] {
  return weights.length <= 8 ? weights : [...weights.slice(0, 4), "…", weights.at(-1) ?? 0];
}

function maximumWords(analysis: Analysis): string | undefined {
  if (strategyOf(analysis) !== "canary") return "Without effect: iterations decide.";
  if (analysis.stepWeights.length > 0) return "Without effect: the last of stepWeights is the end.";
  const { weights, max, end } = weightPlan(analysis);
  const last = weights.at(-1);
  if (last === undefined || end === "stays") return undefined;
  return last > max
    ? `Reached at ${last} %, for the steps do not meet ${max} %. One more check must pass there before the promotion.`
    : `One more check must pass at ${last} % before the promotion.`;
}

function promotionWords({ stepWeightPromotion, interval }: Analysis): string {
  return stepWeightPromotion === 0
    ? "All traffic goes back to the primary in one step."
    : `After the copy, traffic goes back to the primary by ${stepWeightPromotion} % every ${durationWords(interval)}.`;
}

function matchWords(analysis: Analysis): string | undefined {
  if (analysis.match.length === 0) return undefined;
  return strategyOf(analysis) === "ab-testing"
    ? "Requests that match go to the canary, all others to the primary."
    : "Weights apply to requests that match, where the provider can tell them; without iterations this is no A/B test.";
}

function mirrorWords({ mirror }: Analysis, { summary }: RolloutField): string | undefined {
  if (!mirror) return undefined;
  return summary.presets.healthy.outcome === "endless"
    ? "With this provider Flagger does not see that traffic is mirrored, and starts again at each tick, for ever."
    : "The canary first gets a copy of the traffic; its answers are thrown away.";
}

const readyWords = (which: string, percent: number): string =>
  `Flagger goes on once ${percent} % of the pods of the ${which} are available, rounded down.`;

function metricWords(metric: MetricEntry, { canary, flags }: RolloutField): string | undefined {
  const { name, template, query } = metric;
  if (!isBuiltIn(name)) {
    if (template)
      return `The query of MetricTemplate ${code(`${template.namespace}/${template.name}`)}. ${sentence(boundWords(metric))}`;
    return query ? sentence(boundWords(metric)) : undefined;
  }
  const provider = metricsProvider({ canary, flags });
  const text = observerFor(provider)[name](modelOf(canary, undefined, metric.interval || "1m", {}));
  return paragraphs(
    `Asked of Prometheus as for provider ${code(provider)}; ${boundWords(metric)}.`,
    ["```promql", text.trim().replaceAll("```", ""), "```"].join("\n"),
  );
}

/** `a value below 70 is a failed check, and so is no value` */
function boundWords({ name, thresholdRange, threshold }: MetricEntry): string {
  const none = "and so is no value at all";
  const unit = name === "request-success-rate" ? " %" : name === "request-duration" ? " ms" : "";
  if (thresholdRange) {
    const { min, max } = thresholdRange;
    const [below, above] = [
      min !== undefined && `below ${min}${unit}`,
      max !== undefined && `above ${max}${unit}`,
    ];
    const bounds = [below, above].filter((it) => it !== false).join(" or ");
    return bounds === ""
      ? "any value passes, for the range has no bound; no value is a failed check"
      : `a value ${bounds} is a failed check, ${none}`;
  }
  return name === "request-success-rate"
    ? `a value below ${threshold} % is a failed check, ${none}`
    : `a value above ${threshold}${unit} is a failed check, ${none}`;
}

function windowWords({ interval }: MetricEntry, { canary }: RolloutField): string | undefined {
  const tick = canary.spec.analysis?.interval ?? 0;
  const read = goDuration(interval);
  if (!("seconds" in read) || tick === 0) return undefined;
  const looks = Math.floor(read.seconds / tick);
  return looks > 1
    ? `Each check looks ${durationWords(read.seconds)} back, so one bad moment is counted by up to ${looks} checks.`
    : `Each check looks ${durationWords(read.seconds)} back.`;
}

function hookWords({ type }: Webhook, analysis: Analysis): string | undefined {
  // A file may say anything.
  if (!Object.hasOwn(webhookWords, type)) return undefined;
  const { words, weighted } = webhookWords[type];
  return weighted && strategyOf(analysis) !== "canary"
    ? "Never called: an analysis with iterations has no steps."
    : words;
}

function timeoutWords({ timeout, retries }: Webhook, { interval }: Analysis): string {
  const read = goDuration(timeout);
  if (timeout.length >= 2 && !("seconds" in read)) {
    return `${code(timeout)} is no duration to Go, so each call fails.`;
  }
  const seconds = timeout.length >= 2 && "seconds" in read ? read.seconds : 10;
  const all = seconds * (retries + 1) + waits(retries);
  const late = all > interval ? ` That is longer than the interval, so ticks would be late.` : "";
  const tries = retries > 0 ? ` with ${counted(retries, "more try", "more tries")}` : "";
  return `A call that gets no answer holds the tick for ${durationWords(all)}${tries}.${late}`;
}

/** Seconds between the tries: 1, 2, 4 and so on, at most 30. */
function waits(retries: number): number {
  let all = 0;
  for (let i = 0; i < Math.min(retries, 1000); i++) all += Math.min(2 ** i, 30);
  return all;
}

function deadlineWords({ canary }: RolloutField): string {
  const { progressDeadline } = canary.spec;
  return `Pods that are not ready for ${durationWords(progressDeadline)} make Flagger roll back, without a failed check and without an alert of severity error.`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

function ordinal(n: number): string {
  const words = ["", "first", "second", "third", "fourth", "fifth"];
  if (n < words.length) return words[n] ?? "";
  const end = n % 100 > 10 && n % 100 < 14 ? "th" : (["th", "st", "nd", "rd"][n % 10] ?? "th");
  return `${n}${end}`;
}
