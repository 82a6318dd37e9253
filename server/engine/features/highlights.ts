import { aliasesOf } from "../anchors.ts";
import { locate } from "../locate.ts";
import { absolute } from "../place.ts";
import { type Cursor, type Place, type Span, spanOf, touches } from "../source.ts";
import { viewOf } from "../view.ts";
import { fileAt, type Workspace } from "../workspace.ts";
import { anchorAt, mentionsOfSubject, placeOfMention } from "./references.ts";
import { subjectAt } from "./subject.ts";

/** A place of the same thing in the same file. `write`: where it is declared. */
export interface Highlight {
  readonly span: Span;
  readonly kind: "read" | "write";
}

/** Where else in this file the thing under the cursor is named: an object, an anchor, a variable. */
export function highlights(workspace: Workspace, cursor: Cursor): readonly Highlight[] {
  const text = fileAt(workspace, cursor.path)?.text;
  if (text === undefined) return [];
  const variable = variableAt(text, cursor.offset);
  if (variable !== undefined) return variableHighlights(text, variable);
  return sorted(namedHighlights(workspace, cursor));
}

function namedHighlights(workspace: Workspace, cursor: Cursor): readonly Highlight[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return [];
  const { file } = location;
  const subject = subjectAt(location, view);
  if (subject?.type === "object") {
    return mentionsOfSubject(subject, view).flatMap((it) => {
      const place = placeOfMention(it, view);
      if (place?.path !== cursor.path) return [];
      return [highlight(place, it.is === "declaration" ? "write" : "read")];
    });
  }
  const anchor = anchorAt(location);
  if (!anchor || subject) return [];
  const place = (span: Span, document: typeof anchor.document) =>
    absolute(file, { path: file.path, document, span });
  const own = place(anchor.anchor.span, anchor.document);
  const uses = aliasesOf(file, anchor).map((it) => place(it.alias.span, it.document));
  return [
    ...(own ? [highlight(own, "write")] : []),
    ...uses.flatMap((it) => (it ? [highlight(it, "read")] : [])),
  ];
}

const highlight = ({ span }: Place, kind: Highlight["kind"]): Highlight => ({ span, kind });

const sorted = (all: readonly Highlight[]): readonly Highlight[] => {
  const byStart = new Map(all.map((it) => [it.span.start, it]));
  return [...byStart.values()].sort((a, b) => a.span.start - b.span.start);
};

/** `${name}` as Flux substitutes it (flux.md §2.6); `$${name}` is an escape. */
const USE = /(?<!\$)\$\{([_a-zA-Z][_a-zA-Z0-9]*)/g;

/** The variable whose name is under the cursor; looks at the line alone. */
export function variableAt(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const next = text.indexOf("\n", offset);
  const line = text.slice(start, next < 0 ? text.length : next);
  for (const use of line.matchAll(USE)) {
    const name = use[1] ?? "";
    const at = start + use.index + 2;
    if (touches(spanOf(at - 2, at + name.length), offset)) return name;
  }
  return undefined;
}

function variableHighlights(text: string, name: string): readonly Highlight[] {
  const uses = [...text.matchAll(USE)].filter((it) => it[1] === name).map((it) => it.index + 2);
  const definition = new RegExp(`^[ \\t]+(["']?)${name}\\1(?=:)`, "gm");
  const definitions = [...text.matchAll(definition)].map((it) => {
    const end = it.index + it[0].length - (it[1] ?? "").length;
    return end - name.length;
  });
  return sorted([
    ...uses.map((at) => ({ span: spanOf(at, at + name.length), kind: "read" as const })),
    ...definitions.map((at) => ({ span: spanOf(at, at + name.length), kind: "write" as const })),
  ]);
}
