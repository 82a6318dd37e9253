import type { Entry, Node, Scalar } from "../../../server/engine/node.ts";
import type { Span } from "../../../server/engine/source.ts";
import {
  type ParsedDocument,
  type PlacedDocument,
  parseDocument,
  splitDocuments,
} from "../../../server/engine/yaml.ts";
import { drawMarks } from "../../support/drawMarks.ts";
import { readFixture } from "../../support/fixture.ts";

/** The text of a fixture without the indentation that its lines share. */
export const dedent = (source: string): string => [...readFixture(source).files.values()].join("");

/**
 * A parsed document as text, a line for each node: its kind, the text that its span covers (line breaks as `⏎`),
 * and what it means where that is not the same. Comments follow.
 */
export function treeOf(text: string, { root, comments }: ParsedDocument): string {
  const lines = root ? nodeLines(text, root, "") : ["nothing"];
  return [...lines, ...comments.map((it) => `comment ${quoted(text, it.span)}`)].join("\n");
}

function nodeLines(text: string, node: Node, label: string): readonly string[] {
  const head = `${label}${headOf(text, node)}`;
  const below = (it: readonly string[]) => it.map((line) => `  ${line}`);
  if (node.kind === "mapping") {
    return [head, ...node.entries.flatMap((it) => below(entryLines(text, it)))];
  }
  if (node.kind === "sequence") {
    const items = node.items.map((it) => (it ? nodeLines(text, it, "- ") : ["- nothing"]));
    return [head, ...items.flatMap(below)];
  }
  return [head];
}

function entryLines(text: string, { key, value }: Entry): readonly string[] {
  const label = `${quoted(text, key.span)}${meaning(text, key)}${props(key)}: `;
  return value ? nodeLines(text, value, label) : [`${label}nothing`];
}

function headOf(text: string, node: Node): string {
  const written = quoted(text, node.span);
  if (node.kind === "alias") {
    const target = node.target ? headOf(text, node.target) : "nothing";
    return `alias ${written} → ${target}`;
  }
  if (node.kind === "scalar") return `${node.style} ${written}${meaning(text, node)}${props(node)}`;
  return `${node.flow ? "flow " : ""}${node.kind} ${written}${props(node)}`;
}

function meaning(text: string, scalar: Scalar): string {
  const written = text.slice(scalar.span.start, scalar.span.end);
  const parts = scalar.value === scalar.text ? [scalar.text] : [scalar.text, scalar.value];
  const [same, ...others] = parts;
  const shown = same === written ? others : parts;
  return shown.map((it) => ` = ${Number.isNaN(it) ? "NaN" : valueText(it)}`).join("");
}

/** JSON knows no infinity and no minus zero. */
const valueText = (value: Scalar["value"]) =>
  typeof value === "number" ? (Object.is(value, -0) ? "-0" : String(value)) : JSON.stringify(value);

const props = (node: { readonly anchor?: string; readonly tag?: string }) =>
  `${node.anchor === undefined ? "" : ` &${node.anchor}`}${node.tag === undefined ? "" : ` ${node.tag}`}`;

const quoted = (text: string, { start, end }: Span) =>
  `\`${text.slice(start, end).replaceAll("\r", "␍").replaceAll("\n", "⏎")}\``;

/** The mistakes of a file as a person would draw them, and in one line what was understood all the same. */
export function mistakesIn(text: string): string {
  const documents = splitDocuments(text);
  const files = new Map([["file.yaml", text]]);
  const marks = documents.flatMap(({ document, start }) =>
    parseDocument(document).errors.map(({ span, message }) => {
      const place = { start: span.start + start, end: span.end + start };
      return { path: "file.yaml", span: place, label: message };
    }),
  );
  const drawn = drawMarks(files, marks).replaceAll("file.yaml:", "line ");
  return `${drawn}\n${documents.map(gist).join("\n")}\n`;
}

const gist = ({ document }: PlacedDocument) => brief(parseDocument(document).root);

/** A tree on one line, as JSON5 would write it. */
export function brief(node: Node | undefined): string {
  if (!node) return "nothing";
  if (node.kind === "alias") return `*${node.name}`;
  if (node.kind === "scalar") return JSON.stringify(node.value);
  if (node.kind === "sequence") return `[${node.items.map(brief).join(", ")}]`;
  return `{ ${node.entries.map(({ key, value }) => `${key.text}: ${brief(value)}`).join(", ")} }`;
}
