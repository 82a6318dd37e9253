import { memo } from "../engine/memo.ts";
import type { WorkspaceFile } from "../engine/workspace.ts";

/** What stands in a file, be it a manifest or something that a generator reads. */
export const textOfFile = ({ text, data }: WorkspaceFile): string =>
  text ?? (typeof data === "string" ? data : "");

/** Offsets at which the lines of a file start; made once per file as it is. */
export const lineStartsOf: (file: WorkspaceFile) => readonly number[] = memo((file) => {
  const text = textOfFile(file);
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
});

/** The last line that starts at or before the offset. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
