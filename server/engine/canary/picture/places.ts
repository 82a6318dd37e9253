import type { CanaryReason } from "../../../../protocol/canary.ts";
import type { DocumentPlace } from "../../origin.ts";
import { absolute } from "../../place.ts";
import type { Place } from "../../source.ts";
import type { View } from "../../view.ts";
import type { Reason } from "../reason.ts";
import { fieldWords } from "../scenario/fieldWords.ts";
import { placeOfReason } from "../scenario/placeOfReason.ts";
import type { Found } from "../scenario/setupOf.ts";

/** The places that a picture leads to, each told once. */
export interface Places {
  readonly all: readonly Place[];
  readonly add: (place: DocumentPlace | undefined) => { readonly place?: number };
  readonly of: (reason: Reason) => { readonly place?: number };
  readonly reason: (reason: Reason) => CanaryReason;
}

export function placesOf(found: Found, view: View): Places {
  const all: Place[] = [];
  const known = new Map<string, number>();
  const add = (written: DocumentPlace | undefined) => {
    const place = written && absolute(view.file(written.path), written);
    if (!place) return {};
    const key = `${place.path} ${place.span.start} ${place.span.end}`;
    const at = known.get(key) ?? all.push(place) - 1;
    known.set(key, at);
    return { place: at };
  };
  const asked = new Map<string, { readonly place?: number }>();
  const of = (reason: Reason) => {
    const key = JSON.stringify([reason.object, reason.at]);
    const answer = asked.get(key) ?? add(placeOfReason(found, reason));
    asked.set(key, answer);
    return answer;
  };
  return { all, add, of, reason: (it) => ({ text: it.text, field: aboutOf(it), ...of(it) }) };
}

/** `spec.analysis.threshold`, `MetricTemplate latency spec.query` */
function aboutOf({ object, at }: Reason): string {
  const field = fieldWords(at);
  return object ? `${object.kind} ${object.name} ${field}`.trimEnd() : field;
}
