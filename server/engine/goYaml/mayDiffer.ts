/**
 * May go-yaml refuse a text that YAML 1.2 allows? Tabs where a line begins or ends, directives, ends of documents, values
 * without a key, escaped slashes and halves of characters, names of anchors with signs in them, brackets right behind a plain
 * key, colons behind brackets, question marks in brackets: few texts hold any of these.
 */
export const mayDiffer = (text: string): boolean =>
  text.includes("\t") ||
  text.includes("\n...") ||
  text.includes("\n%") ||
  text.includes("\ufeff", 1) ||
  text.includes("\\/") ||
  (text.includes("\\u") && HALF.test(text)) ||
  /^(?:\.\.\.|%)/.test(text) ||
  LONELY_COLON.test(text) ||
  ((text.includes(":[") || text.includes(":{")) && BRACKET_BEHIND_KEY.test(text)) ||
  ((text.includes("]:") || text.includes("}:")) && COLON_BEHIND_BRACKET.test(text)) ||
  (text.includes("?") && text.split("\n").some(mayHoldMark)) ||
  (/[&*]/.test(text) && ODD_NAME.test(text));

/** JSON writes a character beyond U+FFFF as two of these. */
const HALF = /\\u[dD][89a-fA-F]/;
const LONELY_COLON = /^ *(?:- +)*:(?:\s|$)/m;
const COLON_BEHIND_BRACKET = /[\]}]:(?:\s|$)/;
const BRACKET_BEHIND_KEY = /[^\s"'[\]{},]:[[{]/;
/** Two of the signs in a row are those of a shell, or of Markdown. */
const ODD_NAME = /(?:^|[\s,[{])[&*](?:[\w-]+[^\w\s?:,\]}%@`-]|[^\w\s&*-])/m;

/**
 * May a question mark stand in a plain text in brackets? They begin before it on its line, or a comma or their end stands
 * behind it. No line is gone through for each of its marks, as it may be a long one.
 */
function mayHoldMark(line: string): boolean {
  if (!line.includes("?")) return false;
  const words = line.split(/[\s"']/);
  const marked = words.filter((it) => it.includes("?", 1));
  if (marked.some((it) => /[,\]}]/.test(it.slice(it.indexOf("?", 1))))) return true;
  const begin = line.search(/(?:^|[\s,[{])[[{]/);
  const last = marked.at(-1);
  return begin >= 0 && last !== undefined && line.lastIndexOf(last) + last.lastIndexOf("?") > begin;
}
