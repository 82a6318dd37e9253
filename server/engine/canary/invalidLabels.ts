import type { Json } from "./json.ts";
import { qualifiedNameMistakes } from "./qualifiedName.ts";
import { stringsOf } from "./stringsOf.ts";

/** What the API server says against labels, or a selector of labels. `at`: the field that holds them. */
export function* invalidLabels(labels: Json | undefined, at: string): Iterable<string> {
  for (const [key, value] of Object.entries(stringsOf(labels))) {
    for (const it of qualifiedNameMistakes(key)) yield mistake(at, key, it);
    if (value.length > 63) yield mistake(at, value, "must be no more than 63 bytes");
    if (!VALUE.test(value)) yield mistake(at, value, NO_VALUE);
  }
}

const mistake = (at: string, text: string, why: string): string =>
  `${at}: Invalid value: ${JSON.stringify(text)}: ${why}`;

const VALUE = /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/;

const NO_VALUE =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
