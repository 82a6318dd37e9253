import type { Entry, Scalar } from "../node.ts";
import type { YamlError } from "../yaml.ts";
import { mayHaveTwins } from "./mayHaveTwins.ts";
import { named } from "./named.ts";

/** Adds an error for every key that stood in the same mapping before. Loaders compare keys as they are written. */
export function reportDuplicates(entries: readonly Entry[], errors: YamlError[]) {
  if (entries.length > MANY) return reportAmongMany(entries, errors);
  if (!mayHaveTwins(entries)) return;
  for (let second = 1; second < entries.length; second++) {
    const key = entries[second]?.key;
    for (let first = 0; first < second; first++) {
      if (key && entries[first]?.key.text === key.text) {
        errors.push(duplicateKey(key));
        break;
      }
    }
  }
}

/** From here on a set is faster than looking at all keys before. */
const MANY = 12;

function reportAmongMany(entries: readonly Entry[], errors: YamlError[]) {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (seen.has(key.text)) errors.push(duplicateKey(key));
    seen.add(key.text);
  }
}

function duplicateKey(key: Scalar): YamlError {
  const message = `Key ${named(key.text)} stands twice in this mapping: most readers refuse that, others drop one. Keep one.`;
  return { code: "duplicate-key", span: key.span, message };
}
