import type { LabelCandidate, LabelChoice } from "../../../protocol/selectors.ts";
import type { JsonObject } from "../canary/json.ts";
import { type SelectorLabel, selectorLabel } from "../canary/workloads/selectorLabel.ts";
import { type FlagSaid, flaggerFlag } from "../flagger.ts";
import { placeOf } from "../place.ts";
import type { PlaceList } from "../placeList.ts";
import type { Resource } from "../resource.ts";
import type { View } from "../view.ts";
import { type Pods, podsOf } from "./pods.ts";

/** What the choice follows from. */
export interface ChoiceSources {
  readonly view: View;
  readonly places: PlaceList;
  /** As Flagger works with it. */
  readonly list: readonly string[];
  readonly target: JsonObject;
  /** `undefined` for a target that is in no file. */
  readonly resource: Resource | undefined;
}

/** Which label Flagger picks for a target, and why; `undefined` for one that is no workload. flagger.md §3.2 */
export function labelChoice(sources: ChoiceSources): LabelChoice | undefined {
  const { view, places, list, target } = sources;
  const pods = podsOf(target);
  if (!pods) return undefined;
  const picked = selectorLabel(target, list);
  const said = flaggerFlag(view, "selectorLabels");
  return {
    ...picked,
    list: `Flagger looks for ${words(list, "and")}, in this order. ${sayer(said, view)}`,
    ...rename(said?.resource && said.at ? places.add(placeOf(said.resource, said.at)) : {}),
    why: !sources.resource
      ? whyUnknown(picked, pods)
      : picked
        ? whyPicked(picked, pods)
        : whyNone(pods, said !== undefined),
    candidates: list.map((key) => candidate(key, picked, pods, sources)),
  };
}

const rename = ({ place }: { readonly place?: number }): { readonly listPlace?: number } =>
  place === undefined ? {} : { listPlace: place };

/** Who says which labels are looked for; the settings of a repository outrank what is installed in it. */
function sayer(said: FlagSaid | undefined, view: View): string {
  if (!said) {
    const isHere =
      [...view.withFact("chart flagger"), ...view.withFact("image flagger")].length > 0;
    return isHere
      ? "What the Flagger here is told cannot be read from the files, or several disagree; these are Flagger's own."
      : "No Flagger is installed by these files, so these are Flagger's own.";
  }
  const { resource, at } = said;
  if (!resource) return ".flightpath.yaml says so, which outranks what is installed.";
  const name = `${resource.kind} ${resource.name}`;
  if (!at) return `${name} says nothing else, so these are Flagger's own.`;
  return resource.kind === "HelmRelease"
    ? `${name} says so in its values (selectorLabels).`
    : `${name} says so in its arguments (-selector-labels; the last one counts).`;
}

const whyUnknown = (picked: SelectorLabel | undefined, { kind, name }: Pods): string =>
  `${kind} ${name} is in no file here, so which of them its selector has is not known; "${picked?.key ?? ""}" is assumed.`;

const whyPicked = ({ key, value }: SelectorLabel, { kind, name }: Pods): string =>
  `"${key}" is the first that the selector of ${kind} ${name} has. Its pods keep ${key}: ${value}; those of ${name}-primary get ${key}: ${value}-primary.`;

const whyNone = ({ kind, name, matchLabels }: Pods, isKnown: boolean): string => {
  const has = Object.keys(matchLabels);
  const there = has.length === 0 ? "has no labels" : `has only ${words(has, "and")}`;
  const so = isKnown ? "so Flagger" : "so, unless it is told others, Flagger";
  return `The selector of ${kind} ${name} ${there}, ${so} creates nothing and the Canary stays at Initializing.`;
};

function candidate(
  key: string,
  picked: SelectorLabel | undefined,
  { labels, matchLabels, kind, name }: Pods,
  { places, resource }: ChoiceSources,
): LabelCandidate {
  if (!resource) return { key, verdict: "unknown", words: "not known" };
  const value = Object.hasOwn(matchLabels, key) ? matchLabels[key] : undefined;
  if (value === undefined) {
    const isOnPods = Object.hasOwn(labels, key);
    return {
      key,
      verdict: "absent",
      words: isOnPods ? "only on the pods, which does not count" : "not in the selector",
    };
  }
  const place = places.add(placeOf(resource, ["spec", "selector", "matchLabels", key]));
  return key === picked?.key
    ? {
        key,
        value,
        verdict: "picked",
        words: `the first in the selector of ${kind} ${name}`,
        ...place,
      }
    : { key, value, verdict: "later", words: "in the selector, too, but further down", ...place };
}

/** `app`, `name` and `service`. */
function words(labels: readonly string[], last: string): string {
  const quoted = labels.map((it) => `"${it}"`);
  const end = quoted.pop() ?? "nothing";
  return quoted.length === 0 ? end : `${quoted.join(", ")} ${last} ${end}`;
}
