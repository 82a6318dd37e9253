import type { Span } from "../engine/source.ts";
import { fileAt, type Workspace } from "../engine/workspace.ts";
import { toOffset } from "./convert.ts";

/**
 * The YAML document of a file that a line is in, from its first character to the start of the next; the whole file
 * without a line. `undefined` where there is no such file.
 *
 * @param line counted from 0
 */
export function documentAround(
  workspace: Workspace,
  path: string,
  line: number | undefined,
): Span | undefined {
  const file = fileAt(workspace, path);
  if (file?.text === undefined) return undefined;
  const end = file.text.length;
  if (line === undefined) return { start: 0, end };
  const offset = toOffset(file, { line, character: 0 });
  const starts = file.documents.map((it) => it.start);
  const next = starts.find((it) => offset < it);
  return { start: starts.findLast((it) => it <= offset) ?? 0, end: next ?? end };
}
