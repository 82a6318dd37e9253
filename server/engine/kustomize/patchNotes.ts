import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import type { Log } from "./context.ts";
import type { Target } from "./selector.ts";
import type { KeylessElement } from "./strategicMerge.ts";
import { unselected } from "./unmatched.ts";

/** A target that selects nothing: kustomize says nothing, and the patch does nothing. */
export function noteUnselected(log: Log, target: Target, objects: readonly BuiltObject[]): void {
  if (log.lacks) return;
  const { node, text, meant } = unselected(target, objects);
  const place = placeOfNode(node);
  if (!place) return;
  const message = `The target of this patch selects no object, so the patch changes nothing. ${text}`;
  log.notes.push({ code: "patch-without-target", message, place, meant });
}

/** An element of a list that is merged by keys, without its key: kustomize then drops or duplicates elements. */
export function noteKeyless(log: Log, { element, keys }: KeylessElement): void {
  const place = placeOfNode(element);
  if (!place) return;
  const names = keys.join(" and ");
  const message = `Elements of this list are told apart by ${names}, and this one has none: it is merged with the wrong one, or takes the place of others. Write ${names}.`;
  log.notes.push({ code: "merge-key-missing", message, place });
}
