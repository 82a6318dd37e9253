import { columnOf } from "../lines.ts";
import type { Node, Path, Scalar } from "../node.ts";
import { colonEnd, lineBreakOf } from "./layout.ts";
import { scalarText } from "./scalarText.ts";
import { entryOf, type Member, spotOf } from "./spot.ts";
import type { TextEdit } from "./textEdit.ts";

/** What is written, and how; see `Change`. */
export interface Writing {
  readonly text: string;
  readonly on: "key" | "value";
  readonly raw?: true;
}

/** Writes text over the key or value at a path. A value that is missing is put behind its colon. */
export function replacement(
  text: string,
  root: Node | undefined,
  path: Path,
  writing: Writing,
): readonly TextEdit[] | undefined {
  const { members, node } = spotOf(root, path);
  const member = members.at(-1);
  if (members.length < path.length || !member) return undefined;
  const entry = entryOf(member);
  if (writing.on === "key") return entry && [overScalar(entry.key, member, writing)];
  if (node?.kind === "scalar" && !isBlock(node)) return [overScalar(node, member, writing)];
  if (node) return [overNode(text, node, member, writing)];
  if (!entry) return undefined;
  const start = colonEnd(text, entry.key);
  // A key of braces may stand alone: then the colon is missing as well.
  const colon = start === entry.key.span.end ? ":" : "";
  return [
    { span: { start, end: start }, text: `${colon} ${inPlace(writing, member.holder.flow)}` },
  ];
}

function overScalar(node: Scalar, { holder }: Member, { text, raw }: Writing): TextEdit {
  const style = raw || isQuoted(text) ? "plain" : node.style;
  return { span: node.span, text: writtenAs(text, style, holder.flow, raw) };
}

/** Over a collection, an alias or a block scalar: several lines go below one another. */
function overNode(text: string, node: Node, { holder }: Member, writing: Writing): TextEdit {
  if (!writing.text.includes("\n")) {
    return { span: node.span, text: inPlace(writing, holder.flow) };
  }
  const lines = writing.text.split("\n");
  const indent = " ".repeat(columnOf(text, node.span.start));
  const shifted = lines.map((line, index) => (index === 0 || line === "" ? line : indent + line));
  return { span: node.span, text: shifted.join(lineBreakOf(text)) };
}

const inPlace = ({ text, raw }: Writing, flow: boolean): string =>
  writtenAs(text, "plain", flow, raw);

function writtenAs(text: string, style: Scalar["style"], flow: boolean, raw?: true): string {
  return raw || isQuoted(text) ? text : scalarText(text, { flow, style });
}

const isBlock = ({ style }: Scalar): boolean => style === "literal" || style === "folded";

const isQuoted = (text: string): boolean => /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/.test(text);
