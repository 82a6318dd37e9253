import type { JsonObject } from "../../server/engine/canary/json.ts";
import { textsOf } from "./objects/metadata.ts";
import { refusals } from "./refusals.ts";

export type Matches = (object: JsonObject) => boolean;

/**
 * The selector of a query: `app=web,tier!=db,env in (a, b),track notin (x),!old,new`.
 *
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api
 */
export function labelSelector(text: string): Matches {
  const terms = partsOf(text).map(term);
  return (object) => {
    const labels = textsOf(object, "labels");
    return terms.every((matches) => matches(labels));
  };
}

type Term = (labels: JsonObject) => boolean;

/** Commas inside brackets part values, not terms. */
const partsOf = (text: string): string[] =>
  (text.match(/(?:\([^)]*\)|[^,(])+/g) ?? []).map((it) => it.trim()).filter((it) => it !== "");

function term(text: string): Term {
  const set = /^([^\s()!=]+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(text);
  if (set) {
    const [, key = "", operator, list = ""] = set;
    const values = list.split(",").map((it) => it.trim());
    const isIn: Term = (labels) => key in labels && values.includes(String(labels[key]));
    return operator === "in" ? isIn : (labels) => !isIn(labels);
  }
  const equal = /^([^\s()!=]+)\s*(!=|==|=)\s*([^\s()!=]*)$/.exec(text);
  if (equal) {
    const [, key = "", operator, value] = equal;
    return operator === "!="
      ? (labels) => labels[key] !== value
      : (labels) => labels[key] === value;
  }
  const presence = /^(!?)\s*([^\s()!=]+)$/.exec(text);
  if (presence) {
    const [, not, key = ""] = presence;
    return (labels) => key in labels === (not === "");
  }
  return refusals.badRequest(
    `unable to parse requirement: found '${text}', expected: in, notin, =, ==, !=, gt, lt`,
  );
}
