import { relative } from "./path.ts";
import { type ShownFrom, shownPath } from "./shownPath.ts";

/**
 * What a build says, with its paths as people read them: builds tell paths as they are on the machine, which are long
 * and nobody's business.
 */
export function shownMessage(from: ShownFrom, message: string): string {
  const roots = from.roots.map((it) => it.path).filter(isAbsolute);
  if (roots.length === 0) return message;
  // The folders themselves first: their names may hold spaces.
  const inner = roots
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, root) => text.replace(pathsBelow(root), (it) => shownPath(from, it)), message);
  return inner.replace(ABSOLUTE, (it) => (isNear(it, roots) ? shownBeside(from, roots, it) : it));
}

const isAbsolute = (path: string): boolean => /^([a-z]:)?\/[^/]/i.test(path);

/** What ends a path in a sentence. */
const END = "[^\\s'\"`:;,()\\[\\]]";

const pathsBelow = (root: string): RegExp =>
  new RegExp(`${NOT_INSIDE}${escaped(root)}(?:/${END}*|(?!${END})|(?=\\.(?:\\s|$)))`, "g");

const NOT_INSIDE = "(?<![\\w.\\-/])";

const ABSOLUTE = new RegExp(`${NOT_INSIDE}(?:[A-Za-z]:)?/${END}+`, "g");

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Pointers of JSON begin with a slash, too: a path of this machine begins as the folders do, and goes on. */
const isNear = (path: string, roots: readonly string[]): boolean =>
  path.length > beginningOf(path).length &&
  roots.some((root) => beginningOf(root) === beginningOf(path));

const beginningOf = (path: string): string => /^(?:[a-z]:)?\/[^/]*/i.exec(path)?.[0] ?? "";

function shownBeside(from: ShownFrom, roots: readonly string[], path: string): string {
  const shown = shownPath(from, path);
  return isAbsolute(shown) ? relative(roots[0] ?? "", path) : shown;
}
