import { at, itemsOf, type Path, textOf } from "../../node.ts";
import { grammarOf } from "../duration.ts";
import type { SchemaFinding } from "../finding.ts";
import { fieldAt } from "./fieldAt.ts";
import { isUnknown } from "./isUnknown.ts";
import type { Subject } from "./subject.ts";
import { wrongDuration } from "./text.ts";

/**
 * Durations of a Canary that pass the pattern of its schema, which reads only their beginning, and that
 * Flagger cannot parse: `1min`, `30sec`.
 *
 * https://github.com/fluxcd/flagger/blob/main/pkg/apis/flagger/v1beta1/canary.go
 */
export function looseDurations(subject: Subject): readonly SchemaFinding[] {
  if (subject.kind.info.kind !== "Canary" || subject.kind.info.project !== "flagger") return [];
  return fields.flatMap(({ list, field, consequence }) =>
    pathsOf(subject, list, field).flatMap((path) => {
      const node = at(subject.root, path);
      const text = textOf(node);
      if (text === undefined || !grammar || !isLoose(text) || isUnknown(node)) return [];
      const place = fieldAt(subject.root, path);
      return [wrongDuration(subject, path, place, text, grammar, consequence)];
    }),
  );
}

const PATTERN = "^[0-9]+(m|s)";
const grammar = grammarOf({ pattern: PATTERN });
const beginning = new RegExp(PATTERN);
const isLoose = (text: string): boolean => beginning.test(text) && !goDuration.test(text);
const goDuration = /^([0-9]+(\.[0-9]*)?(ns|us|\u00b5s|ms|s|m|h))+$/;

/** What Flagger does instead, by field of `spec.analysis`. */
const fields = [
  { list: undefined, field: "interval", consequence: "Flagger falls back to 60s." },
  { list: "metrics", field: "interval", consequence: "The query of this metric fails." },
  { list: "webhooks", field: "timeout", consequence: "Every call of this webhook fails." },
] as const;

function pathsOf({ root }: Subject, list: string | undefined, field: string): readonly Path[] {
  const analysis = ["spec", "analysis"];
  if (list === undefined) return [[...analysis, field]];
  return itemsOf(at(root, [...analysis, list])).map((_, index) => [
    ...analysis,
    list,
    index,
    field,
  ]);
}
