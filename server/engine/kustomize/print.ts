import { utf8Length } from "../bytes.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import {
  type Emitter,
  emitIndent,
  emitIndicator,
  emitString,
  emitWord,
  newEmitter,
} from "./emitter.ts";
import { foldedAgain } from "./foldedAgain.ts";
import { compareKeys } from "./keyOrder.ts";
import { withNextLinesFolded } from "./nextLines.ts";
import { printedFloat } from "./numbers.ts";
import { expectPrintable } from "./printable.ts";
import { isSurelyText, resolve11 } from "./resolve.ts";
import { MULTILINE, SINGLE, shapeOf } from "./scalarShape.ts";
import { isBase60, meaningIn } from "./scalars.ts";
import { writtenAsBlock } from "./writtenAsBlock.ts";

/** An object as kustomize prints it, ending with a line feed. One that kustomize cannot print ends the build. */
export function printObject(node: Node): string {
  expectPrintable(node);
  const printer = newEmitter();
  printNode(printer, node, -1, false, false);
  emitIndent(printer, 0);
  return printer.out;
}

/** Objects in the order given, with a line of `---` between them. */
export const printObjects = (nodes: readonly Node[]): string =>
  nodes.map(printObject).join("---\n");

/** `flow`: in the manifest, brackets are around the node. */
function printNode(
  printer: Emitter,
  node: Node | undefined,
  indent: number,
  inMapping: boolean,
  flow: boolean,
) {
  switch (node?.kind) {
    case "mapping":
      return printMapping(printer, node, indent, flow || node.flow);
    case "sequence":
      return printSequence(printer, node, indent, inMapping, flow || node.flow);
    case "scalar":
      return printScalar(printer, node, indent, flow);
    default:
      // Builds have no aliases.
      return emitWord(printer, "null");
  }
}

function printMapping(printer: Emitter, mapping: Mapping, outer: number, flow: boolean) {
  const { entries } = mapping;
  if (entries.length === 0) return printEmpty(printer, "{", "}");
  const indent = outer < 0 ? 0 : outer + 2;
  for (const { key, value } of inOrder(entries)) {
    emitIndent(printer, indent);
    const written = writtenKey(key.text);
    if (written !== undefined) {
      emitWord(printer, written);
    } else {
      emitIndicator(printer, "?", true, true);
      emitText(printer, key.text, indent);
      emitIndent(printer, indent);
      emitIndicator(printer, ":", true, true);
    }
    printNode(printer, value, indent, true, flow);
  }
}

function inOrder(entries: readonly Entry[]): readonly Entry[] {
  for (let at = 1; at < entries.length; at++) {
    if (compareEntries(entries[at - 1] as Entry, entries[at] as Entry) > 0) {
      return entries.length > FEW ? entries.toSorted(compareEntries) : inserted(entries);
    }
  }
  return entries;
}

/** Up to so many entries are sorted faster by hand than by a function that prepares itself for thousands. */
const FEW = 12;

function inserted(entries: readonly Entry[]): readonly Entry[] {
  const sorted = entries.slice();
  for (let next = 1; next < sorted.length; next++) {
    const entry = sorted[next] as Entry;
    let at = next;
    for (; at > 0 && compareEntries(sorted[at - 1] as Entry, entry) > 0; at--) {
      sorted[at] = sorted[at - 1] as Entry;
    }
    sorted[at] = entry;
  }
  return sorted;
}

const compareEntries = (a: Entry, b: Entry): number => compareKeys(a.key.text, b.key.text);

function printSequence(
  printer: Emitter,
  { items }: Sequence,
  outer: number,
  inMapping: boolean,
  flow: boolean,
) {
  if (items.length === 0) return printEmpty(printer, "[", "]");
  // The dashes stand below the key, unless that is one of several lines.
  const indent = outer < 0 ? 0 : inMapping && !printer.indented ? outer : outer + 2;
  for (const item of items) {
    emitIndent(printer, indent);
    emitIndicator(printer, "-", true, true);
    printNode(printer, item, indent, false, flow);
  }
}

function printEmpty(printer: Emitter, open: string, close: string) {
  emitIndicator(printer, open, true, false);
  emitIndicator(printer, close, false, false);
}

function printScalar(printer: Emitter, scalar: Scalar, indent: number, flow: boolean) {
  if (scalar.style === "folded" && !flow && writtenAsBlock(scalar)) {
    return emitText(printer, foldedAgain(scalar.text), indent);
  }
  if (scalar.tag === undefined && (scalar.style !== "plain" || isSurelyText(scalar.text))) {
    return emitText(printer, scalar.text, indent);
  }
  const { tag, value } = meaningIn(scalar, flow);
  switch (tag) {
    case "!!str":
    case "!!timestamp":
      return emitText(printer, value, indent);
    case "!!float":
      return emitWord(printer, printedFloat(value));
    case "!!null":
      // Nothing in brackets is written as an empty string, and is one from then on.
      if (flow && scalar.text === "") return emitText(printer, "", indent);
      return emitWord(printer, "null");
    default:
      return emitWord(printer, String(value));
  }
}

function emitText(printer: Emitter, text: string, indent: number) {
  const shape = shapeOf(text);
  if ((shape & SINGLE) !== 0) return emitString(printer, text, needsQuotes(text), indent, shape);
  const passed = withNextLinesFolded(text);
  emitString(printer, passed, needsQuotes(passed), indent, shapeOf(passed));
}

const needsQuotes = (text: string): boolean =>
  !isSurelyText(text) && (resolve11(text).tag !== "!!str" || isBase60(text));

/** How a key is written, with its colon; `undefined` when it takes lines of its own. The same few come all the time. */
function writtenKey(text: string): string | undefined {
  const known = KEYS.get(text);
  if (known !== undefined) return known;
  const shape = shapeOf(text);
  if ((shape & MULTILINE) !== 0 || utf8Length(text) > 128) return undefined;
  const emitter = newEmitter();
  emitString(emitter, text, needsQuotes(text), undefined, shape);
  const written = `${emitter.out}:`;
  if (KEYS.size > 10_000) KEYS.clear();
  KEYS.set(text, written);
  return written;
}

const KEYS = new Map<string, string>();
