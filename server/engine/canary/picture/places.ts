import type { CanaryReason } from "../../../../protocol/canary.ts";
import { type PlaceList, placeList } from "../../placeList.ts";
import type { View } from "../../view.ts";
import type { Reason } from "../reason.ts";
import { fieldWords } from "../scenario/fieldWords.ts";
import { placeOfReason } from "../scenario/placeOfReason.ts";
import type { Found } from "../scenario/setupOf.ts";

/** The places that a picture of a rollout leads to. */
export interface Places extends PlaceList {
  readonly of: (reason: Reason) => { readonly place?: number };
  readonly reason: (reason: Reason) => CanaryReason;
}

export function placesOf(found: Found, view: View): Places {
  const { all, add } = placeList(view);
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
