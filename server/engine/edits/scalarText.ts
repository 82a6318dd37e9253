import type { ScalarStyle } from "../node.ts";

/** Where a scalar is to stand: inside braces or brackets more characters mean something. */
export interface ScalarPlace {
  readonly flow: boolean;
  readonly style: ScalarStyle;
}

/**
 * How text is written as one scalar on one line: quotes that are there stay, and are added where YAML would read
 * something else than a scalar. Whether `true` or `80` is meant as text is not asked; see `stringText`.
 */
export function scalarText(text: string, { flow, style }: ScalarPlace): string {
  if (style === "double") return doubleQuoted(text);
  if (style === "single" && !hasControl(text)) return singleQuoted(text);
  return isPlain(text, flow) ? text : quoted(text);
}

/** As `scalarText`, but what comes back is surely text: numbers, booleans, dates and `null` are quoted. */
export function stringText(text: string, place: ScalarPlace): string {
  const bare = place.style === "plain" && looksTyped.test(text);
  return bare ? quoted(text) : scalarText(text, place);
}

/** What YAML 1.1, as Kubernetes tools read it, or 1.2 takes for a number, a boolean, a date or nothing. */
const looksTyped =
  /^(?:[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|0[xob][\da-fA-F_]+|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|~|null|Null|NULL|true|True|TRUE|false|False|FALSE|y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF|\d{4}-\d\d?-\d\d?.*|\d+(?::\d+)+)$/;

/** May the text stand without quotes? */
export function isPlain(text: string, flow: boolean): boolean {
  if (text === "" || text.trim() !== text || hasControl(text)) return false;
  if (/^[-?:](?:\s|$)/.test(text) || /^[,[\]{}#&*!|>'"%@`]/.test(text)) return false;
  if (/:(?:\s|$)/.test(text) || /\s#/.test(text) || /^(?:---|\.\.\.)(?:\s|$)/.test(text))
    return false;
  return !flow || !(/[,[\]{}]/.test(text) || /^[-?:][,[\]{}]/.test(text));
}

const quoted = (text: string): string =>
  /["\\]/.test(text) && !hasControl(text) ? singleQuoted(text) : doubleQuoted(text);

const singleQuoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** JSON's strings are YAML's double quoted ones, but that YAML wants more characters escaped. */
const doubleQuoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\p{Cc}\u2028\u2029\ufeff]/gu,
    (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Line breaks, tabs and what cannot be seen need escapes. */
const hasControl = (text: string): boolean => /[\p{Cc}\u2028\u2029\ufeff]/u.test(text);
