import type { MetricAnswer, WebhookAnswer } from "../call.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";
import { amount, count, fieldsOf, listed, type Read, shown, text, wrong } from "./fieldReader.ts";
import type { Mistake } from "./mistake.ts";
import type { Answers, WebhookWord } from "./scenario.ts";

/** One answer for ever, a list of successive ones, or an object of ticks from which an answer holds. */
const answers =
  <T>(one: Read<T>): Read<Answers<T>> =>
  (value, pointer, mistakes) => {
    if (Array.isArray(value)) return successive(one, value, pointer, mistakes);
    if (isObject(value) && isCurve(value)) return curve(one, value, pointer, mistakes);
    const found = one(value, pointer, mistakes);
    return found === undefined ? undefined : { by: "call", answers: [found] };
  };

export const metricAnswers: Read<Answers<MetricAnswer>> = answers(metricAnswer);

export const webhookAnswers: Read<Answers<WebhookAnswer | WebhookWord>> = (
  value,
  pointer,
  mistakes,
) => {
  if (isObject(value) && Object.hasOwn(value, "opensAt")) {
    const tick = opening(value, pointer, mistakes)?.opensAt;
    return tick === undefined ? undefined : { by: "tick", from: opensAt(tick) };
  }
  return answers(webhookAnswer)(value, pointer, mistakes);
};

const opensAt = (tick: number) => [
  { tick: Number.NEGATIVE_INFINITY, answer: "fail" as const },
  { tick, answer: "pass" as const },
];

const opening = fieldsOf<{ opensAt: number }>({ opensAt: count });

const isCurve = (value: JsonObject): boolean =>
  Object.keys(value).length > 0 && Object.keys(value).every((it) => /^\d+$/.test(it));

function successive<T>(
  one: Read<T>,
  value: readonly Json[],
  pointer: string,
  mistakes: Mistake[],
): Answers<T> | undefined {
  if (value.length === 0) return wrong(mistakes, pointer, "at least one answer");
  const found = value.map((it, index) => one(it, `${pointer}/${index}`, mistakes));
  const known = found.flatMap((it) => (it === undefined ? [] : [it]));
  return known.length === found.length ? { by: "call", answers: known } : undefined;
}

function curve<T>(
  one: Read<T>,
  value: JsonObject,
  pointer: string,
  mistakes: Mistake[],
): Answers<T> {
  const from = Object.entries(value).flatMap(([tick, it]) => {
    const answer = it === undefined ? it : one(it, `${pointer}/${tick}`, mistakes);
    return answer === undefined ? [] : [{ tick: Number(tick), answer }];
  });
  return { by: "tick", from: from.sort((a, b) => a.tick - b.tick) };
}

function metricAnswer(value: Json, pointer: string, mistakes: Mistake[]): MetricAnswer | undefined {
  if (typeof value === "number" || value === null || value === "NaN") return value;
  if (isObject(value) && Object.hasOwn(value, "series")) {
    const found = several(value, pointer, mistakes)?.series;
    return found && { series: found };
  }
  if (isObject(value) && Object.hasOwn(value, "status")) {
    const { status, body } = failing(value, pointer, mistakes) ?? {};
    return status === undefined ? undefined : { status, ...(body === undefined ? {} : { body }) };
  }
  const wants = `a number, null, "NaN", { "series": […] } or { "status": 503 }, not ${shown(value)}`;
  return wrong(mistakes, pointer, wants);
}

const sample: Read<number | "NaN" | null> = (value, pointer, mistakes) =>
  typeof value === "number" || value === "NaN" || value === null
    ? value
    : wrong(mistakes, pointer, `a number, null or "NaN", not ${shown(value)}`);

const several = fieldsOf<{ series: readonly (number | "NaN" | null)[] }>({
  series: listed(sample),
});

const failing = fieldsOf<{ status: number; body: Json }>({ status: count, body: (it) => it });

function webhookAnswer(
  value: Json,
  pointer: string,
  mistakes: Mistake[],
): WebhookAnswer | WebhookWord | undefined {
  const word = WORDS.find((it) => it === value);
  if (word) return word;
  if (typeof value === "number") {
    const status = count(value, pointer, mistakes);
    return status === undefined ? undefined : { status };
  }
  if (!isObject(value)) {
    return wrong(
      mistakes,
      pointer,
      `${WORDS.map((it) => `"${it}"`).join(", ")}, a status or { "status": 500 }, not ${shown(value)}`,
    );
  }
  const { status, body, delay } = answering(value, pointer, mistakes) ?? {};
  if (status === undefined) return undefined;
  return {
    status,
    ...(body === undefined ? {} : { body }),
    ...(delay === undefined ? {} : { delay }),
  };
}

const WORDS: readonly WebhookWord[] = ["pass", "fail", "timeout", "refused"];

const answering = fieldsOf<{ status: number; body: string; delay: number }>(
  { status: count, body: text, delay: amount },
  ["status"],
);
