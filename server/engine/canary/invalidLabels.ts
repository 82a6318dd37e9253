import { LABEL_WORDS, labelKeyMistakes, labelValueMistakes } from "../labelSyntax.ts";
import type { Json } from "./json.ts";
import { stringsOf } from "./stringsOf.ts";

/** What the API server says against labels, or a selector of labels. `at`: the field that holds them. */
export function* invalidLabels(labels: Json | undefined, at: string): Iterable<string> {
  for (const [key, value] of Object.entries(stringsOf(labels))) {
    for (const it of labelKeyMistakes(key, WORDS)) yield mistake(at, key, it);
    for (const it of labelValueMistakes(value, WORDS)) yield mistake(at, value, it);
  }
}

/** What it says against the keys of annotations. */
export function* invalidAnnotations(annotations: Json | undefined, at: string): Iterable<string> {
  for (const key of Object.keys(stringsOf(annotations))) {
    for (const it of labelKeyMistakes(key.toLowerCase(), WORDS)) yield mistake(at, key, it);
  }
}

const WORDS = LABEL_WORDS.kubernetes;

const mistake = (at: string, text: string, why: string): string =>
  `${at}: Invalid value: ${JSON.stringify(text)}: ${why}`;
