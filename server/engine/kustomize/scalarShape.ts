/** What the characters of a text allow, as go-yaml's emitter finds out before it picks a style: a sum of these. */
export type ScalarShape = number;

/** May stand without quotes. */
export const PLAIN = 1;
/** May stand in single quotes. */
export const SINGLE = 2;
/** May stand as literal block. */
export const BLOCK = 4;
export const MULTILINE = 8;

/** https://github.com/yaml/go-yaml/blob/v2.4.2/emitterc.go (`yaml_emitter_analyze_scalar`) */
export function shapeOf(text: string): ScalarShape {
  if (text === "") return PLAIN | SINGLE;
  if (EASY.test(text)) return PLAIN | SINGLE | BLOCK;
  let indicator = startsWithIndicator(text);
  let special = false;
  let breaks = false;
  let spaceBreak = false;
  let breakSpace = false;
  let before = BLANK;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === SPACE) {
      if (before === BREAK) breakSpace = true;
      before = GAP;
    } else if (isBreak(char)) {
      breaks = true;
      // The emitter ends lines at these, but does not count them as printable.
      if (char === RETURN || char === NEXT_LINE) special = true;
      if (before === GAP) spaceBreak = true;
      before = BREAK;
    } else {
      if (char === COLON ? isBlankAt(text, at + 1) : char === HASH && before !== LETTER) {
        indicator = true;
      }
      if (!isPrintable(char)) special = true;
      before = char === TAB || char === 0 ? BLANK : LETTER;
    }
  }
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  const refused = special || spaceBreak;
  const edges = first === SPACE || last === SPACE || isBreak(first) || isBreak(last);
  const plain = !(refused || breakSpace || edges || breaks || indicator);
  return (
    (plain ? PLAIN : 0) |
    (refused || breakSpace ? 0 : SINGLE) |
    (refused || last === SPACE ? 0 : BLOCK) |
    (breaks ? MULTILINE : 0)
  );
}

/** Names, versions, paths: no character of them means anything to YAML. */
const EASY = /^\w[\w./-]*$/;

/** What the character before was. */
const LETTER = 0;
const BLANK = 1;
const GAP = 2;
const BREAK = 3;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const TAB = 0x09;
const SPACE = 0x20;
const HASH = 0x23;
const DASH = 0x2d;
const COLON = 0x3a;
const QUESTION = 0x3f;
const NEXT_LINE = 0x85;
const LINE_SEPARATOR = 0x2028;
const PARAGRAPH_SEPARATOR = 0x2029;
const BYTE_ORDER_MARK = 0xfeff;

const INDICATORS = new Set([..."#,[]{}&*!|>'\"%@`"].map((it) => it.charCodeAt(0)));

function startsWithIndicator(text: string): boolean {
  const first = text.charCodeAt(0);
  if (INDICATORS.has(first)) return true;
  if (first === DASH || first === QUESTION) {
    if (isBlankAt(text, 1)) return true;
  }
  return text.startsWith("---") || text.startsWith("...");
}

const isBlankAt = (text: string, at: number): boolean =>
  at >= text.length || text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB;

/** Does the emitter start a new line behind this character? */
export const isBreak = (char: number): boolean =>
  char === NEWLINE ||
  char === RETURN ||
  char === NEXT_LINE ||
  char === LINE_SEPARATOR ||
  char === PARAGRAPH_SEPARATOR;

/** Characters beyond U+FFFF are escaped too, so the halves of a pair are not printable either. */
export function isPrintable(char: number): boolean {
  if (char < 0x7f) return char >= SPACE || char === NEWLINE;
  if (char < 0xa0) return false;
  return char <= 0xd7ff || (char >= 0xe000 && char <= 0xfffd && char !== BYTE_ORDER_MARK);
}
