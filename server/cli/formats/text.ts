import { printable } from "./printable.ts";
import type { Finding, Format } from "./report.ts";

/** For people: the line with a caret under what is wrong, and a count at the end. */
export const text: Format = ({ files, findings }) => {
  const colour = colours();
  const blocks = findings.map((it) => block(it, colour));
  return `${blocks.join("")}${summary(files, findings)}\n`;
};

type Colour = (code: number, text: string) => string;

function colours(): Colour {
  const on = hasColours();
  return (code, it) => (on ? `\u001b[${code}m${it}\u001b[0m` : it);
}

/** https://no-color.org; FORCE_COLOR as Node takes it; a pipe gets no colours either. */
function hasColours(): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR) return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return process.stdout.isTTY && TERM !== "dumb";
}

const HUE = { error: 31, warning: 33, information: 36, hint: 36, off: 0 } as const;

function block(it: Finding, colour: Colour): string {
  const head = `${colour(1, `${it.file}:${it.line}:${it.column}`)} ${colour(HUE[it.severity], it.severity)} ${printable(it.message)} ${colour(2, it.code)}`;
  const related = it.related.map(
    (at) => `  ${at.file}:${at.line}:${at.column} ${printable(at.message)}\n`,
  );
  return `${head}\n${excerpt(it, colour)}${related.join("")}\n`;
}

function excerpt(it: Finding, colour: Colour): string {
  const line = it.source.split(/\r?\n/)[it.line - 1] ?? "";
  const end = it.endLine === it.line ? it.endColumn : line.length + 1;
  const number = String(it.line);
  const width = Math.max(1, end - it.column);
  const margin = " ".repeat(number.length);
  // Tabs stay tabs, so that the caret stands below what it means.
  const before = line.slice(0, it.column - 1).replace(/[^\t]/g, " ");
  return `  ${number} | ${printable(line)}\n  ${margin} | ${before}${colour(HUE[it.severity], "^".repeat(width))}\n`;
}

function summary(files: number, findings: readonly Finding[]): string {
  if (findings.length === 0) return `${count(files, "file")}: nothing found.`;
  const parts = (["error", "warning", "information", "hint"] as const)
    .map((severity) => ({ severity, n: findings.filter((it) => it.severity === severity).length }))
    .filter((it) => it.n > 0)
    .map((it) => count(it.n, it.severity));
  return `${count(files, "file")}: ${parts.join(", ")}.`;
}

const count = (n: number, what: string): string =>
  `${n} ${n === 1 || what === "information" ? what : `${what}s`}`;
