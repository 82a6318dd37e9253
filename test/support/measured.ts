import type { Call, MetricAnswer } from "../../server/engine/canary/call.ts";
import type { ObjectName } from "../../server/engine/canary/cluster.ts";
import { DEFAULT_FLAGS, type Flags } from "../../server/engine/canary/flags.ts";
import { field, isObject, type Json, type JsonObject } from "../../server/engine/canary/json.ts";
import { checkMetrics } from "../../server/engine/canary/metrics/checkMetrics.ts";
import { checkProviders } from "../../server/engine/canary/metrics/checkProviders.ts";
import type { MetricsVerdict } from "../../server/engine/canary/metrics/verdict.ts";
import { readCanary } from "../../server/engine/canary/readCanary.ts";
import type { Turn } from "../../server/engine/canary/turn.ts";
import { jsonOf } from "../../server/engine/node.ts";
import { parseDocument, splitDocuments } from "../../server/engine/yaml.ts";

/** Answers by key; the last repeats. What is not listed answers 100. */
export type Answers = Readonly<Record<string, readonly MetricAnswer[]>>;

/** The metrics of one tick: each query with its answer, then `! event` and where the reason is; or `passed`. */
export const measured = (yaml: string, answers: Answers = {}, flags: Partial<Flags> = {}): string =>
  played(checkMetrics, yaml, answers, flags);

/** As `measured`, for the check of the providers while a Canary is initialised. */
export const available = (
  yaml: string,
  answers: Answers = {},
  flags: Partial<Flags> = {},
): string => played(checkProviders, yaml, { "vector(1)": [1], ...answers }, flags);

function played(
  check: (turn: Turn) => MetricsVerdict | undefined,
  yaml: string,
  answers: Answers,
  flags: Partial<Flags>,
): string {
  const said: Call[] = [];
  const verdict = check(turnOf(yaml, answers, flags, said));
  const lines = said.map((it) =>
    it.call === "query" ? `${it.metric}: ${it.text} → ${JSON.stringify(it.answer)}` : it.call,
  );
  if (verdict) {
    const { object, at, text } = verdict.why;
    const where = object ? `${object.kind} ${object.name} ` : "";
    lines.push(`! ${verdict.failed}`, `  ${where}${at.join(".")}: ${text}`);
  } else lines.push("passed");
  return `\n${lines.join("\n")}\n`;
}

function turnOf(yaml: string, answers: Answers, flags: Partial<Flags>, said: Call[]): Turn {
  const objects = objectsIn(yaml);
  const isNamed = (object: JsonObject, { kind, name, namespace }: ObjectName) =>
    field(object, "kind") === kind &&
    field(object, "metadata", "name") === name &&
    field(object, "metadata", "namespace") === (namespace ?? "test");
  const find = (name: ObjectName) => objects.find((it) => isNamed(it, name));
  const canary = objects.find((it) => field(it, "kind") === "Canary");
  if (!canary) throw new Error("There is no Canary in the scene.");
  const asked = new Map<string, number>();
  const turn: Partial<Turn> = {
    flags: { ...DEFAULT_FLAGS, ...flags },
    canary: { ...readCanary(canary), status: INITIALIZING },
    cluster: {
      find,
      all: () => [],
      create: () => undefined,
      update: () => undefined,
      remove: () => undefined,
    },
    say: (call) => said.push(call),
    askMetric: (key: string) => {
      const nth = asked.get(key) ?? 0;
      asked.set(key, nth + 1);
      const list = answers[key];
      return list ? (list[Math.min(nth, list.length - 1)] ?? null) : 100;
    },
  };
  return turn as Turn;
}

/** Just what is written, in namespace `test`. */
const objectsIn = (yaml: string): readonly JsonObject[] =>
  splitDocuments(yaml.replace(/^ {2}/gm, "")).flatMap(({ document }) => {
    const json = jsonOf(parseDocument(document).root) as Json;
    if (!isObject(json)) return [];
    const metadata = field(json, "metadata");
    return [{ ...json, metadata: { namespace: "test", ...(isObject(metadata) ? metadata : {}) } }];
  });

const INITIALIZING: Turn["canary"]["status"] = {
  phase: "Initializing",
  canaryWeight: 0,
  failedChecks: 0,
  iterations: 0,
  lastAppliedSpec: "",
  lastPromotedSpec: "",
  lastTransitionTime: 0,
};
