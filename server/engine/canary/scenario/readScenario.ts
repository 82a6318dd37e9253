import type { DEFAULT_FLAGS, Flags } from "../flags.ts";
import type { Json } from "../json.ts";
import type { Phase } from "../status.ts";
import {
  amount,
  count,
  fieldsOf,
  flag,
  listed,
  name,
  namesTo,
  oneOf,
  type Read,
  shown,
  someListed,
  text,
  whole,
  wrong,
} from "./fieldReader.ts";
import type { Mistake } from "./mistake.ts";
import { plainScenario } from "./plainScenario.ts";
import { metricAnswers, webhookAnswers } from "./readAnswers.ts";
import { edit } from "./readEdit.ts";
import type { Expectation, ExpectedTick, Readiness, Scenario } from "./scenario.ts";

/** Reads a scenario file; everything that is wrong with it where something is. */
export function readScenario(
  content: string,
): { readonly scenario: Scenario } | { readonly mistakes: readonly Mistake[] } {
  let json: Json;
  try {
    json = JSON.parse(content) as Json;
  } catch (error) {
    return { mistakes: [{ pointer: "", message: `It is no JSON: ${(error as Error).message}.` }] };
  }
  const mistakes: Mistake[] = [];
  const found = fields(json, "", mistakes);
  if (mistakes.length > 0 || !found) return { mistakes };
  const { $schema: _, ...said } = found;
  return { scenario: { ...plainScenario, ...said } };
}

const PHASES: readonly Phase[] = [
  "Initializing",
  "Initialized",
  "Waiting",
  "Progressing",
  "WaitingPromotion",
  "Promoting",
  "Finalising",
  "Succeeded",
  "Failed",
  "Terminating",
];

const readiness: Read<Readiness> = (value, pointer, mistakes) => {
  if (value === "never") return value;
  if (typeof value === "number") return count(value, pointer, mistakes);
  return wrong(mistakes, pointer, `a number of ticks or "never", not ${shown(value)}`);
};

const workload: Read<Readiness> = (value, pointer, mistakes) =>
  fieldsOf<{ readyAfter: Readiness }>({ readyAfter: readiness }, ["readyAfter"])(
    value,
    pointer,
    mistakes,
  )?.readyAfter;

const positive: Read<number> = (value, pointer, mistakes) =>
  value === 0 ? wrong(mistakes, pointer, "a whole number from 1") : count(value, pointer, mistakes);

const flags: Read<Partial<Flags>> = (value, pointer, mistakes) =>
  fieldsOf<Flags>({
    meshProvider: text,
    selectorLabels: listed(text),
    includeLabelPrefix: listed(text),
    metricsServer: text,
    controlLoopInterval: positive,
    enableConfigTracking: flag,
    ingressAnnotationsPrefix: text,
    ingressClass: text,
    hasEventWebhook: flag,
    alertChannel: text,
    noCrossNamespaceRefs: flag,
    clusterName: text,
  } satisfies Record<keyof typeof DEFAULT_FLAGS, unknown>)(value, pointer, mistakes);

const expectedTick: Read<ExpectedTick> = (value, pointer, mistakes) =>
  fieldsOf<Required<ExpectedTick>>({
    phase: oneOf(PHASES),
    weight: amount,
    failedChecks: count,
    iterations: whole,
    mirrored: flag,
    events: listed(text),
  })(value, pointer, mistakes);

const byTick: Read<ReadonlyMap<number, ExpectedTick>> = (value, pointer, mistakes) => {
  const ticks = namesTo(expectedTick)(value, pointer, mistakes);
  const out = new Map<number, ExpectedTick>();
  for (const [key, it] of Object.entries(ticks ?? {})) {
    if (/^\d+$/.test(key)) out.set(Number(key), it);
    else wrong(mistakes, `${pointer}/${key}`, "the number of a tick for a name");
  }
  return out;
};

const expectation: Read<Expectation> = (value, pointer, mistakes) => {
  const found = fieldsOf<{
    outcome: NonNullable<Expectation["outcome"]>;
    within: number;
    ticks: Expectation["ticks"];
    never: Partial<Expectation["never"]>;
  }>({
    outcome: oneOf(["Succeeded", "Failed", "endless", "Initialized", "deleted"] as const),
    within: amount,
    ticks: byTick,
    never: fieldsOf<Expectation["never"]>({ phases: listed(oneOf(PHASES)), events: listed(text) }),
  })(value, pointer, mistakes);
  return (
    found && {
      outcome: found.outcome,
      within: found.within,
      ticks: found.ticks ?? new Map(),
      never: { phases: [], events: [], ...found.never },
    }
  );
};

type Written = { readonly $schema: string } & {
  readonly [Key in keyof Scenario]-?: NonNullable<Scenario[Key]>;
};

const fields = fieldsOf<Written>(
  {
    $schema: text,
    title: text,
    canary: name,
    roots: someListed(text),
    cluster: text,
    flags,
    begins: oneOf(["revision", "rest", "installation"]),
    metrics: namesTo(metricAnswers),
    webhooks: namesTo(webhookAnswers),
    target: workload,
    primary: workload,
    gatewayLag: amount,
    edits: listed(edit),
    expect: expectation,
  },
  ["canary"],
);
