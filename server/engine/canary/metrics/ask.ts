import { goDuration } from "../../goDuration.ts";
import type { MetricAnswer } from "../call.ts";
import type { Turn } from "../turn.ts";
import { failed, type Outcome } from "./outcome.ts";
import type { ProviderInput } from "./providers.ts";
import { readAnswer } from "./readAnswer.ts";
import { unsent } from "./unsent.ts";
import type { MetricsVerdict } from "./verdict.ts";

/** A rendered query on its way to a provider. */
export interface Question {
  /** As the Canary names the metric. */
  readonly metric: string;
  /** What the world answers by; see `World.metric`. */
  readonly key: string;
  readonly text: string;
  /** What is sent before it: Flagger's own queries begin on a line of their own. */
  readonly lead?: string;
}

/** Asks a provider, unless it refuses the query before; what `judged` makes of the outcome is the verdict. */
export function ask(
  turn: Turn,
  provider: ProviderInput,
  { metric, key, text, lead = "" }: Question,
  judged: (outcome: Outcome) => MetricsVerdict | undefined,
): MetricsVerdict | undefined {
  const sent = lead + text;
  const refused = unsent(provider, sent);
  if (refused !== undefined) return judged(failed(refused));
  const verdictOn = (answer: MetricAnswer) => {
    const outcome = readAnswer(answer, provider, sent);
    const verdict = judged(outcome);
    if (!verdict || !("error" in outcome && outcome.panics)) return verdict;
    return { ...verdict, failed: outcome.error, panics: outcome.panics };
  };
  const answer = turn.askMetric(key, metric, (it) => verdictOn(it) === undefined);
  turn.say({ call: "query", metric, text: sentText(provider, text), answer });
  return verdictOn(answer);
}

/** Only New Relic is told the window in the query. */
function sentText({ type, interval }: ProviderInput, query: string): string {
  if (type !== "newrelic") return query;
  const window = goDuration(interval);
  const seconds = "seconds" in window ? Math.trunc(window.seconds) : 0;
  return `${query} SINCE ${seconds} seconds ago`;
}

/** The key of a query of one's own: its `name` label, which tells such queries apart; else the metric's name. */
export const keyOf = (query: string, metric: string): string =>
  /\bname="([^"]*)"/.exec(query)?.[1] ?? metric;

/** The Prometheus of the Canary, else that of Flagger's flag. */
export function metricsServer({ canary, flags }: Turn): ProviderInput {
  const address = canary.spec.metricsServer || flags.metricsServer;
  return { type: "prometheus", address, region: "", interval: "", keys: undefined };
}
