import { canariesOf } from "../engine/canary/scenario/canariesOf.ts";
import type { Resource } from "../engine/resource.ts";
import type { View } from "../engine/view.ts";

/** What a Canary is known by: the build that gives it, and its name. */
export const canaryId = (it: Resource): string =>
  JSON.stringify([it.built?.rendering.id ?? null, it.namespace ?? null, it.name]);

/** The Canary of an id; `undefined` where nothing in the workspace gives it any more. */
export const canaryWithId = (view: View, id: string): Resource | undefined =>
  canariesOf(view).find((it) => canaryId(it) === id);

export const CANARY_GONE = "This Canary is no more: nothing in the workspace gives it.";
