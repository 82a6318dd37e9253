import type { Node, Path } from "../node.ts";
import { parsed } from "../parsed.ts";
import type { Span } from "../source.ts";
import type { YamlDocument } from "../yaml.ts";

/** The way to the node that takes up just this range of a document; `undefined` where none does. */
export function pathTo(document: YamlDocument, span: Span): Path | undefined {
  const path: (string | number)[] = [];
  let node = parsed(document).root;
  while (node) {
    if (node.span.start === span.start && node.span.end === span.end) return path;
    const step = stepTowards(node, span);
    if (!step) return undefined;
    path.push(step[0]);
    node = step[1];
  }
  return undefined;
}

const holds = (node: Node | undefined, { start, end }: Span): boolean =>
  node !== undefined && node.span.start <= start && end <= node.span.end;

function stepTowards(node: Node, span: Span): readonly [string | number, Node] | undefined {
  if (node.kind === "mapping") {
    const entry = node.entries.find((it) => holds(it.value, span));
    return entry?.value && [entry.key.text, entry.value];
  }
  if (node.kind !== "sequence") return undefined;
  const index = node.items.findIndex((it) => holds(it, span));
  const item = node.items[index];
  return item && [index, item];
}
