import { spanOf } from "../../server/engine/source.ts";
import type { Mark } from "./marks.ts";

/**
 * Marks as a person would draw them, so that a failing comparison shows text and not coordinates:
 *
 *     apps.yaml:4
 *       spec: { dependsOn: [{ name: infra }] }
 *                                   ^^^^^ depends-on-missing
 *
 * The order is that of the files and, inside a file, of the places.
 */
export function drawMarks(files: ReadonlyMap<string, string>, marks: readonly Mark[]): string {
  const order = [...files.keys()];
  const drawn = [...marks]
    .sort(
      (a, b) =>
        order.indexOf(a.path) - order.indexOf(b.path) ||
        a.span.start - b.span.start ||
        a.span.end - b.span.end ||
        (a.label < b.label ? -1 : 1),
    )
    .map((mark) => draw(files.get(mark.path), mark));
  return drawn.join("\n");
}

function draw(text: string | undefined, mark: Mark): string {
  if (text === undefined) return `${mark.path} (no such file)\n  ${mark.label}`;
  const { start, end } = mark.span;
  const line = lineAround(text, start);
  const shown = text.slice(line.start, line.end);
  const carets = "^".repeat(Math.min(end, line.end) - start);
  const rest = mark.continues || end > line.end ? "..." : "";
  const row = text.slice(0, start).split("\n").length;
  const under = `${" ".repeat(start - line.start)}${carets || "|"}${rest} ${mark.label}`;
  return `${mark.path}:${row}\n  ${shown}\n  ${under.trimEnd()}`;
}

function lineAround(text: string, offset: number) {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return spanOf(start, end < 0 ? text.length : end);
}
