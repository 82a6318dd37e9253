import type { Mapping, Node, Scalar, ScalarStyle, Sequence } from "../node.ts";
import type { ParsedDocument } from "../yaml.ts";
import { assemble, type Entries, type ReadPair } from "./assemble.ts";
import { reportDuplicates } from "./duplicates.ts";
import { sentences, type Understanding } from "./faults.ts";
import { endOf, type Foreign, type ForeignPair, isMapping, opener, startOf } from "./foreign.ts";
import { isClosed } from "./isClosed.ts";
import {
  columnOf,
  firstColumn,
  isBlockMapping,
  notAligned,
  notClosed,
  startsLine,
} from "./mistakes.ts";
import { named } from "./named.ts";
import {
  aliasNode,
  keyOfAlias,
  mappingNode,
  type Props,
  scalarNode,
  sequenceNode,
  visibleEnd,
} from "./nodes.ts";
import { pairStart } from "./pairStart.ts";
import type { Recovered } from "./recover.ts";
import { type MeantPair, meantPairs } from "./strays.ts";

interface Reading extends Understanding {
  readonly anchors: Map<string, Node>;
}

/** The library's tree as ours, mended where lines are not where they should be, and its errors as sentences. */
export function convert(
  text: string,
  { parts, faults, comments }: Recovered,
  inherited: ReadonlyMap<string, Node> | undefined,
): ParsedDocument {
  const reading: Reading = {
    text,
    anchors: new Map(inherited),
    errors: [],
    settled: [],
    unclosed: [],
  };
  const [first, ...rest] = parts.map((it) => nodeOf(reading, it)).filter((it) => it !== undefined);
  const root = rest.reduce((before, next) => joined(reading, before, next), first);
  return { root, errors: sentences(reading, faults), comments };
}

/** Two parts of a document that the library read apart. */
function joined(reading: Reading, before: Node | undefined, next: Node): Node | undefined {
  if (isBlockMapping(before) && isBlockMapping(next)) {
    align(reading, next, before);
    const entries = [...before.entries, ...next.entries];
    return mappingNode(before.span.start, next.span.end, false, entries, undefined);
  }
  return isBlockMapping(next) ? next : before;
}

function align({ text, errors }: Reading, { entries }: Mapping, neighbour: Node) {
  const column = firstColumn(text, neighbour);
  const key = entries[0]?.key;
  if (key && firstColumn(text, key) !== column) errors.push(notAligned(text, key.span, column));
}

function nodeOf(reading: Reading, foreign: Foreign | null | undefined): Node | undefined {
  if (!foreign) return undefined;
  const node = bareNode(reading, foreign);
  if (node && foreign.anchor) reading.anchors.set(foreign.anchor, node);
  return node;
}

function bareNode(reading: Reading, foreign: Foreign): Node | undefined {
  if (foreign.items) {
    return isMapping(foreign) ? mapping(reading, foreign) : sequence(reading, foreign);
  }
  if (!("value" in foreign)) return alias(reading, foreign);
  const empty = foreign.type === "PLAIN" && foreign.source === "";
  return empty && !foreign.anchor && !foreign.tag ? undefined : scalar(reading, foreign);
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

function scalar(reading: Reading, foreign: Foreign): Scalar {
  const { text, errors } = reading;
  const start = startOf(foreign);
  const style = STYLES[foreign.type ?? "PLAIN"] ?? "plain";
  if (style === "single" || style === "double") {
    const end = visibleEnd(text, start + 1, endOf(foreign));
    if (!isClosed(text.slice(start, end))) {
      errors.push(notClosed(text, start, "quote"));
      const written = text.slice(start + 1, end);
      return scalarNode(start, end, style, written, written, propsOf(foreign));
    }
  }
  const block = style === "literal" || style === "folded";
  const end = block ? blockEnd(text, start, endOf(foreign)) : endOf(foreign);
  const source = foreign.source ?? "";
  return scalarNode(start, end, style, source, jsonValue(foreign.value, source), propsOf(foreign));
}

/** Of the text below the header, or of the header alone when there is none. */
function blockEnd(text: string, start: number, rawEnd: number): number {
  const written = text.slice(start, visibleEnd(text, start, rawEnd));
  const header = /^[|>][-+0-9]*/.exec(written)?.[0] ?? "";
  return start + (written.includes("\n") ? written : header).length;
}

function jsonValue(value: unknown, text: string): Scalar["value"] {
  const known = value === null || typeof value === "number" || typeof value === "boolean";
  return known || typeof value === "string" ? value : text;
}

function propsOf({ anchor, tag }: Foreign): Props | undefined {
  if (!anchor && !tag) return undefined;
  return {
    ...(anchor ? { anchor } : {}),
    ...(tag ? { tag: tag.replace(/^tag:yaml\.org,2002:/, "!!") } : {}),
  };
}

function mapping(reading: Reading, foreign: Foreign): Mapping {
  const pairs = (foreign.items ?? []) as readonly ForeignPair[];
  const flow = foreign.srcToken?.type !== "block-map";
  const { entries, end } = flow
    ? flowEntries(reading, pairs, endOf(foreign))
    : blockEntries(reading, meantPairs(reading.text, pairs));
  reportDuplicates(entries, reading.errors);
  const braces = flow && foreign.srcToken !== undefined;
  if (braces) expectClosed(reading, foreign, "}");
  const start = braces ? startOf(foreign) : (entries[0]?.key.span.start ?? startOf(foreign));
  return mappingNode(start, braces ? endOf(foreign) : end, flow, entries, propsOf(foreign));
}

function expectClosed({ text, unclosed }: Reading, foreign: Foreign, close: "}" | "]") {
  if (foreign.srcToken?.end?.[0]?.source === close) return;
  unclosed.push(notClosed(text, startOf(foreign), `\`${opener(foreign) ?? ""}\``));
}

function flowEntries(reading: Reading, pairs: readonly ForeignPair[], rawEnd: number): Entries {
  const entries = pairs.map((it) => ({
    key: keyOf(reading, it, rawEnd),
    value: nodeOf(reading, it.value),
  }));
  const last = entries.at(-1);
  const end = last?.value?.span.end ?? colonEnd(pairs.at(-1)) ?? last?.key.span.end ?? rawEnd;
  return { entries, end };
}

function blockEntries(reading: Reading, pairs: readonly MeantPair[]): Entries {
  const read: ReadPair[] = [];
  for (const pair of pairs) {
    const key = keyOf(reading, pair, read.at(-1)?.end ?? 0);
    const value = nodeOf(reading, pair.value);
    const end = value?.span.end ?? colonEnd(pair) ?? key.span.end;
    const start = pairStart(pair) ?? key.span.start;
    const list = pair.key?.srcToken?.type === "block-seq";
    read.push({ key, value, start, end, stray: pair.stray && !list, list });
    if (pair.swallowed) reading.settled.push(start);
  }
  return assemble(reading, read);
}

function colonEnd(pair: ForeignPair | undefined): number | undefined {
  const colon = pair?.srcToken?.sep?.find((it) => it.type === "map-value-ind");
  return colon?.offset === undefined ? undefined : colon.offset + 1;
}

/** A key that is a collection keeps its text and says by its tag what it is. `fallback` is where a key is that was left out. */
function keyOf(reading: Reading, { key: foreign }: ForeignPair, fallback: number): Scalar {
  if (foreign && !foreign.items && "value" in foreign) {
    const key = scalar(reading, foreign);
    if (foreign.anchor) reading.anchors.set(foreign.anchor, key);
    return key;
  }
  // Anchors inside a complex key count, its shape does not.
  const complex = foreign && nodeOf(reading, foreign);
  if (complex?.kind === "alias" && complex.target?.kind === "scalar") {
    return keyOfAlias(complex.span.start, complex.span.end, complex.target);
  }
  const isCollection = complex?.kind === "mapping" || complex?.kind === "sequence";
  const start = isCollection ? complex.span.start : foreign ? startOf(foreign) : fallback;
  const end = foreign ? visibleEnd(reading.text, start, endOf(foreign)) : fallback;
  const text = reading.text.slice(start, end);
  const tag = complex?.kind === "mapping" ? "!!map" : "!!seq";
  return scalarNode(start, end, "plain", text, text, isCollection ? { tag } : undefined);
}

function sequence(reading: Reading, foreign: Foreign): Sequence {
  const flow = foreign.srcToken?.type !== "block-seq";
  const items = (foreign.items as readonly Foreign[]).map((it) => nodeOf(reading, it));
  const start = startOf(foreign);
  if (flow) {
    expectClosed(reading, foreign, "]");
    return sequenceNode(start, endOf(foreign), true, items, propsOf(foreign));
  }
  const dashes = dashesOf(foreign);
  alignDashes(reading, dashes);
  const end = Math.max(items.at(-1)?.span.end ?? 0, (dashes.at(-1) ?? start) + 1);
  return sequenceNode(start, end, false, items, propsOf(foreign));
}

function dashesOf({ srcToken }: Foreign): readonly number[] {
  const tokens = srcToken?.items?.flatMap(({ start }) => start) ?? [];
  return tokens.filter((it) => it.type === "seq-item-ind").map((it) => it.offset ?? 0);
}

function alignDashes({ text, errors }: Reading, [first, ...others]: readonly number[]) {
  const column = columnOf(text, first ?? 0);
  for (const start of others) {
    if (columnOf(text, start) === column || !startsLine(text, start)) continue;
    errors.push(notAligned(text, { start, end: start + 1 }, column));
  }
}

function alias(reading: Reading, foreign: Foreign): Node {
  const [start, end] = [startOf(foreign), endOf(foreign)];
  const name = foreign.source ?? "";
  const target = reading.anchors.get(name);
  if (!target) {
    const message = `No anchor ${named(`&${name}`)} stands above this alias, so it means nothing.`;
    reading.errors.push({ code: "yaml-syntax", span: { start, end }, message });
  }
  return aliasNode(start, end, name, target);
}
