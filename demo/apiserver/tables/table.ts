import type { Json, JsonObject } from "../../../server/engine/canary/json.ts";
import type { Kind } from "../kind.ts";
import { metadataOf, nameOf } from "../objects/metadata.ts";
import { age } from "./age.ts";
import { builtinColumns } from "./builtinColumns.ts";
import { columns, type TableColumn } from "./column.ts";
import { eventColumns } from "./eventColumns.ts";
import { jsonPath } from "./jsonPath.ts";

/** Which part of each object stands in its row. */
export type Included = "Metadata" | "Object" | "None";

export interface TableOptions {
  readonly included: Included;
  readonly now: Date;
  readonly metadata: JsonObject;
  /** Rows of a watch after the first one bring no headers. */
  readonly withoutHeaders?: boolean;
}

/** Objects as the rows that `kubectl get` prints. */
export function table(
  objects: readonly JsonObject[],
  kind: Kind,
  options: TableOptions,
): JsonObject {
  const shownColumns = columnsOf(kind);
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: options.metadata,
    columnDefinitions: options.withoutHeaders
      ? null
      : shownColumns.map(({ name, type, format, priority }) => ({
          name,
          type,
          format,
          description: "",
          priority,
        })),
    rows: objects.map((object) => ({
      cells: shownColumns.map((it) => it.value(object, options.now)),
      object: shown(object, options.included),
    })),
  };
}

function shown(object: JsonObject, included: Included): Json {
  if (included === "Object") return object;
  return included === "None" ? null : partial(object);
}

/** The metadata of an object and nothing else. */
export const partial = (object: JsonObject): JsonObject => ({
  kind: "PartialObjectMetadata",
  apiVersion: "meta.k8s.io/v1",
  metadata: metadataOf(object),
});

function columnsOf(kind: Kind): readonly TableColumn[] {
  const name: TableColumn = {
    name: "Name",
    type: "string",
    format: "name",
    priority: 0,
    value: nameOf,
  };
  if (kind.plural === "events") return eventColumns;
  if (!kind.isCustom) return [name, ...(builtinColumns[kind.plural] ?? [columns.age])];
  return [
    name,
    ...kind.columns.map(
      ({ name: title, type, format = "", priority = 0, jsonPath: path }): TableColumn => ({
        name: title,
        type,
        format,
        priority,
        value: (object, now) => cell(object, path, type, now),
      }),
    ),
  ];
}

function cell(object: JsonObject, path: string, type: string, now: Date): Json {
  const [value] = jsonPath(object, path);
  if (value === undefined) return null;
  if (type === "date") return age(String(value), now);
  if (type === "string") return typeof value === "string" ? value : JSON.stringify(value);
  return value;
}
