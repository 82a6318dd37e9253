import type { Entry, Mapping, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { isComplexKey } from "./complexKeys.ts";
import { paired } from "./paired.ts";
import { isSurelyText, resolvePlain } from "./resolve.ts";
import { scalarText, stringNode, tagOf } from "./scalars.ts";
import { stop } from "./stop.ts";
import { causeOf, emptyMapping, fieldOf, withEntries, withField, withoutField } from "./tree.ts";

/**
 * The object with its annotations set anew: all of them texts, those that are dropped gone, and no `annotations` where
 * none are left. Mirrors GetAnnotations and SetAnnotations of kyaml's RNode.
 */
export function withTextAnnotations(node: Mapping, isDropped?: (key: string) => boolean): Mapping {
  const known = fieldOf(node, "metadata");
  const metadata = known?.kind === "mapping" ? known : emptyMapping(causeOf(node));
  const written = fieldOf(metadata, "annotations");
  if (written === undefined && metadata === known) return node;
  if (!isDropped && written?.kind === "mapping" && areTexts(written.entries)) return node;
  const annotations = written?.kind === "sequence" ? paired(written) : written;
  const entries = annotations?.kind === "mapping" ? annotations.entries : [];
  const kept = entries.filter((it) => !isDropped?.(it.key.text)).map(asText);
  const same = kept.length === entries.length && kept.every((it, index) => it === entries[index]);
  if (same && kept.length > 0 && annotations === written) return node;
  const cleaned =
    annotations?.kind === "mapping" && kept.length > 0
      ? withField(metadata, "annotations", inLines(annotations, kept), causeOf(annotations))
      : withoutField(metadata, "annotations");
  return withField(node, "metadata", cleaned, causeOf(metadata));
}

const inLines = (annotations: Mapping, entries: readonly Entry[]): Mapping => ({
  ...withEntries(annotations, entries),
  flow: false,
});

function areTexts(entries: readonly Entry[]): boolean {
  for (let at = TEXTS.get(entries) ?? 0; at < entries.length; at++) {
    const entry = entries[at] as Entry;
    if (asText(entry) !== entry) return false;
  }
  TEXTS.set(entries, entries.length);
  return entries.length > 0;
}

/** How many of the first entries are known to be texts: a list that patches add to may grow in its place. */
const TEXTS = new WeakMap<readonly Entry[], number>();

function asText(entry: Entry): Entry {
  const { key, value } = entry;
  if (isComplexKey(key) || key.text === "") {
    const told = "wrong node kind: expected ScalarNode but got MappingNode: node contents:\n{}\n";
    stop(`panic: ${told}`, placeOfNode(key));
  }
  if (needsQuotes(key)) return asText({ key: { ...key, style: "plain" }, value });
  // What a replacement put there may look like a number, and be a text by its tag alone.
  if (value?.kind === "scalar" && value.tag === undefined && tagOf(value) === "!!str") {
    // Set anew, lines are a block, and a single one is none.
    const isBlock = value.style === "folded" || value.style === "literal";
    const style = value.text.includes("\n") ? "literal" : isBlock ? "double" : value.style;
    return style === value.style ? entry : { key, value: { ...value, style } };
  }
  const text = value?.kind === "scalar" ? value.text : (scalarText(value) ?? "");
  return { key, value: stringNode(text, causeOf(value ?? key)) };
}

/** Set anew, keys lose their quotes, and `"8080"` is no text any more. */
const needsQuotes = ({ style, text }: Scalar): boolean =>
  style !== "plain" && !isSurelyText(text) && resolvePlain(text).tag !== "!!str";
