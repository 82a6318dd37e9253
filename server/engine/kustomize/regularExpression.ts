import { RE2JS, RE2JSException } from "re2js";
import type { DocumentPlace } from "../origin.ts";
import { stop } from "./stop.ts";

/** Does the text have a part that matches? */
export type Matcher = (text: string) => boolean;

/** A user's regular expression in the syntax of RE2, as Go has it; one that is none ends the build. */
export function regularExpression(pattern: string, place?: DocumentPlace | undefined): Matcher {
  const compiled = remembered(pattern);
  return typeof compiled === "function" ? compiled : stop(compiled.mistake, place);
}

/** As `regularExpression`, for a pattern that must match the whole text; an empty one matches every text. */
export function wholeExpression(pattern: string, place?: DocumentPlace | undefined): Matcher {
  if (pattern === "") return everything;
  // Most selectors name one thing; comparing is much quicker than matching.
  if (/^[\w/-]+$/.test(pattern)) return (text) => text === pattern;
  return regularExpression(`^(?:${pattern})$`, place);
}

const everything: Matcher = () => true;

const CAPACITY = 512;
const known = new Map<string, Matcher | { readonly mistake: string }>();

function remembered(pattern: string) {
  const found = known.get(pattern);
  if (found) return found;
  if (known.size >= CAPACITY) known.clear();
  const made = compile(pattern);
  known.set(pattern, made);
  return made;
}

function compile(pattern: string): Matcher | { readonly mistake: string } {
  try {
    const compiled = RE2JS.compile(pattern);
    return (text) => compiled.test(text);
  } catch (thrown) {
    if (!(thrown instanceof RE2JSException)) throw thrown;
    const { message } = thrown;
    // Go always quotes the part that is wrong, even where it is empty.
    return { mistake: message.endsWith("`") ? message : `${message}: \`\`` };
  }
}
