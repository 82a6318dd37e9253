/** Text from files and schemas as Markdown that shows just that text: it is never trusted to be Markdown itself. */
export const plain = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_{}[\]<>~|&#!@]/g, "\\$&")
    // Addresses would become links, and lines that begin so lists.
    .replace(/:(?=\/\/)/g, "\\:")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replace(/^(\s*)([-+])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2");

/** Text from files as code on one line, cut where it is long. */
export function code(text: string): string {
  const line = shortened(oneLine(text));
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((it) => it.length));
  const fence = "`".repeat(longest + 1);
  const gap = line.startsWith("`") || line.endsWith("`") || line.trim() === "" ? " " : "";
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** A link; the address is ours or an upstream page, never from a file. */
export const link = (text: string, url: string): string => `[${plain(text)}](${url})`;

/** Paragraphs, those that are there. */
export const paragraphs = (...all: readonly (string | undefined)[]): string =>
  all.filter((it) => it !== undefined && it !== "").join("\n\n");

const LONGEST = 160;

const shortened = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

/** Whatever breaks lines, in a file or in Markdown, and what cannot be seen become a space. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
