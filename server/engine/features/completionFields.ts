import { mappingOf, at as nodeAt } from "../node.ts";
import { describe } from "../schema/describe.ts";
import {
  excludedOf,
  type Property,
  propertiesOf,
  type SchemaView,
  typesOf,
} from "../schema/explore.ts";
import type { View } from "../view.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { PLACEHOLDER } from "./completionHole.ts";
import { type CompletionItem, orderOf } from "./completionItem.ts";
import { isReference } from "./completionReferences.ts";
import { type Slot, slotSchema } from "./completionSlot.ts";
import { fieldSnippet, itemSnippet, itemView, type SnippetPlace } from "./completionSnippet.ts";

/** The fields that may still be written in the mapping around the cursor, required ones first. */
export function fieldItems(view: View, slot: Slot): readonly CompletionItem[] {
  if (slot.on !== "key" || !slot.resource) return [];
  const schema = slotSchema(view, slot);
  if (!schema) return [];
  const item = slot.alone && isList(schema) ? itemView(schema) : undefined;
  if (item) return slot.flow ? [] : listItems(slot, schema, item);
  const present = mappingOf(nodeAt(slot.root, slot.path))?.entries.map((it) => it.key.text) ?? [];
  const gone = new Set([
    ...present.filter((it) => it !== PLACEHOLDER),
    ...excludedOf(schema, present),
  ]);
  return propertiesOf(schema)
    .filter(({ name }) => !gone.has(name) && !(slot.path.length === 0 && isNotWritten(name)))
    .map((property, index) => fieldItem(slot, property, index));
}

const isList = (view: SchemaView): boolean => typesOf(view)[0] === "array";

/** The cluster writes it, and the completion of kinds the other two. */
const isNotWritten = (name: string): boolean => ["status", "apiVersion", "kind"].includes(name);

function fieldItem(slot: Slot, property: Property, index: number): CompletionItem {
  const { name, required, view } = property;
  const { type, deprecated } = describe(view);
  const place = placeOf(slot, slot.hole.column);
  const text = slot.hole.colon ? name : fieldSnippet(property, place);
  const goesOn =
    text.endsWith(": $1") &&
    slot.resource !== undefined &&
    isReference(slot.resource, [...slot.path, name]);
  return {
    label: name,
    kind: "field",
    text: slot.hole.dash ? `- ${text}` : text,
    order: orderOf(deprecated ? 8 : required ? 3 : 4, index),
    detail: required ? `${type}, required` : type,
    about: aboutField(slot, [...slot.path, name]),
    ...(deprecated ? { deprecated: true as const } : {}),
    ...(goesOn ? { continues: true as const } : {}),
  };
}

/** A list whose dash is still missing: its item, with all that it requires. */
function listItems(slot: Slot, schema: SchemaView, item: SchemaView): readonly CompletionItem[] {
  const name = String(slot.path.at(-1) ?? "");
  const place = placeOf(slot, slot.hole.column + 2);
  return [
    {
      label: "- ",
      kind: "field",
      text: `- ${itemSnippet(name, item, place)}`,
      order: orderOf(3, 0),
      filter: slot.hole.typed || "-",
      detail: describe(schema).type,
      about: aboutField(slot, slot.path),
    },
  ];
}

const placeOf = (slot: Slot, column: number): SnippetPlace => ({
  column,
  flow: slot.flow,
  kind: slot.resource?.kind ?? "",
});

function aboutField({ resource }: Slot, path: Slot["path"]) {
  if (!resource) return undefined;
  return { type: "field", apiVersion: apiVersionOf(resource), kind: resource.kind, path } as const;
}
