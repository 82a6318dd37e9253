import type { Node } from "./node.ts";
import type { YamlDocument } from "./yaml.ts";

const numbers = new WeakMap<YamlDocument, number>();
let last = 0;

/** A number for each document, the same as long as it lives: a key for tables. It says nothing about the order. */
export function numberOf(document: YamlDocument): number {
  let number = numbers.get(document);
  if (number === undefined) {
    number = ++last;
    numbers.set(document, number);
  }
  return number;
}

/**
 * Equal for two built trees that say the same from the same places. Texts are told apart by where they stand, for a
 * document never changes; only what a step worked out is looked at itself.
 */
export function fingerprintOf(node: Node): number {
  let hash = 0x811c9dc5;
  const mix = (value: number) => {
    hash = Math.imul(hash ^ value, 0x01000193);
    hash ^= hash >>> 15;
  };
  const mixText = (text: string) => {
    for (let index = 0; index < text.length; index++) mix(text.charCodeAt(index));
  };
  const visit = (it: Node | undefined): void => {
    if (!it || it.kind === "alias") return;
    const { from, span } = it;
    if (from) {
      mix(numberOf(from.document));
      mix(span.start);
      mix(span.end);
      if (from.step) {
        mix(numberOf(from.step.place.document));
        mix(from.step.place.span.start);
        if (it.kind === "scalar") mixText(it.text);
      }
    }
    if (it.kind === "sequence") {
      mix(2);
      for (const item of it.items) visit(item);
    } else if (it.kind === "mapping") {
      mix(3);
      for (const { key, value } of it.entries) {
        if (key.from?.step) mixText(key.text);
        visit(value);
      }
    }
    mix(4);
  };
  visit(node);
  return hash >>> 0;
}
