import type { Scalar } from "../node.ts";
import { emitString, newEmitter } from "./emitter.ts";
import { BLOCK, PLAIN, SINGLE, shapeOf } from "./scalarShape.ts";
import { isHiddenString } from "./scalars.ts";

/**
 * A scalar in its own style where its characters allow it, else in the next, as version 3 of go-yaml writes it with
 * lines of any length. `depth`: where the lines of a block begin; without it, the scalar stands in brackets.
 * https://github.com/yaml/go-yaml/blob/v3.0.4/emitterc.go (`yaml_emitter_select_scalar_style`)
 */
export function scalarAgain(node: Scalar, depth: number | undefined): string {
  const { text } = node;
  if (isBlockStyle(node) && depth !== undefined && mayBeBlock(text)) {
    return node.style === "folded" ? folded(text, depth) : literal(text, depth);
  }
  return inLine(node, depth === undefined, depth ?? 0);
}

/** Before a colon, a text of several lines has double quotes, and an empty one has quotes. */
export function keyAgain(key: Scalar, inFlow: boolean): string {
  return key.text.includes("\n") ? double(key.text) : inLine(key, inFlow || key.text === "", 0);
}

const isBlockStyle = ({ style, text }: Scalar): boolean =>
  style === "literal" || style === "folded" || (style === "plain" && text.includes("\n"));

/** Unlike version 2, this one lets tabs stand there. */
const mayBeBlock = (text: string): boolean => (shapeOf(text.replaceAll("\t", "x")) & BLOCK) !== 0;

function inLine(node: Scalar, inFlow: boolean, depth: number): string {
  const { text, style } = node;
  if (style === "double" || isBlockStyle(node) || (isHiddenString(node) && !node.tag)) {
    return double(text);
  }
  const shape = shapeOf(text);
  const isPlain = style === "plain" && (shape & PLAIN) !== 0;
  if (isPlain && !(inFlow && (text === "" || IN_FLOW.test(text)))) return text;
  return (shape & SINGLE) !== 0 ? single(text, depth) : double(text);
}

/** What means something between brackets. */
const IN_FLOW = /[,?[\]{}:]/;

const single = (text: string, depth: number): string =>
  `'${text.replaceAll("'", "''").replace(/\n+/g, (it) => `${it}\n${" ".repeat(depth)}`)}'`;

function double(text: string): string {
  const emitter = newEmitter();
  emitString(emitter, text, true, undefined, 0);
  return emitter.out;
}

function literal(text: string, depth: number): string {
  return `|${hints(text)}\n${margined(text.replace(/\n$/, ""), depth)}`;
}

/**
 * A line feed behind a line that does not begin with a blank is told by two. go-yaml looks at the start of the whole
 * text for a blank, where it means to look behind the line feed.
 */
function folded(text: string, depth: number): string {
  const isDoubled = /^\n*[^\n \t]/.test(text);
  const lines = text.split("\n");
  const body = lines.map((line, index) => {
    if (line === "") return index < lines.length - 1 ? "\n" : "";
    const end = index === lines.length - 1 ? "" : isDoubled && !/^[ \t]/.test(line) ? "\n\n" : "\n";
    return " ".repeat(depth) + line + end;
  });
  return `>${hints(text)}\n${body.join("").replace(/\n$/, "")}`;
}

const margined = (text: string, depth: number): string =>
  text
    .split("\n")
    .map((it) => (it === "" ? "" : " ".repeat(depth) + it))
    .join("\n");

function hints(text: string): string {
  const ends = /(?:^|\n)\n$/.test(text) ? "+" : text.endsWith("\n") ? "" : "-";
  return (/^[ \n]/.test(text) ? "2" : "") + ends;
}
