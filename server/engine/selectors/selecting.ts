import { field, type JsonObject, listOf, stringOf } from "../canary/json.ts";
import { stringsOf } from "../canary/stringsOf.ts";
import { memo } from "../memo.ts";
import type { Labels, Pods } from "./pods.ts";

/** What selects pods by labels: a Service or a PodDisruptionBudget. */
export interface Selecting {
  /** `Service/face` */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** `undefined` where it has none, or one that is not made of labels alone. */
  readonly selector: Labels | undefined;
  /** What else there is to say of it, such as that it is headless. */
  readonly traits: readonly string[];
}

/** `undefined` for an object that selects no pods. */
export const selectingOf = memo((object: JsonObject): Selecting | undefined => {
  const kind = stringOf(object.kind);
  const name = stringOf(field(object, "metadata", "name"));
  const named = { id: `${kind}/${name}`, kind, name };
  if (isService(object)) return { ...named, ...serviceReading(object) };
  return kind === "PodDisruptionBudget" ? { ...named, ...budgetReading(object) } : undefined;
});

/** Knative has a Service of its own, which selects nothing. */
export const isService = (object: JsonObject): boolean =>
  object.kind === "Service" && !stringOf(object.apiVersion).includes("/");

/** Does it find pods with these labels? */
export function finds(selecting: Selecting, { labels }: Pick<Pods, "labels">): boolean {
  const wanted = wantedBy(selecting);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

/** Everybody who selects is held against all pods. */
const wantedBy = memo(({ selector }: Selecting) => Object.entries(selector ?? {}));

/** `app=face, tier=web` */
export const labelWords = (labels: Labels): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");

function serviceReading({ spec }: JsonObject): Pick<Selecting, "selector" | "traits"> {
  const selector = stringsOf(field(spec, "selector"));
  if (field(spec, "type") === "ExternalName") {
    const name = stringOf(field(spec, "externalName"));
    return { selector: undefined, traits: [`a name for ${name || "a host elsewhere"}`] };
  }
  const traits =
    field(spec, "clusterIP") === "None" ? ["headless: its name leads to the pods"] : [];
  if (Object.keys(selector).length > 0) return { selector, traits };
  return {
    selector: undefined,
    traits: [...traits, "no selector: its endpoints are made elsewhere"],
  };
}

function budgetReading({ spec }: JsonObject): Pick<Selecting, "selector" | "traits"> {
  const by = field(spec, "selector");
  const hasExpressions = listOf(field(by, "matchExpressions")).length > 0;
  return hasExpressions
    ? { selector: undefined, traits: ["selects by expressions, which are not drawn"] }
    : {
        selector: stringsOf(field(by, "matchLabels")),
        traits: ["keeps pods when nodes are drained"],
      };
}
