import type { Entry, Mapping, Node, Scalar, ScalarStyle, Sequence } from "../node.ts";
import type { Comment, ParsedDocument, YamlError } from "../yaml.ts";
import { reportDuplicates } from "./duplicates.ts";
import { type Fault, sentences } from "./faults.ts";
import {
  aliasNode,
  mappingNode,
  type Props,
  scalarNode,
  sequenceNode,
  visibleEnd,
} from "./nodes.ts";

/** What the library made of a text, as far as it is read here. */
export interface Composed {
  readonly contents: Foreign | undefined;
  readonly faults: readonly Fault[];
  readonly comments: readonly Comment[];
}

/** A node of the library: a scalar has `value`, a collection `items`, an alias neither. */
export interface Foreign {
  readonly range?: readonly [number, number, number] | null | undefined;
  readonly items?: readonly unknown[];
  readonly value?: unknown;
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly anchor?: string | undefined;
  readonly tag?: string | undefined;
  readonly srcToken?: Token | undefined;
}

interface ForeignPair {
  readonly key: Foreign | null;
  readonly value: Foreign | null;
  readonly srcToken?: { readonly sep?: readonly Token[] };
}

/** A token of the source text that a node was made of. */
interface Token {
  readonly type: string;
  readonly offset?: number;
  readonly start?: Token | readonly Token[];
  readonly items?: readonly { readonly start: readonly Token[] }[];
  readonly end?: readonly Token[];
  readonly source?: string;
}

interface Reading {
  readonly text: string;
  readonly anchors: Map<string, Node>;
  readonly errors: YamlError[];
}

/** The library's tree as ours, and its errors as sentences. */
export function convert(
  text: string,
  composed: Composed,
  inherited: ReadonlyMap<string, Node> | undefined,
): ParsedDocument {
  const reading: Reading = { text, anchors: new Map(inherited), errors: [] };
  const root = composed.contents ? nodeOf(reading, composed.contents) : undefined;
  return {
    root,
    errors: sentences(text, composed.faults, reading.errors),
    comments: composed.comments,
  };
}

function nodeOf(reading: Reading, foreign: Foreign | null | undefined): Node | undefined {
  if (!foreign) return undefined;
  const node = bareNode(reading, foreign);
  if (node && foreign.anchor) reading.anchors.set(foreign.anchor, node);
  return node;
}

function bareNode(reading: Reading, foreign: Foreign): Node | undefined {
  if (foreign.items) {
    return isMapping(foreign)
      ? mapping(reading, foreign, foreign.items as readonly ForeignPair[])
      : sequence(reading, foreign, foreign.items as readonly Foreign[]);
  }
  if ("value" in foreign) {
    const empty = foreign.type === "PLAIN" && foreign.source === "";
    return empty && !foreign.anchor && !foreign.tag ? undefined : scalar(reading, foreign);
  }
  return alias(reading, foreign);
}

/** A pair inside `[ ]` is a mapping that no token stands for. */
function isMapping({ srcToken }: Foreign): boolean {
  return srcToken === undefined || srcToken.type === "block-map" || opens(srcToken) === "{";
}

function opens({ start }: Token): string | undefined {
  return start && "source" in start ? start.source : undefined;
}

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_LITERAL: "literal",
  BLOCK_FOLDED: "folded",
};

function scalar(reading: Reading, foreign: Foreign): Scalar {
  const [start, rawEnd] = foreign.range ?? [0, 0];
  const style = STYLES[foreign.type ?? "PLAIN"] ?? "plain";
  const block = style === "literal" || style === "folded";
  const end = block ? blockEnd(reading.text, start, rawEnd) : rawEnd;
  const text = foreign.source ?? "";
  return scalarNode(start, end, style, text, jsonValue(foreign.value, text), propsOf(foreign));
}

/** Of the text below the header, or of the header alone when there is none. */
function blockEnd(text: string, start: number, rawEnd: number): number {
  const end = visibleEnd(text, start, rawEnd);
  if (text.slice(start, end).includes("\n")) return end;
  return start + (/[|>][-+0-9]*/.exec(text.slice(start, end))?.[0].length ?? 0);
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

function mapping(reading: Reading, foreign: Foreign, pairs: readonly ForeignPair[]): Mapping {
  const flow = foreign.srcToken?.type !== "block-map";
  const entries: Entry[] = [];
  let end = foreign.range?.[1] ?? 0;
  for (const pair of pairs) {
    const key = keyOf(reading, pair.key, end);
    const value = nodeOf(reading, pair.value);
    entries.push({ key, value });
    end = value?.span.end ?? colonEnd(pair) ?? key.span.end;
  }
  reportDuplicates(entries, reading.errors);
  const braces = foreign.srcToken && flow ? foreign.range : undefined;
  const start = braces?.[0] ?? entries[0]?.key.span.start ?? foreign.range?.[0] ?? 0;
  return mappingNode(start, braces?.[1] ?? end, flow, entries, propsOf(foreign));
}

function colonEnd({ srcToken }: ForeignPair): number | undefined {
  const colon = srcToken?.sep?.find((it) => it.type === "map-value-ind");
  return colon?.offset === undefined ? undefined : colon.offset + 1;
}

function keyOf(reading: Reading, foreign: Foreign | null, fallback: number): Scalar {
  const [start, end] = foreign?.range ?? [fallback, fallback];
  if (foreign && !foreign.items && "value" in foreign) {
    const key = scalar(reading, foreign);
    if (foreign.anchor) reading.anchors.set(foreign.anchor, key);
    return key;
  }
  // Anchors inside a complex key count, its shape does not.
  if (foreign) nodeOf(reading, foreign);
  const text = reading.text.slice(start, visibleEnd(reading.text, start, end));
  return scalarNode(start, start + text.length, "plain", text, text, undefined);
}

function sequence(reading: Reading, foreign: Foreign, items: readonly Foreign[]): Sequence {
  const flow = foreign.srcToken?.type !== "block-seq";
  const nodes = items.map((item) => nodeOf(reading, item));
  const [start, rawEnd] = foreign.range ?? [0, 0];
  const end = flow ? rawEnd : (nodes.at(-1)?.span.end ?? lastDashEnd(foreign) ?? rawEnd);
  return sequenceNode(start, end, flow, nodes, propsOf(foreign));
}

function lastDashEnd({ srcToken }: Foreign): number | undefined {
  const dashes = srcToken?.items?.flatMap(({ start }) =>
    start.filter((it) => it.type === "seq-item-ind"),
  );
  const offset = dashes?.at(-1)?.offset;
  return offset === undefined ? undefined : offset + 1;
}

function alias(reading: Reading, foreign: Foreign): Node {
  const [start, end] = foreign.range ?? [0, 0];
  const name = foreign.source ?? "";
  const target = reading.anchors.get(name);
  if (!target) {
    const message = `No anchor \`&${name}\` stands above this alias, so it means nothing.`;
    reading.errors.push({ code: "yaml-syntax", span: { start, end }, message });
  }
  return aliasNode(start, end, name, target);
}
