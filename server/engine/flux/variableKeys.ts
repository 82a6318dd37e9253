import type { Node } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { type Span, spanOf } from "../source.ts";
import type { Definition } from "./variables.ts";

/**
 * Where the name of a variable is written that some source sets: a key of `substitute` or of data, without its quotes,
 * or what stands before `=` in a generator. `undefined` where it is written nowhere, as when a file gives its name.
 */
export function keyPlaceOf({ name, key }: Definition): DocumentPlace | undefined {
  const place = placeOfNode(key);
  if (!place) return undefined;
  const { document, span } = place;
  const word =
    wordIn(document.text, span, name) ??
    pairBefore(document.text, span, name) ??
    keyOf(parsed(document).root, span, name);
  if (word) return { ...place, span: word };
  const step = key.from?.step;
  if (!step?.by.endsWith("Generator")) return undefined;
  const found = pairIn(parsed(step.place.document).root, step.place.span, name);
  return found && { path: step.place.path, document: step.place.document, span: found };
}

/** The key itself, in quotes or not. */
function wordIn(text: string, { start, end }: Span, name: string): Span | undefined {
  const written = text.slice(start, end);
  if (written === name) return spanOf(start, end);
  return /^(["']).*\1$/.test(written) && written.slice(1, -1) === name
    ? spanOf(start + 1, end - 1)
    : undefined;
}

/** `NAME=` right before a value. */
function pairBefore(text: string, { start }: Span, name: string): Span | undefined {
  for (const between of ["=", '="', "='"]) {
    const at = start - between.length - name.length;
    if (at >= 0 && text.startsWith(name + between, at)) return spanOf(at, at + name.length);
  }
  return undefined;
}

/** The key of the value at a place: Kubernetes moves the texts of a Secret from one field to another. */
function keyOf(node: Node | undefined, value: Span, name: string): Span | undefined {
  if (!node || node.span.end <= value.start || value.end <= node.span.start) return undefined;
  const inner = node.kind === "sequence" ? node.items : [];
  for (const it of inner) {
    const found = keyOf(it, value, name);
    if (found) return found;
  }
  if (node.kind !== "mapping") return undefined;
  for (const entry of node.entries) {
    const { start, end } = entry.key.span;
    const quotes = entry.key.style === "plain" ? 0 : 1;
    const isIt = entry.key.text === name && entry.value?.span.start === value.start;
    const found = isIt ? spanOf(start + quotes, end - quotes) : keyOf(entry.value, value, name);
    if (found) return found;
  }
  return undefined;
}

/** A `NAME=…` among the entries of a generator. */
function pairIn(node: Node | undefined, within: Span, name: string): Span | undefined {
  if (!node || node.span.end <= within.start || within.end <= node.span.start) return undefined;
  if (node.kind === "scalar") {
    if (!node.text.startsWith(`${name}=`)) return undefined;
    const start = node.span.start + (node.style === "plain" ? 0 : 1);
    return spanOf(start, start + name.length);
  }
  const inner: readonly (Node | undefined)[] =
    node.kind === "sequence"
      ? node.items
      : node.kind === "mapping"
        ? node.entries.map((it) => it.value)
        : [];
  for (const it of inner) {
    const found = pairIn(it, within, name);
    if (found) return found;
  }
  return undefined;
}
