import { RE2JS, RE2JSException } from "re2js";
import type { DocumentPlace } from "../origin.ts";
import { stop } from "./stop.ts";

/** Does the text have a part that matches? */
export type Matcher = (text: string) => boolean;

/** A user's regular expression in the syntax of RE2, as Go has it; one that is none ends the build. */
export function regularExpression(pattern: string, place?: DocumentPlace | undefined): Matcher {
  const made = compiled(pattern);
  return typeof made === "function" ? made : stop(made.mistake, place);
}

/** As `regularExpression`, for a pattern that must match the whole text; an empty one matches every text. */
export function wholeExpression(pattern: string, place?: DocumentPlace | undefined): Matcher {
  if (pattern === "") return everything;
  // Most selectors name one thing; comparing is much quicker than matching.
  if (/^[\w/-]+$/.test(pattern)) return (text) => text === pattern;
  return easyOf(pattern) ?? regularExpression(`^(?:${pattern})$`, place);
}

const everything: Matcher = () => true;

/** Words side by side, with at most one `.*` in each: no text is slow to match, and RE2 need not be loaded. */
function easyExpression(pattern: string): Matcher | undefined {
  if (pattern === ".*") return (text) => !text.includes("\n");
  const inner = /^\(.*\)$/s.test(pattern) ? pattern.slice(1, -1) : pattern;
  const words = inner.split("|");
  if (!words.every((it) => /^[\w/-]*(?:\.\*[\w/-]*)?$/.test(it))) return undefined;
  // RE2 takes nothing but a line feed for the end of a line.
  const expression = new RegExp(`^(?:${inner.replaceAll(".", "[^\\n]")})$`);
  return (text) => expression.test(text);
}

/** The answers for the patterns that were asked for of late. */
function remembered<T>(make: (pattern: string) => T): (pattern: string) => T {
  const known = new Map<string, { readonly made: T }>();
  return (pattern) => {
    const found = known.get(pattern) ?? { made: make(pattern) };
    if (known.size >= CAPACITY) known.clear();
    known.set(pattern, found);
    return found.made;
  };
}

const CAPACITY = 512;

const easyOf = remembered(easyExpression);
const compiled = remembered(compile);

function compile(pattern: string): Matcher | { readonly mistake: string } {
  try {
    const expression = RE2JS.compile(pattern);
    return (text) => expression.test(text);
  } catch (thrown) {
    if (!(thrown instanceof RE2JSException)) throw thrown;
    const { message } = thrown;
    // Go always quotes the part that is wrong, even where it is empty.
    return { mistake: message.endsWith("`") ? message : `${message}: \`\`` };
  }
}
