import {
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type Position,
  type Range,
  type TextEdit,
} from "vscode-languageserver";
import type { Shown } from "../engine/rules/present.ts";
import type { Cursor, Edit, Place, Span } from "../engine/source.ts";
import { fileAt, type Workspace, type WorkspaceFile } from "../engine/workspace.ts";
import { lineAt, lineStartsOf, textOfFile } from "./lines.ts";
import { pathOf, uriOf } from "./uri.ts";

/** Where the pages about codes are. */
const PAGES = "https://github.com/flightpath-gitops/flightpath/blob/main/docs/rules";

export const toPosition = (file: WorkspaceFile, offset: number): Position => {
  const starts = lineStartsOf(file);
  const line = lineAt(starts, offset);
  return { line, character: offset - (starts[line] ?? 0) };
};

export const toRange = (file: WorkspaceFile, span: Span): Range => ({
  start: toPosition(file, span.start),
  end: toPosition(file, span.end),
});

/** A position as an offset; behind the end of a line means its end. */
export function toOffset(file: WorkspaceFile, { line, character }: Position): number {
  const starts = lineStartsOf(file);
  const text = textOfFile(file);
  const start = starts[line];
  if (start === undefined) return text.length;
  const end = (starts[line + 1] ?? text.length + 1) - 1;
  return Math.min(start + character, Math.max(start, end));
}

export const toSpan = (file: WorkspaceFile, range: Range): Span => ({
  start: toOffset(file, range.start),
  end: toOffset(file, range.end),
});

/** Where a request points; `undefined` in a file we do not read. */
export function toCursor(
  workspace: Workspace,
  uri: string,
  position: Position,
): Cursor | undefined {
  const path = pathOf(uri);
  const file = fileAt(workspace, path);
  return file?.text === undefined ? undefined : { path, offset: toOffset(file, position) };
}

/** A place in a file that is no longer there is shown at its start. */
export function toLocation(workspace: Workspace, { path, span }: Place): Location {
  const file = fileAt(workspace, path);
  const range = file ? toRange(file, span) : NOWHERE;
  return { uri: uriOf(path), range };
}

const NOWHERE: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export const toLocations = (workspace: Workspace, places: readonly Place[]): Location[] =>
  places.map((it) => toLocation(workspace, it));

/** Edits by file, as `WorkspaceEdit.changes` wants them. */
export function toChanges(
  workspace: Workspace,
  edits: readonly Edit[],
): Record<string, TextEdit[]> {
  const out: Record<string, TextEdit[]> = {};
  for (const { place, text } of edits) {
    const { uri, range } = toLocation(workspace, place);
    out[uri] ??= [];
    out[uri].push({ range, newText: text });
  }
  return out;
}

const SEVERITY = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
} as const;

const TAG = {
  deprecated: DiagnosticTag.Deprecated,
  unnecessary: DiagnosticTag.Unnecessary,
} as const;

export function toDiagnostic(workspace: Workspace, file: WorkspaceFile, shown: Shown): Diagnostic {
  const { problem, severity, place, related } = shown;
  return {
    range: toRange(file, place.span),
    severity: SEVERITY[severity],
    code: problem.code,
    codeDescription: { href: pageOf(problem.code) },
    source: "flightpath",
    message: problem.message,
    ...(problem.tag ? { tags: [TAG[problem.tag]] } : {}),
    ...(related.length > 0
      ? {
          relatedInformation: related.map((it) => ({
            location: toLocation(workspace, it.place),
            message: it.message,
          })),
        }
      : {}),
  };
}

/** The page about a code. */
export const pageOf = (code: string): string => `${PAGES}/${code}.md`;
