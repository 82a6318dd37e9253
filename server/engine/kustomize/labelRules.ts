import { goQuote } from "../goQuote.ts";
import { LABEL_WORDS, labelKeyMistakes, labelValueMistakes } from "../labelSyntax.ts";
import { stop } from "./stop.ts";

/** Stops when the text cannot be the key of a label. */
export function checkLabelKey(key: string) {
  const mistakes = [...labelKeyMistakes(key, LABEL_WORDS.kustomize)];
  if (mistakes.length > 0) stop(`invalid label key ${goQuote(key)}: ${mistakes.join("; ")}`);
}

/** Stops when the text cannot be the value of a label. */
export function checkLabelValue(key: string, value: string) {
  const mistakes = [...labelValueMistakes(value, LABEL_WORDS.kustomize)];
  if (mistakes.length === 0) return;
  stop(`invalid label value: ${goQuote(value)}: at key: ${goQuote(key)}: ${mistakes.join("; ")}`);
}
