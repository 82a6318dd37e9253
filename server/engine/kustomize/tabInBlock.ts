import { memo } from "../memo.ts";
import type { Node, Scalar } from "../node.ts";
import type { YamlDocument } from "../yaml.ts";
import { parsedAsGo, withLineFeeds } from "./parsedAsGo.ts";

/** The first line of a block whose indentation is not told must be indented by spaces; go-yaml says this. */
export const TAB_IN_BLOCK = "found a tab character where an indentation space is expected";

/** Where a document has such a block: its header, and the first line with a tab. Offsets count in the document. */
export interface TabInBlock {
  readonly header: number;
  readonly tab: number;
}

/** The first block of a document that go-yaml refuses for a tab; our reader takes the tab for text. */
export const tabInBlock = memo((document: YamlDocument): TabInBlock | undefined => {
  const text = withLineFeeds(document.text);
  return MAYBE.test(text) ? first(parsedAsGo(document).root, text) : undefined;
});

/** As go-yaml tells it: with the line of the header, or that of the tab where the header is on the first. */
export function tabFault(text: string, { header, tab }: TabInBlock): string {
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  return `line ${lineOf(header) > 1 ? lineOf(header) : lineOf(tab)}: ${TAB_IN_BLOCK}`;
}

const MAYBE = /[|>][-+]?[ \t]*(?:#.*)?\r?\n(?:[ \r]*\n)* *\t/;
const BLOCK = /[|>][-+]?[ \t]*(?:#.*)?\r?\n(?:[ \r]*\n)* *(?=\t)/y;

function first(node: Node | undefined, text: string): TabInBlock | undefined {
  if (node?.kind === "scalar") return inScalar(node, text);
  const inside =
    node?.kind === "mapping"
      ? node.entries.flatMap(({ key, value }) => [key, value])
      : node?.kind === "sequence"
        ? node.items
        : [];
  for (const it of inside) {
    const found = first(it, text);
    if (found) return found;
  }
  return undefined;
}

function inScalar({ style, span }: Scalar, text: string): TabInBlock | undefined {
  if (style !== "literal" && style !== "folded") return undefined;
  const header = text.slice(span.start, span.end).search(/[|>]/) + span.start;
  BLOCK.lastIndex = header;
  const found = BLOCK.exec(text)?.[0];
  return found === undefined ? undefined : { header, tab: header + found.length };
}
