import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { age } from "./age.ts";

/** A column and how an object fills it. */
export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  /** 0: always shown; 1: with `-o wide`. */
  readonly priority: number;
  readonly value: (object: JsonObject, now: Date) => Json;
}

type Value = TableColumn["value"];
type Path = readonly string[];

const text = (name: string, value: Value, type = "string"): TableColumn => ({
  name,
  type,
  format: "",
  priority: 0,
  value,
});

const containersAt =
  (...path: Path) =>
  (it: JsonObject): readonly JsonObject[] =>
    listOf(field(it, ...path, "spec", "containers")).filter(isObject);

/** Makers of columns, named after what stands in them. */
export const column = {
  text,
  /** A number at a path. */
  count: (name: string, ...path: Path): TableColumn =>
    text(name, (it) => numberOf(field(it, ...path)), "integer"),
  /** A number that the API server calls a text. */
  amount: (name: string, ...path: Path): TableColumn =>
    text(name, (it) => numberOf(field(it, ...path))),
  /** The text at a path, or `<none>`. */
  at: (name: string, ...path: Path): TableColumn =>
    text(name, (it) => stringOf(field(it, ...path)) || "<none>"),
  /** The text at a path, or nothing. */
  plain: (name: string, ...path: Path): TableColumn =>
    text(name, (it) => stringOf(field(it, ...path))),
  since: (name: string, ...path: Path): TableColumn =>
    text(name, (it, now) => age(stringOf(field(it, ...path)), now)),
  /** How many are in a list or a map: a text to the API server, which writes a number. */
  size: (name: string, key: string): TableColumn => text(name, (it) => sizeOf(it[key])),
  wide: (it: TableColumn): TableColumn => ({ ...it, priority: 1 }),
  /** Names of the containers of a pod template. */
  containers: (...template: Path): TableColumn =>
    text("Containers", (it) => namesOf(containersAt(...template)(it), "name")),
  images: (...template: Path): TableColumn =>
    text("Images", (it) => namesOf(containersAt(...template)(it), "image")),
} as const;

const namesOf = (containers: readonly JsonObject[], key: string): string =>
  containers.map((it) => stringOf(it[key])).join(",");

export const sizeOf = (it: Json | undefined): number =>
  isObject(it) ? Object.keys(it).length : listOf(it).length;

/** Columns that many kinds have. */
export const columns = {
  age: column.since("Age", "metadata", "creationTimestamp"),
  createdAt: text("Created At", (it) => field(it, "metadata", "creationTimestamp") ?? null, "date"),
  containers: column.wide(column.containers("spec", "template")),
  images: column.wide(column.images("spec", "template")),
  selector: column.wide(text("Selector", (it) => selectorText(field(it, "spec", "selector")))),
} as const;

export const labelsText = (labels: Json | undefined): string =>
  isObject(labels) && Object.keys(labels).length > 0
    ? Object.entries(labels)
        .map(([key, it]) => `${key}=${String(it)}`)
        .sort()
        .join(",")
    : "<none>";

/** A selector with labels and expressions, as kubectl writes it. */
export function selectorText(selector: Json | undefined): string {
  const labels = field(selector, "matchLabels");
  const parts = [
    ...(isObject(labels) ? Object.entries(labels) : []).map(
      ([key, it]) => [key, `${key}=${String(it)}`] as const,
    ),
    ...listOf(field(selector, "matchExpressions")).map(
      (it) => [stringOf(field(it, "key")), expressionText(it)] as const,
    ),
  ];
  const told = parts.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, words]) => words);
  return told.join(",") || "<none>";
}

function expressionText(expression: Json): string {
  const key = stringOf(field(expression, "key"));
  const values = listOf(field(expression, "values")).map(stringOf).sort().join(",");
  switch (field(expression, "operator")) {
    case "In":
      return `${key} in (${values})`;
    case "NotIn":
      return `${key} notin (${values})`;
    case "DoesNotExist":
      return `!${key}`;
    default:
      return key;
  }
}
