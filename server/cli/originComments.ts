import type { BuiltObject } from "../engine/kustomize/built.ts";
import type { Files } from "../engine/kustomize/files.ts";
import { at, type Node } from "../engine/node.ts";
import { type DocumentPlace, placeOfNode } from "../engine/origin.ts";
import { parsed } from "../engine/parsed.ts";
import { relative } from "../engine/path.ts";
import { parseDocument } from "../engine/yaml.ts";

/** Puts `# from FILE:LINE` before a printed object, and behind each value that some step of the build set. */
export function originComments(files: Files): (object: BuiltObject, text: string) => string {
  const said = (place: DocumentPlace) => `# from ${fileAndLine(place, files)}`;
  return (object, text) => {
    const lines = text.split("\n");
    const printed = parseDocument({ text, inherited: undefined }).root;
    for (const { line, place } of changes(object.node, printed, text)) {
      lines[line] += ` ${said(place)}`;
    }
    const { path, document, at: way } = object.began;
    const span = at(parsed(document).root, way)?.span ?? { start: 0, end: 0 };
    return `${said({ path, document, span })}\n${lines.join("\n")}`;
  };
}

interface Change {
  /** In the printed text, from 0. */
  readonly line: number;
  readonly place: DocumentPlace;
}

/** The values that were set by a step, found again in the printed text. */
function* changes(node: Node, printed: Node | undefined, text: string): Generator<Change> {
  if (!printed) return;
  if (node.kind === "mapping" && printed.kind === "mapping") {
    const values = new Map(printed.entries.map(({ key, value }) => [key.text, value]));
    for (const { key, value } of node.entries) {
      if (value) yield* changes(value, values.get(key.text), text);
    }
  } else if (node.kind === "sequence" && printed.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      if (item) yield* changes(item, printed.items[index], text);
    }
  } else if (node.kind === "scalar" && node.from?.step && printed.kind === "scalar") {
    const place = placeOfNode(node);
    // A block is told at its first line; the others belong to its text.
    const block = printed.style === "literal" || printed.style === "folded";
    const offset = block ? printed.span.start : printed.span.end;
    if (place) yield { line: lineOf(text, offset), place };
  }
}

const lineOf = (text: string, offset: number): number =>
  text.slice(0, offset).split("\n").length - 1;

function fileAndLine({ path, document, span }: DocumentPlace, files: Files): string {
  const file = files.file(path);
  const start = file?.documents.find((it) => it.document === document)?.start ?? 0;
  const text = typeof file?.content === "string" ? file.content : document.text;
  const here = process.cwd().replaceAll("\\", "/");
  return `${relative(here, path)}:${lineOf(text, start + span.start) + 1}`;
}
