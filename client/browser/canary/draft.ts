/** A scenario file that is being worked on. Only what the view offers is looked at; everything else is kept as it is. */
export interface Draft {
  readonly [field: string]: unknown;
}

/** What a scenario says of a metric. `other`: something that the view does not offer. */
export type MetricSaid =
  | { readonly kind: "healthy" | "none" | "error" | "other" }
  | { readonly kind: "value"; readonly value: number }
  /** From ticks on: `0: 100, 5: 40`. */
  | { readonly kind: "curve"; readonly text: string }
  /** One answer after the other: `100 99 40`. */
  | { readonly kind: "series"; readonly text: string };

/** What a scenario says of a webhook. */
export type WebhookSaid =
  | { readonly kind: "pass" | "fail" | "timeout" | "refused" | "healthy" | "other" }
  | { readonly kind: "opens"; readonly tick: number };

/** The text of a scenario as a draft; `undefined` for what is no object. */
export function draftOf(text: string): Draft | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

export const textOf = (draft: Draft): string => `${JSON.stringify(draft, undefined, 2)}\n`;

export function metricIn(draft: Draft, name: string): MetricSaid {
  const said = saidIn(draft, "metrics", name);
  if (said === undefined) return { kind: "healthy" };
  if (typeof said === "number") return { kind: "value", value: said };
  if (said === null) return { kind: "none" };
  if (Array.isArray(said)) {
    return said.every(isAnswer)
      ? { kind: "series", text: said.map(String).join(" ") }
      : { kind: "other" };
  }
  if (!isObject(said)) return { kind: "other" };
  if (said.status === 503 && Object.keys(said).length === 1) return { kind: "error" };
  const isCurve = Object.entries(said).every(([key, it]) => /^\d+$/.test(key) && isAnswer(it));
  return isCurve
    ? {
        kind: "curve",
        text: Object.entries(said)
          .map(([tick, it]) => `${tick}: ${it}`)
          .join(", "),
      }
    : { kind: "other" };
}

/** The draft with something else said of a metric; `undefined` where the text says nothing that can be played. */
export function withMetric(draft: Draft, name: string, said: MetricSaid): Draft | undefined {
  switch (said.kind) {
    case "healthy":
      return without(draft, "metrics", name);
    case "value":
      return Number.isFinite(said.value) ? withSaid(draft, "metrics", name, said.value) : undefined;
    case "none":
      return withSaid(draft, "metrics", name, null);
    case "error":
      return withSaid(draft, "metrics", name, { status: 503 });
    case "series": {
      const answers = seriesOf(said.text);
      return answers && withSaid(draft, "metrics", name, answers);
    }
    case "curve": {
      const curve = curveOf(said.text);
      return curve && withSaid(draft, "metrics", name, curve);
    }
    case "other":
      return draft;
  }
}

/** Answers as they are pasted: numbers, `null` or `NaN`, with anything between them. */
export function seriesOf(text: string): readonly (number | null | "NaN")[] | undefined {
  const words = text.split(/[\s,;|%]+/).filter((it) => it !== "");
  const answers = words.map(answerOf);
  return words.length > 0 && answers.every((it) => it !== undefined) ? answers : undefined;
}

/** `0: 100, 5: 40` */
export function curveOf(text: string): Readonly<Record<string, number | null | "NaN">> | undefined {
  const pairs = text.split(/[,;\n]+/).map((it) => /^\s*(\d{1,6})\s*[:=]\s*(\S+)\s*$/.exec(it));
  const out: Record<string, number | null | "NaN"> = {};
  for (const pair of pairs) {
    const answer = answerOf(pair?.[2] ?? "");
    if (answer === undefined) return undefined;
    out[pair?.[1] ?? ""] = answer;
  }
  return out;
}

function answerOf(word: string): number | null | "NaN" | undefined {
  if (/^(null|none|-)$/i.test(word)) return null;
  if (/^nan$/i.test(word)) return "NaN";
  const bare = word.replace(/%$/, "");
  const number = Number(bare);
  return bare !== "" && Number.isFinite(number) ? number : undefined;
}

export function webhookIn(draft: Draft, name: string): WebhookSaid {
  const said = saidIn(draft, "webhooks", name);
  if (said === undefined) return { kind: "healthy" };
  const word = WORDS.find((it) => it === said);
  if (word) return { kind: word };
  if (isObject(said) && typeof said.opensAt === "number")
    return { kind: "opens", tick: said.opensAt };
  return { kind: "other" };
}

const WORDS = ["pass", "fail", "timeout", "refused"] as const;

export function withWebhook(draft: Draft, name: string, said: WebhookSaid): Draft {
  if (said.kind === "other") return draft;
  if (said.kind === "healthy") return without(draft, "webhooks", name);
  return withSaid(
    draft,
    "webhooks",
    name,
    said.kind === "opens" ? { opensAt: said.tick } : said.kind,
  );
}

/** Ticks that pods take longer than the next one. */
export type Late = number | "never";

export function lateIn(draft: Draft, which: "target" | "primary"): Late {
  const said = draft[which];
  const late = isObject(said) ? said.readyAfter : 0;
  return typeof late === "number" || late === "never" ? late : 0;
}

export function withLate(draft: Draft, which: "target" | "primary", readyAfter: Late): Draft {
  const { [which]: _, ...rest } = draft;
  return readyAfter === 0 ? rest : { ...rest, [which]: { readyAfter } };
}

/** Something that people do before a tick. */
export interface DraftEdit {
  readonly tick: number;
  readonly edit: string;
  readonly [field: string]: unknown;
}

export const editsIn = ({ edits }: Draft): readonly DraftEdit[] =>
  Array.isArray(edits)
    ? edits.filter(
        (it): it is DraftEdit =>
          isObject(it) && typeof it.tick === "number" && typeof it.edit === "string",
      )
    : [];

export function withEdits(draft: Draft, edits: readonly DraftEdit[]): Draft {
  const { edits: _, ...rest } = draft;
  return edits.length === 0 ? rest : { ...rest, edits };
}

function saidIn(draft: Draft, list: "metrics" | "webhooks", name: string): unknown {
  const said = draft[list];
  return isObject(said) && Object.hasOwn(said, name) ? said[name] : undefined;
}

function withSaid(
  draft: Draft,
  list: "metrics" | "webhooks",
  name: string,
  answer: unknown,
): Draft {
  const said = draft[list];
  return { ...draft, [list]: { ...(isObject(said) ? said : {}), [name]: answer } };
}

function without(draft: Draft, list: "metrics" | "webhooks", name: string): Draft {
  const { [list]: said, ...rest } = draft;
  if (!isObject(said)) return draft;
  const { [name]: _, ...others } = said;
  return Object.keys(others).length === 0 ? rest : { ...rest, [list]: others };
}

const isAnswer = (it: unknown): boolean => typeof it === "number" || it === null || it === "NaN";

const isObject = (it: unknown): it is Draft =>
  typeof it === "object" && it !== null && !Array.isArray(it);
