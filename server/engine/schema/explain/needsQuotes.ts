import type { Path, Scalar } from "../../node.ts";
import type { SchemaFinding } from "../finding.ts";
import type { Field } from "./fieldAt.ts";
import { nameOf, refusal, type Subject } from "./subject.ts";

/** A number or boolean where text belongs; also a word such as `yes` in a file that is read by YAML 1.1. */
export function needsQuotes(
  subject: Subject,
  path: Path,
  field: Field,
  scalar: Scalar,
): SchemaFinding {
  const { outcome, severity } = consequence(subject, path, scalar);
  // What a Secret holds is never told.
  const shown = subject.kind.info.kind === "Secret" ? "this value" : scalar.text;
  const type = typeof scalar.value === "number" ? "a number" : "a boolean";
  return {
    code: "wrong-type",
    span: field.valueSpan,
    path,
    message: `${nameOf(subject, path)} takes text, and ${shown} without quotes is ${type}: quote it. ${outcome}`,
    ...(severity && { severity }),
    ...(field.own && {
      fix: { title: "Quote it", on: "value", text: JSON.stringify(scalar.text) },
    }),
  };
}

interface Consequence {
  readonly outcome: string;
  readonly severity?: "warning";
}

/** Mirrors what kustomize-controller does with them: most are refused, some become text, labels get lost. */
function consequence(subject: Subject, path: Path, scalar: Scalar): Consequence {
  if (subject.kind.info.project === "kustomize") {
    const text = textByYaml11(scalar.text);
    const becomes = text === undefined || text === scalar.text ? "text" : `"${text}"`;
    const outcome = `kustomize refuses the file; where a Flux path leads right to it, it becomes ${becomes}.`;
    return { outcome, severity: "warning" };
  }
  if (path.length === 3 && path[0] === "metadata" && path[1] === "labels") {
    return { outcome: "Flux then applies the object without any of its labels." };
  }
  if (path.length === 3 && path[0] === "metadata" && path[1] === "annotations") {
    return { outcome: "Flux makes it text, kubectl refuses the object.", severity: "warning" };
  }
  return { outcome: refusal(subject) };
}

/** What Flux makes of it: `1.10` becomes `1.1`, `0755` is octal. `undefined` where the form is hard to tell. */
function textByYaml11(text: string): string | undefined {
  if (/^(y|yes|on|true)$/i.test(text)) return "true";
  if (/^(n|no|off|false)$/i.test(text)) return "false";
  if (/^0[0-7]+$/.test(text)) return String(Number.parseInt(text, 8));
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? String(Number(text)) : undefined;
}
