import { expect } from "vitest";
import { drawMarks } from "./drawMarks.ts";
import type { Mark } from "./marks.ts";

/** Exactly these marks, at exactly these places; a failure shows both as drawn text. */
export function sameMarks(
  files: ReadonlyMap<string, string>,
  actual: readonly Mark[],
  expected: readonly Mark[],
): void {
  expect(drawMarks(files, actual)).toBe(drawMarks(files, expected));
}
