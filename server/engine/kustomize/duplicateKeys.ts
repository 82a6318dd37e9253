import { goQuote } from "../goQuote.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { stop } from "./stop.ts";

/** Ends the build at an object in which a key stands twice, as go-yaml tells it. `into` is what Go calls what it reads into. */
export function stopAtDuplicates(root: Node, into = "map[string]interface {}(nil): "): never {
  const reading: Reading = { line: 1, passed: 0, found: [] };
  readNode(reading, root, false);
  const told = reading.found.map(
    ({ key, line, first }) =>
      `  line ${line}: mapping key ${goQuote(key.text)} already defined at line ${first}`,
  );
  return stop(
    [`${into}yaml: unmarshal errors:`, ...told].join("\n"),
    placeOfNode(reading.found[0]?.key),
  );
}

/**
 * Lines are those of the object as kustomize writes it down for itself: comments stay, brackets take one line however
 * long, blank lines are gone.
 */
interface Reading {
  line: number;
  /** How many lines of comments stand before it. */
  passed: number;
  readonly found: Duplicate[];
}

interface Duplicate {
  readonly key: Scalar;
  readonly line: number;
  readonly first: number;
}

/** `flow`: brackets are around the node, so it adds no lines. */
function readNode(reading: Reading, node: Node | undefined, flow: boolean) {
  if (node?.kind === "mapping") readMapping(reading, node, flow || node.flow);
  else if (node?.kind === "sequence") readSequence(reading, node, flow || node.flow);
}

function readMapping(reading: Reading, { entries }: Mapping, flow: boolean) {
  const placed: { readonly key: Scalar; readonly line: number }[] = [];
  const deeper: Reading = { ...reading, found: [] };
  for (const [index, entry] of entries.entries()) {
    if (index > 0 && !flow) deeper.line++;
    passComments(deeper, entry);
    placed.push({ key: entry.key, line: deeper.line });
    readValue(deeper, entry.value, flow);
  }
  reading.line = deeper.line;
  reading.passed = deeper.passed;
  const own = placed.flatMap(({ key: first, line }, index) =>
    placed
      .slice(index + 1)
      .filter(({ key }) => key.text === first.text)
      .map((it): Duplicate => ({ ...it, first: line })),
  );
  // go-yaml looks no deeper into a mapping in which a key stands twice.
  reading.found.push(...(own.length > 0 ? own : deeper.found));
}

/** Of comments that stand on lines of their own, those before the key; a blank line behind one stays, too. */
function passComments(reading: Reading, { key }: Entry) {
  const document = key.from?.document;
  if (!document || key.from?.step) return;
  const { text } = document;
  let lines = 0;
  for (const { span } of parsed(document).comments) {
    const start = text.lastIndexOf("\n", span.start - 1) + 1;
    if (span.start > key.span.start || text.slice(start, span.start).trim() !== "") continue;
    lines += /^\r?\n[ \t]*\r?\n/.test(text.slice(span.end, span.end + 100)) ? 2 : 1;
  }
  reading.line += Math.max(lines - reading.passed, 0);
  reading.passed = Math.max(lines, reading.passed);
}

function readValue(reading: Reading, value: Node | undefined, flow: boolean) {
  if (value?.kind === "scalar") {
    if (!flow && isBlock(value)) reading.line += value.text.replace(/\n$/, "").split("\n").length;
  } else if (value && value.kind !== "alias") {
    const below = !flow && !value.flow && childrenOf(value) > 0;
    if (below) reading.line++;
    readNode(reading, value, flow);
  }
}

const isBlock = ({ style, text }: Scalar): boolean =>
  style === "literal" || style === "folded" || (style === "plain" && text.includes("\n"));

const childrenOf = (node: Mapping | Sequence): number =>
  node.kind === "mapping" ? node.entries.length : node.items.length;

function readSequence(reading: Reading, { items }: Sequence, flow: boolean) {
  for (const [index, item] of items.entries()) {
    if (index > 0 && !flow) reading.line++;
    if (item?.kind === "scalar") readValue(reading, item, flow);
    else readNode(reading, item, flow);
  }
}
