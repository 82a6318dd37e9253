import type { Cursor } from "../../server/engine/source.ts";
import { isPassingMark, type Mark, marksIn } from "./marks.ts";

/** Some files, a cursor and places to find, read from one text. */
export interface Fixture {
  readonly files: ReadonlyMap<string, string>;
  readonly cursor: Cursor | undefined;
  readonly marks: readonly Mark[];
}

/**
 * Reads the language in which tests describe a workspace:
 *
 *     #- apps/kustomization.yaml
 *     resources: [app.y<|>aml]
 *     #           ^^^^^^^^ label
 *     #- apps/app.yaml
 *     kind: Deployment
 *
 * - `#- path` starts a file. Text before the first such line is `file.yaml`.
 * - The indentation that all lines share is removed, and so is the empty first and last line.
 *   Every file ends with a line break.
 * - `<|>` is the cursor, at most one; it is not part of the text. Carets are set under the text as written,
 *   cursor included.
 * - Marks are described at `marksIn`. They stay in the text, for they are comments. Inside a block scalar they would
 *   not be, so a mark that begins with `#~` is taken out.
 *
 * Throws on a fixture that says something impossible: that is a mistake in the test.
 */
export function readFixture(source: string): Fixture {
  const files = new Map<string, string>();
  const marks: Mark[] = [];
  let cursor: Cursor | undefined;
  for (const [path, written] of splitFiles(linesOf(source))) {
    if (files.has(path)) throw new Error(`The fixture has two files called ${path}.`);
    const { text, marks: found, offset } = readFile(path, written);
    files.set(path, text);
    marks.push(...found);
    if (offset === undefined) continue;
    if (cursor) throw new Error(`The fixture has a cursor in ${cursor.path} and in ${path}.`);
    cursor = { path, offset };
  }
  return { files, cursor, marks };
}

const cursorMark = "<|>";

function splitFiles(lines: readonly string[]): readonly [path: string, text: string][] {
  const files: [path: string, lines: string[]][] = [["file.yaml", []]];
  for (const line of lines) {
    const path = /^#- (.+)$/.exec(line)?.[1]?.trim();
    if (path) files.push([path, []]);
    else files.at(-1)?.[1].push(line);
  }
  if (files.length > 1 && files[0]?.[1].every((line) => line.trim() === "")) files.shift();
  return files.map(([path, lines]) => [path, lines.map((line) => `${line}\n`).join("")]);
}

/** The lines without the indentation of the test around them. */
function linesOf(source: string): readonly string[] {
  const lines = source.split("\n");
  if (lines[0]?.trim() === "") lines.shift();
  if (lines.at(-1)?.trim() === "") lines.pop();
  const margins = lines
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const margin = Math.min(...margins);
  return lines.map((line) => line.slice(margin));
}

/** Marks are read while the cursor still stands where the author sees it; then both leave the text. */
function readFile(path: string, written: string) {
  const passing = passingLines(written);
  const cursors = [...written.matchAll(/<\|>/g)].map((it) => it.index);
  if (cursors.length > 1) throw new Error(`The fixture has two cursors in ${path}.`);
  const removed = [
    ...passing,
    ...cursors.map((start) => ({ start, end: start + cursorMark.length })),
  ].sort((a, b) => a.start - b.start);

  const offsetOf = (position: number) =>
    position -
    removed.reduce((sum, it) => sum + Math.max(0, Math.min(position, it.end) - it.start), 0);
  const marks = marksIn(path, written).map((mark) => ({
    ...mark,
    span: { start: offsetOf(mark.span.start), end: offsetOf(mark.span.end) },
  }));
  const text = removed.reduceRight(
    (it, { start, end }) => it.slice(0, start) + it.slice(end),
    written,
  );
  return { text, marks, offset: cursors[0] === undefined ? undefined : offsetOf(cursors[0]) };
}

function passingLines(text: string) {
  const found: { readonly start: number; readonly end: number }[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length + 1;
    if (isPassingMark(line)) found.push({ start, end });
    start = end;
  }
  return found;
}
