import {
  field,
  isObject,
  type JsonObject,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { age } from "./age.ts";
import { column, type TableColumn } from "./column.ts";

const { text, plain, wide } = column;

const eventAt = (event: JsonObject, now: Date): string => {
  const series = field(event, "series", "lastObservedTime");
  const moment =
    series ??
    event.lastTimestamp ??
    event.eventTime ??
    field(event, "metadata", "creationTimestamp");
  return age(stringOf(moment), now);
};

const aboutText = (event: JsonObject): string => {
  const about = isObject(event.involvedObject) ? event.involvedObject : event.regarding;
  return `${stringOf(field(about, "kind")).toLowerCase()}/${stringOf(field(about, "name"))}`;
};

/** Of Events all columns: their name comes last, and only when it is asked for. */
export const eventColumns: readonly TableColumn[] = [
  text("Last Seen", eventAt),
  plain("Type", "type"),
  plain("Reason", "reason"),
  text("Object", aboutText),
  wide(plain("Subobject", "involvedObject", "fieldPath")),
  wide(text("Source", sourceText)),
  text("Message", (it) => (stringOf(it.message) || stringOf(it.note)).trim()),
  wide(text("First Seen", (it, now) => age(stringOf(it.firstTimestamp ?? it.eventTime), now))),
  wide(text("Count", (it) => numberOf(it.count) || 1)),
  { ...wide(plain("Name", "metadata", "name")), format: "name" },
];

/** Who tells it, and where. */
function sourceText(event: JsonObject): string {
  const source = isObject(event.source) ? event.source : {};
  const component = stringOf(source.component) || stringOf(event.reportingComponent);
  const host = stringOf(source.host) || stringOf(event.reportingInstance);
  return host === "" ? component : `${component}, ${host}`;
}
