import { lineEnd, nextLine } from "../lines.ts";
import type { Entry, Node, Scalar, Sequence } from "../node.ts";
import type { Span } from "../source.ts";
import { type Collection, type Member, sizeOf } from "./spot.ts";

/** The whole text of a member: from its key or dash (anchors and tags in front included) to the end of its value. */
export function extentOf(text: string, member: Member): Span {
  const { holder, index } = member;
  if (holder.kind === "mapping") {
    const entry = holder.entries[index];
    return entry ? extentOfEntry(text, entry) : { start: 0, end: 0 };
  }
  const item = holder.items[index];
  if (holder.flow) {
    return item ? { start: startOf(text, item), end: item.span.end } : { start: 0, end: 0 };
  }
  const dash = dashesOf(text, holder)[index] ?? holder.span.start;
  return { start: dash, end: endOf(text, item) ?? dash + 1 };
}

function extentOfEntry(text: string, { key, value }: Entry): Span {
  return { start: startOf(text, key), end: endOf(text, value) ?? colonEnd(text, key) };
}

/** Behind the colon of a key, or behind the key where it has none. */
export function colonEnd(text: string, key: Scalar): number {
  let at = key.span.end;
  while (isBlank(text.charCodeAt(at))) at++;
  return text[at] === ":" ? at + 1 : key.span.end;
}

/** Where a node starts, its anchor and tag included. */
export function startOf(text: string, { span, anchor, tag }: Scalar | (Node & Props)): number {
  if (anchor === undefined && tag === undefined) return span.start;
  const before = /(?:[&!][^\s]*[ \t\r\n]+)+$/.exec(text.slice(0, span.start));
  return before ? before.index : span.start;
}

interface Props {
  readonly anchor?: string;
  readonly tag?: string;
}

/** The end of a value; a block scalar that keeps its blank lines ends behind them. */
function endOf(text: string, node: Node | undefined): number | undefined {
  const last = lastLeaf(node);
  const end = node?.span.end;
  if (last === undefined || end === undefined || !/^[|>]\d?\+/.test(text.slice(last.span.start))) {
    return end;
  }
  let at = lineEnd(text, end);
  for (let next = nextLine(text, at); next < text.length; next = nextLine(text, at)) {
    if (/\S/.test(text.slice(next, lineEnd(text, next)))) break;
    at = lineEnd(text, next);
  }
  return at;
}

function lastLeaf(node: Node | undefined): Scalar | undefined {
  let it = node;
  while (it && (it.kind === "mapping" || it.kind === "sequence")) {
    if (it.flow) return undefined;
    it = it.kind === "mapping" ? it.entries.at(-1)?.value : it.items.at(-1);
  }
  return it?.kind === "scalar" && (it.style === "literal" || it.style === "folded")
    ? it
    : undefined;
}

/** The offset of each dash of a block sequence. */
export function dashesOf(text: string, sequence: Sequence): readonly number[] {
  const found: number[] = [];
  let from = sequence.span.start;
  for (const item of sequence.items) {
    const dash = nextContent(text, from);
    found.push(dash);
    from = item?.span.end ?? dash + 1;
  }
  return found;
}

/** The first character from there on that is neither blank nor in a comment. */
export function nextContent(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
    if (text[at] !== "#") return at;
    at = lineEnd(text, at);
  }
}

export const lineBreakOf = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** Is the rest of a line blank, or only a comment? */
export const endsLine = (text: string, offset: number): boolean =>
  /^[ \t]*(?:#.*)?$/.test(text.slice(offset, lineEnd(text, offset))) &&
  // A hash right behind a value is part of it.
  text[offset] !== "#";

export const isEmpty = (it: Collection): boolean => sizeOf(it) === 0;

const isBlank = (char: number): boolean => char === 0x20 || char === 0x09;
