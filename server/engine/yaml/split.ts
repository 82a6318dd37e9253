/**
 * Cuts the text of a file into the texts of its documents, at least one. Joined they give the file again:
 * a document owns its directives, its `---` line, its comments and its `...` line.
 * Comments, directives and blank lines above the first `---` belong to the document that it opens.
 */
export function split(text: string): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  // Before its `---` line or first content, a document has only begun.
  let begun = false;
  for (const at of markers(text)) {
    if (text.charCodeAt(at) === DOT) {
      const end = nextLine(text, at);
      pieces.push(text.slice(start, end));
      start = end;
      begun = false;
    } else {
      if (begun || hasContent(text, start, at)) {
        pieces.push(text.slice(start, at));
        start = at;
      }
      begun = true;
    }
  }
  const rest = text.slice(start);
  const last = pieces.at(-1);
  if (last === undefined || begun || hasContent(text, start, text.length)) pieces.push(rest);
  else pieces[pieces.length - 1] = last + rest;
  return pieces;
}

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const SPACE = 0x20;
const HASH = 0x23;
const PERCENT = 0x25;
const DOT = 0x2e;
const BYTE_ORDER_MARK = 0xfeff;

/** Where lines start that consist of `---` or `...`, alone or followed by a space and more. */
function markers(text: string): readonly number[] {
  const dashes = linesOf(text, "---");
  const dots = linesOf(text, "...");
  return dots.length === 0 ? dashes : [...dashes, ...dots].sort((a, b) => a - b);
}

function linesOf(text: string, mark: "---" | "..."): number[] {
  const first = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  const found = text.startsWith(mark, first) && endsWord(text, first + 3) ? [first] : [];
  const needle = `\n${mark}`;
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 4)) {
    if (endsWord(text, at + 4)) found.push(at + 1);
  }
  return found;
}

function endsWord(text: string, at: number): boolean {
  const char = text.charCodeAt(at);
  return isBlank(char) || char === NEWLINE || at >= text.length;
}

const isBlank = (char: number) => char === SPACE || char === TAB || char === RETURN;

function nextLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end + 1;
}

/** Is there more than blank lines, comments and directives? */
function hasContent(text: string, from: number, to: number): boolean {
  for (let line = from; line < to; line = nextLine(text, line)) {
    let at = line;
    if (text.charCodeAt(at) === BYTE_ORDER_MARK) at++;
    if (text.charCodeAt(at) === PERCENT) continue;
    while (at < to && isBlank(text.charCodeAt(at))) at++;
    const char = text.charCodeAt(at);
    if (at < to && char !== NEWLINE && char !== HASH) return true;
  }
  return false;
}
