import { locate } from "../locate.ts";
import type { Entry, Node } from "../node.ts";
import { parsed } from "../parsed.ts";
import { type Cursor, type Span, shifted, spanOf } from "../source.ts";
import type { Workspace } from "../workspace.ts";
import { wordOf } from "./places.ts";

/**
 * What to select around a cursor, from the word outwards: the text, the text with its quotes, the entry, the mapping
 * around it, and so on up to the document and the file. Each range lies inside the next.
 */
export function selectionRanges(workspace: Workspace, cursor: Cursor): readonly Span[] {
  const location = locate(workspace, cursor);
  if (!location) return [];
  const { document, start, path, node, on, file } = location;
  const spans: Span[] = [];
  let it = parsed(document).root;
  for (const step of path) {
    if (!it) break;
    spans.push(it.span);
    if (typeof step === "number") {
      const item = itemAt(it, step);
      if (item) spans.push(withDash(item.span, it, document.text));
      it = item;
    } else {
      const entry = entryAt(it, step);
      if (entry) spans.push(entrySpan(entry));
      it = entry?.value;
    }
  }
  if (it && on !== "key") spans.push(it.span);
  if (node?.kind === "scalar") spans.push(node.span, wordOf(node.span, node.style));
  const { text } = document;
  const whole = [
    spanOf(0, file.text?.length ?? 0),
    spanOf(start, start + text.length),
    spanOf(start, start + text.trimEnd().length),
  ];
  return nested([...whole, ...spans.map((span) => shifted(span, start))], cursor.offset);
}

/** Innermost first, none twice, each inside the next. */
function nested(outwards: readonly Span[], offset: number): readonly Span[] {
  const out: Span[] = [];
  for (const span of outwards) {
    const around = out.at(-1);
    const fits = !around || (around.start <= span.start && span.end <= around.end);
    const isSmaller = !around || around.start !== span.start || around.end !== span.end;
    if (fits && isSmaller && span.start <= offset && offset <= span.end) out.push(span);
  }
  return out.reverse();
}

const itemAt = (node: Node, index: number): Node | undefined =>
  node.kind === "sequence" ? node.items[index] : undefined;

const entryAt = (node: Node, key: string): Entry | undefined =>
  node.kind === "mapping" ? node.entries.find((it) => it.key.text === key) : undefined;

const entrySpan = ({ key, value }: Entry): Span =>
  spanOf(key.span.start, Math.max(key.span.end, value?.span.end ?? 0));

/** An item of a block sequence with its dash. */
function withDash(span: Span, sequence: Node, text: string): Span {
  if (sequence.kind !== "sequence" || sequence.flow) return span;
  const dash = text.lastIndexOf("-", span.start - 1);
  return dash < sequence.span.start ? span : spanOf(dash, span.end);
}
