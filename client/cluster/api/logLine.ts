import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { type Fields, json } from "./json.ts";

/** One line of a controller's log. */
export interface LogLine {
  /** Milliseconds since 1970; absent where the line does not say. */
  readonly at?: number;
  readonly level: string;
  readonly message: string;
  /** What went wrong, where something did. */
  readonly error?: string;
  /** What else it says, but for what every line of an object repeats. */
  readonly details: Fields;
  readonly isAbout: (object: ObjectIdentity) => boolean;
}

/**
 * Reads what Flux's controllers and Flagger write: one JSON object a line. Any other line is a
 * message about nobody.
 */
export function logLine(text: string): LogLine {
  const fields = json.fields(json.parse(text));
  const message = json.text(fields.msg);
  if (message === undefined) return { level: "", message: text, details: {}, isAbout: () => false };
  const at = timeOf(fields.ts);
  const error = json.text(fields.error);
  return {
    ...(at === undefined ? {} : { at }),
    level: json.text(fields.level) ?? "",
    message,
    ...(error === undefined ? {} : { error }),
    details: Object.fromEntries(
      Object.entries(fields).filter(
        ([name, value]) => !repeated.has(name) && !isReference(value) && value !== message,
      ),
    ),
    isAbout: (object) => isAbout(fields, object),
  };
}

/** Seconds since 1970 in older encodings. */
function timeOf(value: unknown): number | undefined {
  if (typeof value === "number") return value * 1000;
  const at = Date.parse(json.text(value) ?? "");
  return Number.isNaN(at) ? undefined : at;
}

const repeated = new Set([
  "ts",
  "level",
  "msg",
  "error",
  "logger",
  "caller",
  "stacktrace",
  "controller",
  "controllerGroup",
  "controllerKind",
  "reconcileID",
  "name",
  "namespace",
  "canary",
]);

const isReference = (value: unknown): boolean => json.text(json.at(value, "name")) !== undefined;

function isAbout(fields: Fields, { kind, namespace = "", name }: ObjectIdentity): boolean {
  if (kind === "Canary" && fields.canary === `${name}.${namespace}`) return true;
  const isNamed = (it: unknown) =>
    json.at(it, "name") === name && (json.at(it, "namespace") ?? "") === namespace;
  if (isNamed(fields[kind])) return true;
  if (json.text(fields.controllerKind) === kind && isNamed(fields)) return true;
  const involved = fields.eventInvolvedObject ?? fields.object;
  return isNamed(involved) && json.at(involved, "kind") === kind;
}
