import { isPreset, PRESETS, type Preset } from "../../engine/canary/scenario/presets.ts";
import type { Answers, Readiness, Scenario } from "../../engine/canary/scenario/scenario.ts";
import { absolute } from "../absolute.ts";
import { CannotRun } from "../cannotRun.ts";
import { parsed } from "../parsed.ts";

/** What a command line asks for. */
export interface SimulateOptions {
  readonly words: readonly string[];
  readonly all: boolean;
  readonly format: "text" | "json";
  /** Absolute paths; `undefined`: the repository around the file. */
  readonly roots: readonly string[] | undefined;
  readonly cluster: string | undefined;
  readonly preset: Preset;
  /** What is said of metrics, webhooks and workloads besides the preset. */
  readonly said: Partial<Scenario>;
}

/** Reads the arguments behind `simulate`. Throws `CannotRun` for what they do not mean. */
export function readOptions(args: readonly string[]): SimulateOptions {
  const { values, positionals } = parse(args);
  const { format, preset, all } = values;
  if (format !== "text" && format !== "json") {
    throw new CannotRun(`--format takes text or json, not "${format}".`);
  }
  if (!isPreset(preset)) {
    throw new CannotRun(
      `There is no preset "${preset}". There are: ${Object.keys(PRESETS).join(", ")}.`,
    );
  }
  if (all && positionals.length > 1) {
    throw new CannotRun(`simulate --all takes one folder, not ${positionals.length}.`);
  }
  if (!all && positionals.length === 0) {
    throw new CannotRun(
      "simulate wants a scenario (face.scenario.json) or a Canary (canary.yaml#face), or --all.",
    );
  }
  return {
    words: positionals,
    all,
    format,
    roots: values.root?.map(absolute),
    cluster: values.cluster === undefined ? undefined : absolute(values.cluster),
    preset,
    said: saidOf(values),
  };
}

type Values = ReturnType<typeof parse>["values"];

function saidOf(values: Values): Partial<Scenario> {
  const metrics = Object.fromEntries(values.metric.map(metricSaid));
  const webhooks = Object.fromEntries(values.webhook.map(webhookSaid));
  const target = values["ready-after"];
  const primary = values["primary-ready-after"];
  return {
    ...(values.metric.length > 0 ? { metrics } : {}),
    ...(values.webhook.length > 0 ? { webhooks } : {}),
    ...(target === undefined ? {} : { target: readiness("--ready-after", target) }),
    ...(primary === undefined ? {} : { primary: readiness("--primary-ready-after", primary) }),
    ...(values.installation ? { begins: "installation" as const } : {}),
  };
}

const parse = (args: readonly string[]) =>
  parsed("simulate", args, {
    all: { type: "boolean", default: false },
    format: { type: "string", default: "text" },
    root: { type: "string", multiple: true },
    cluster: { type: "string" },
    preset: { type: "string", default: "healthy" },
    metric: { type: "string", multiple: true, default: [] },
    webhook: { type: "string", multiple: true, default: [] },
    "ready-after": { type: "string" },
    "primary-ready-after": { type: "string" },
    installation: { type: "boolean", default: false },
  });

/** `NAME=VALUE` or `NAME=VALUE@TICK`. A name may hold the sign, a value not. */
function pairOf(option: string, said: string, wants: string) {
  const split = said.lastIndexOf("=");
  const [, value = "", tick] = /^(.*?)(?:@(\d+))?$/s.exec(said.slice(split + 1)) ?? [];
  if (split <= 0 || value === "") {
    throw new CannotRun(
      `${option} wants NAME=${wants}, with @TICK behind it or not, not "${said}".`,
    );
  }
  return { name: said.slice(0, split), value, tick: tick === undefined ? undefined : Number(tick) };
}

function metricSaid(said: string): readonly [string, Scenario["metrics"][string]] {
  const { name, value, tick } = pairOf("--metric", said, "VALUE");
  const answer = metricAnswer(value);
  if (answer === undefined) {
    throw new CannotRun(`--metric takes a number, none, NaN or error for a value, not "${value}".`);
  }
  return [name, from(tick, answer)];
}

function metricAnswer(value: string) {
  if (value === "none") return null;
  if (value === "NaN") return value;
  if (value === "error") return { status: 500 };
  const number = Number(value);
  return value.trim() !== "" && Number.isFinite(number) ? number : undefined;
}

/** Until a tick that is said, all is well. */
const from = <T>(tick: number | undefined, answer: T): Answers<T> =>
  tick === undefined ? { by: "call", answers: [answer] } : { by: "tick", from: [{ tick, answer }] };

const WORDS = ["pass", "fail", "timeout", "refused"] as const;

/** What a webhook answers until a tick that is said is the contrary. */
function webhookSaid(said: string): readonly [string, Scenario["webhooks"][string]] {
  const { name, value, tick } = pairOf("--webhook", said, "ANSWER");
  const word = WORDS.find((it) => it === value);
  const status = /^\d{3}$/.test(value) ? { status: Number(value) } : undefined;
  const answer = word ?? status;
  if (answer === undefined) {
    throw new CannotRun(
      `--webhook takes ${WORDS.join(", ")} or a status for an answer, not "${value}".`,
    );
  }
  if (tick === undefined) return [name, { by: "call", answers: [answer] }];
  const before = value === "pass" ? "fail" : "pass";
  const start = { tick: Number.NEGATIVE_INFINITY, answer: before } as const;
  return [name, { by: "tick", from: [start, { tick, answer }] }];
}

function readiness(option: string, said: string): Readiness {
  if (said === "never") return said;
  if (/^\d{1,6}$/.test(said)) return Number(said);
  throw new CannotRun(`${option} takes a number of ticks or never, not "${said}".`);
}
