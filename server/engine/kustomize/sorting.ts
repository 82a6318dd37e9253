import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import type { Kustomization } from "./kustomization.ts";
import { inLegacyOrder, LEGACY_ORDER } from "./order.ts";
import { stop } from "./stop.ts";

/** Objects in the order in which they are printed (kustomize.md §22.4): the kustomization decides before the caller. */
export function inOrder(
  objects: readonly BuiltObject[],
  options: Kustomization["sortOptions"],
  order: "legacy" | "none" = "legacy",
): readonly BuiltObject[] {
  if (!options) return order === "none" ? objects : inLegacyOrder(objects);
  const said = options.order?.text ?? "";
  const place = placeOfNode(options.order ?? options.node);
  if (said !== "fifo" && said !== "legacy") {
    return stop("the field 'sortOptions.order' must be one of [fifo, legacy]", place);
  }
  const legacy = options.legacySortOptions;
  if (said === "legacy") {
    return inLegacyOrder(
      objects,
      legacy ? { first: texts(legacy.orderFirst), last: texts(legacy.orderLast) } : LEGACY_ORDER,
    );
  }
  if (!legacy) return objects;
  return stop(
    "the field 'sortOptions.legacySortOptions' is set but the selected sort order is 'fifo', not 'legacy'",
    place,
  );
}

const texts = (list: readonly { readonly text: string }[]): readonly string[] =>
  list.map((it) => it.text);
