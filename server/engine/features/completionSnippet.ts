import { stringText } from "../edits/scalarText.ts";
import {
  enumOf,
  expand,
  type Property,
  propertiesOf,
  type SchemaView,
  typesOf,
} from "../schema/explore.ts";
import type { JsonSchema } from "../schema/jsonSchema.ts";
import { literal } from "./completionItem.ts";
import { durationsFor } from "./durations.ts";

/** Where a snippet is to be written. */
export interface SnippetPlace {
  /** The column of the key. */
  readonly column: number;
  readonly flow: boolean;
  readonly kind: string;
}

/** Counts the stops of a snippet. */
interface Stops {
  next: number;
}

/**
 * A field with all that it requires: `sourceRef:` with its kind and name. Every open value is a stop,
 * filled with its default, its only value or a sensible one.
 */
export function fieldSnippet(property: Property, place: SnippetPlace): string {
  return entryText(property, place, { next: 1 }, 0);
}

/** A value with all that it requires, as it stands behind `key:`; begins with a space or line break. */
export function valueSnippet(name: string, view: SchemaView, place: SnippetPlace): string {
  return valueText(name, view, place, { next: 1 }, 0);
}

function entryText(
  { name, view }: Property,
  place: SnippetPlace,
  stops: Stops,
  depth: number,
): string {
  return `${literal(name)}:${valueText(name, view, place, stops, depth)}`;
}

function valueText(
  name: string,
  view: SchemaView,
  place: SnippetPlace,
  stops: Stops,
  depth: number,
): string {
  const types = typesOf(view);
  if (types.includes("object") && !types.includes("string")) {
    return objectText(view, place, stops, depth);
  }
  if (types[0] === "array") return arrayText(name, view, place, stops, depth);
  return ` ${scalarStop(name, view, place, stops)}`;
}

function objectText(view: SchemaView, place: SnippetPlace, stops: Stops, depth: number): string {
  const required = depth > 5 ? [] : requiredFields(view);
  if (place.flow) {
    const inner = required.map((it) => entryText(it, place, stops, depth + 1)).join(", ");
    return ` { ${inner || stop(stops)} }`;
  }
  const below = { ...place, column: place.column + 2 };
  const line = `\n${" ".repeat(below.column)}`;
  if (required.length === 0) return `${line}${stop(stops)}`;
  return required.map((it) => `${line}${entryText(it, below, stops, depth + 1)}`).join("");
}

function arrayText(
  name: string,
  view: SchemaView,
  place: SnippetPlace,
  stops: Stops,
  depth: number,
): string {
  const item = itemView(view);
  if (place.flow) return ` [${item ? valueText(name, item, place, stops, depth + 1).trim() : ""}]`;
  const dash = `\n${" ".repeat(place.column + 2)}- `;
  return `${dash}${item ? itemText(name, item, { ...place, column: place.column + 4 }, stops, depth) : stop(stops)}`;
}

function itemText(
  name: string,
  item: SchemaView,
  place: SnippetPlace,
  stops: Stops,
  depth: number,
): string {
  const required = typesOf(item).includes("object") && depth <= 5 ? requiredFields(item) : [];
  if (required.length === 0) {
    return typesOf(item).includes("object") ? stop(stops) : scalarStop(name, item, place, stops);
  }
  const line = `\n${" ".repeat(place.column)}`;
  return required.map((it) => entryText(it, place, stops, depth + 1)).join(line);
}

/** An item of a list with all that it requires, as it stands behind the dash. */
export const itemSnippet = (name: string, item: SchemaView, place: SnippetPlace): string =>
  itemText(name, item, place, { next: 1 }, 0);

/** What the items of a list look like. */
export function itemView({ root, parts }: SchemaView): SchemaView | undefined {
  const items = parts.flatMap((it): readonly JsonSchema[] =>
    it.items ? expand(root, it.items) : [],
  );
  return items.length === 0 ? undefined : { root, parts: items };
}

const requiredFields = (view: SchemaView): readonly Property[] =>
  propertiesOf(view).filter((it) => it.required);

function scalarStop(name: string, view: SchemaView, place: SnippetPlace, stops: Stops): string {
  const values = sensibleValues(name, view, place);
  const [first] = values;
  if (first === undefined) return stop(stops);
  if (values.length === 1) {
    // The only value that may stand here needs no stop; a mere suggestion does.
    return enumOf(view).length === 1 ? literal(first) : `\${${stops.next++}:${literal(first)}}`;
  }
  const choice = values.map((it) => it.replace(/[\\$},|]/g, "\\$&")).join(",");
  return `\${${stops.next++}|${choice}|}`;
}

const stop = (stops: Stops): string => `$${stops.next++}`;

/** Few values to choose from; the likeliest first, and alone where anything else may stand too. */
function sensibleValues(name: string, view: SchemaView, place: SnippetPlace): readonly string[] {
  const written = (value: unknown) =>
    typeof value === "string"
      ? stringText(value, { flow: place.flow, style: "plain" })
      : JSON.stringify(value);
  const usual = view.parts.find((it) => it.default !== undefined)?.default;
  const fixed = enumOf(view)
    .filter((it) => it !== "")
    .map(written);
  if (fixed.length > 0) {
    const first = usual === undefined ? likeliest.find((it) => fixed.includes(it)) : written(usual);
    return first === undefined ? fixed : [first, ...fixed.filter((it) => it !== first)];
  }
  if (usual !== undefined && typeof usual !== "object") return [written(usual)];
  return durationsFor(place.kind, name, view).slice(0, 1);
}

/** Of several kinds that may stand in a field, the one that most repositories name there. */
const likeliest = ["GitRepository", "HelmRepository", "Deployment", "ConfigMap"];
