import { field, isObject, type Json } from "../../../server/engine/canary/json.ts";
import type { Answer, Step } from "./step.ts";

/** What a server said to a step, without identities and times, and with the namespace as `$NS`. */
export function normalised(
  step: Step,
  namespace: string,
  said: { readonly status: number; readonly warning: string | undefined; readonly body: string },
): Answer {
  const body = parsed(said.body.replaceAll(namespace, "$NS"));
  const kept = step.keeps ? picked(body, step.keeps) : body;
  return {
    ask: step.ask,
    status: said.status,
    ...(said.warning && { warning: said.warning.replaceAll(namespace, "$NS") }),
    body: cleaned(kept),
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // A watch is a line of JSON for every change.
    const lines = text.trim().split("\n");
    return lines.length > 1 && text.startsWith("{")
      ? lines.map((it) => JSON.parse(it) as Json)
      : text.trim();
  }
}

const picked = (body: Json, paths: readonly string[]): Json =>
  Object.fromEntries(paths.map((path) => [path, field(body, ...path.split(".")) ?? null]));

/** Keys whose values say nothing that another cluster would say as well. */
const different = new Set([
  "uid",
  "resourceVersion",
  "creationTimestamp",
  "deletionTimestamp",
  "time",
  "selfLink",
  "continue",
  "lastTransitionTime",
  "clusterIP",
  "clusterIPs",
]);

/** Keys that the demo cluster leaves out: sentences of upstream's, and what only the storage asks. */
const unheard = new Set(["description", "storageVersionHash"]);

function cleaned(value: Json): Json {
  if (Array.isArray(value)) {
    const kept = value.filter((it) => !isOfControllers(it)).map(cleaned);
    return kept.every(isManager) ? sortedText(kept) : kept;
  }
  if (typeof value === "string") return cleanedText(value);
  if (!isObject(value)) return value;
  const keys = Object.keys(value)
    .filter((key) => !unheard.has(key))
    .sort();
  return Object.fromEntries(
    keys.map((key) => [key, different.has(key) ? mark(value[key]) : cleaned(value[key] ?? null)]),
  );
}

const isManager = (it: Json): boolean => isObject(it) && it.fieldsV1 !== undefined;

/** Managers stand in the order of their times, which two runs do not share. */
const sortedText = (values: readonly Json[]): readonly Json[] =>
  values.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** Kubernetes' controllers may have written a status meanwhile. */
const isOfControllers = (it: Json): boolean =>
  isObject(it) && it.manager === "kcm" && it.fieldsV1 !== undefined;

const mark = (value: Json | undefined): Json =>
  value === null || value === undefined ? null : value === "" ? "" : "…";

const cleanedText = (text: string): string =>
  text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UID")
    .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "TIME")
    .replace(/^(<invalid>|\d+s)$/, "AGE");
