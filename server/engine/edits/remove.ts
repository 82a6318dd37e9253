import { lineStart, nextLine } from "../lines.ts";
import type { Node, Path } from "../node.ts";
import type { Span } from "../source.ts";
import { endsLine, extentOf, lineBreakOf } from "./layout.ts";
import { type Collection, type Member, sizeOf, spotOf } from "./spot.ts";
import type { TextEdit } from "./textEdit.ts";

/** Takes out the entries and items at these paths; a collection that loses all its members goes with them. */
export function removals(
  text: string,
  root: Node | undefined,
  paths: readonly Path[],
): readonly TextEdit[] | undefined {
  const gone = new Map<Collection, Set<number>>();
  const chains = new Map<Collection, readonly Member[]>();
  for (const path of paths) {
    const { members } = spotOf(root, path);
    if (members.length < path.length || members.length === 0) return undefined;
    mark(gone, chains, members);
  }
  const edits: TextEdit[] = [];
  for (const [holder, indexes] of gone) {
    const above = chains.get(holder) ?? [];
    if (above.some((it) => gone.get(it.holder)?.has(it.index))) continue;
    for (const run of runsOf([...indexes].sort((a, b) => a - b))) {
      const span = holder.flow ? flowRun(text, holder, run) : blockRun(text, holder, run);
      if (!span) return undefined;
      edits.push({ span, text: "" });
    }
  }
  return edits;
}

/** Notes a member as gone, and its collection too when it was the last one left. */
function mark(
  gone: Map<Collection, Set<number>>,
  chains: Map<Collection, readonly Member[]>,
  members: readonly Member[],
): void {
  for (let above = members; above.length > 0; ) {
    const member = above[above.length - 1] as Member;
    above = above.slice(0, -1);
    chains.set(member.holder, above);
    const indexes = gone.get(member.holder) ?? new Set();
    gone.set(member.holder, indexes.add(member.index));
    if (indexes.size < sizeOf(member.holder)) return;
  }
}

/** First and last of neighbours that go together. */
type Run = readonly [first: number, last: number];

function runsOf(indexes: readonly number[]): readonly Run[] {
  const runs: [number, number][] = [];
  for (const index of indexes) {
    const run = runs.at(-1);
    if (run && run[1] === index - 1) run[1] = index;
    else runs.push([index, index]);
  }
  return runs;
}

/** Of the commas around, just one goes along. */
function flowRun(text: string, holder: Collection, [first, last]: Run): Span {
  const at = (index: number) => extentOf(text, { holder, index });
  if (last + 1 < sizeOf(holder)) return { start: at(first).start, end: at(last + 1).start };
  if (first > 0) return { start: at(first - 1).end, end: at(last).end };
  return { start: at(first).start, end: at(last).end };
}

/** Whole lines; behind the dash of an outer sequence, up to the next member. */
function blockRun(text: string, holder: Collection, [first, last]: Run): Span | undefined {
  const start = extentOf(text, { holder, index: first }).start;
  const end = extentOf(text, { holder, index: last }).end;
  if (!endsLine(text, end)) return undefined;
  const line = lineStart(text, start);
  const before = text.slice(line, start).replace(/^\ufeff/, "");
  if (/^ *$/.test(before)) return wholeLines(text, line, end);
  // What stands in front is a dash, so the next member moves up beside it.
  if (!/^ *(?:- +)+$/.test(before) || last + 1 >= sizeOf(holder)) return undefined;
  const next = /\S/.exec(text.slice(nextLine(text, end)));
  return next ? { start, end: nextLine(text, end) + next.index } : undefined;
}

function wholeLines(text: string, start: number, end: number): Span {
  const next = nextLine(text, end);
  const isCut = next === text.length && text[next - 1] !== "\n" && start > 0;
  return isCut ? { start: start - lineBreakOf(text).length, end: next } : { start, end: next };
}
