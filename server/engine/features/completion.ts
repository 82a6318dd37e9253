import { type Cursor, shifted } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { canaryItems } from "./canaryItems.ts";
import { fieldItems } from "./completionFields.ts";
import { type Completion, type CompletionItem, MOST_ITEMS } from "./completionItem.ts";
import { kindItems } from "./completionKinds.ts";
import { markerCompletion } from "./completionMarkers.ts";
import { referenceItems } from "./completionReferences.ts";
import { settingsItems } from "./completionSettings.ts";
import { type Slot, slotAt } from "./completionSlot.ts";
import { valueItems } from "./completionValues.ts";
import { isWithin } from "./isWithin.ts";
import { queryCompletion } from "./queryCompletion.ts";
import { variableCompletion } from "./variableCompletion.ts";

/**
 * What may be written at the cursor: fields, values, names of other objects, files, keys, whole objects.
 * Works on half-typed text; only the document around the cursor is parsed. Plain fields and values are left to another
 * YAML extension where one is at work.
 */
export function completion(workspace: Workspace, cursor: Cursor): Completion | undefined {
  const view = viewOf(workspace);
  const marker = markerCompletion(workspace, view, cursor);
  if (marker) return marker;
  const variables = variableCompletion(workspace, view, cursor);
  if (variables) return variables;
  const query = queryCompletion(workspace, view, cursor);
  if (query) return query;
  const slot = slotAt(workspace, cursor);
  if (!slot || isSecretValue(slot)) return undefined;
  const items = itemsOf(view, slot, cursor.path);
  if (items.length === 0) return undefined;
  const shown = items.length > MOST_ITEMS ? mostFitting(items, slot.hole.typed) : items;
  const isIncomplete = items.length >= MOST_ITEMS;
  return { span: slot.span, items: shown.map((it) => aligned(slot, it)), isIncomplete };
}

/** With the line moved to the column where it belongs, and kept apart from a comment that follows. */
function aligned({ hole, start }: Slot, item: CompletionItem): CompletionItem {
  const { margin, glued } = hole;
  if (!margin && !glued) return item;
  const edit = margin && { span: shifted(margin.span, start), text: margin.text };
  return {
    ...item,
    text: glued ? `${item.text} ` : item.text,
    more: edit ? [edit, ...(item.more ?? [])] : item.more,
  };
}

function itemsOf(view: View, slot: Slot, path: string): readonly CompletionItem[] {
  const settings = settingsItems(slot, path);
  if (settings) return settings;
  const special = [
    ...kindItems(view, slot, path),
    ...referenceItems(view, slot),
    ...canaryItems(view, slot),
  ];
  const { otherYamlExtension, schemaValidation } = view.settings;
  if (otherYamlExtension && schemaValidation !== "always") return special;
  const known = new Set(special.map((it) => it.label));
  const plain = [...fieldItems(view, slot), ...valueItems(view, slot)];
  return [...special, ...plain.filter((it) => !known.has(it.label))];
}

const isSecretValue = ({ resource, path }: Slot): boolean =>
  resource?.kind === "Secret" && (path[0] === "data" || path[0] === "stringData");

function mostFitting(items: readonly CompletionItem[], typed: string): readonly CompletionItem[] {
  const fitting = items.filter((it) => isWithin(typed, it.filter ?? it.label));
  return fitting.toSorted((a, b) => (a.order < b.order ? -1 : 1)).slice(0, MOST_ITEMS);
}
