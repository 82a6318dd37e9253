import { enumOf, type SchemaView, typesOf } from "../schema/explore.ts";
import type { JsonLeaf } from "../schema/jsonSchema.ts";
import type { View } from "../view.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import { type Slot, slotSchema, writtenIn } from "./completionSlot.ts";
import { itemView } from "./completionSnippet.ts";
import { durationsFor } from "./durations.ts";

/** Values that may stand at the cursor: what is allowed, durations in the grammar of the field, the default. */
export function valueItems(view: View, slot: Slot): readonly CompletionItem[] {
  if (!slot.resource || (slot.on === "key" && !slot.alone) || isNamed(slot)) return [];
  const schema = slotSchema(view, slot);
  if (!schema) return [];
  const item = typesOf(schema)[0] === "array" ? itemView(schema) : undefined;
  const lead = item && !slot.flow ? "- " : "";
  const usual = schema.parts.find((it) => it.default !== undefined)?.default;
  return valuesOf(slot, item ?? schema).map((value, index) => ({
    label: String(value),
    kind: "value",
    text: `${slot.hole.gap}${slot.hole.dash ? "- " : lead}${literal(writtenIn(slot, value))}`,
    order: orderOf(value === usual ? 2 : 3, index),
    ...(value === usual ? { detail: "default" } : {}),
  }));
}

/** apiVersion and kind are completed together, elsewhere. */
const isNamed = ({ path }: Slot): boolean =>
  path.length === 1 && (path[0] === "apiVersion" || path[0] === "kind");

function valuesOf(slot: Slot, schema: SchemaView): readonly JsonLeaf[] {
  const fixed = enumOf(schema);
  if (fixed.length > 0) return fixed.filter((it) => it !== "");
  const field = String(slot.path.findLast((it) => typeof it === "string") ?? "");
  const durations = durationsFor(slot.resource?.kind ?? "", field, schema);
  const usual = schema.parts.find((it) => it.default !== undefined)?.default;
  if (usual === undefined || usual === null || typeof usual === "object") return durations;
  return [usual as JsonLeaf, ...durations.filter((it) => it !== usual)];
}
