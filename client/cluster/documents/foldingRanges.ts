/** Lines of a block, counted from 0. */
export interface FoldedLines {
  readonly start: number;
  readonly end: number;
}

/**
 * What can be folded in YAML as it is printed for reading: below each line, those that are indented
 * more, and the items of a list that begin right below its key.
 */
export function foldingRanges(text: string): readonly FoldedLines[] {
  const lines = text.split("\n");
  const open: { readonly start: number; readonly indent: number; readonly isItem: boolean }[] = [];
  const found: FoldedLines[] = [];
  let last = 0;
  const close = (indent: number, isItem: boolean) => {
    for (let top = open.at(-1); top && !holds(top, indent, isItem); top = open.at(-1)) {
      open.pop();
      if (top.start < last) found.push({ start: top.start, end: last });
    }
  };
  lines.forEach((line, start) => {
    const indent = line.search(/\S/);
    if (indent < 0) return;
    const isItem = /^ *-( |$)/.test(line);
    close(indent, isItem);
    open.push({ start, indent, isItem });
    last = start;
  });
  close(-1, false);
  return found.sort((one, other) => one.start - other.start);
}

const holds = (
  above: { readonly indent: number; readonly isItem: boolean },
  indent: number,
  isItem: boolean,
): boolean => above.indent < indent || (above.indent === indent && isItem && !above.isItem);
