import { bytesOf } from "./byteString.ts";
import { matchesGlob } from "./glob.ts";

/**
 * One line of a `.sourceignore`, or of `spec.ignore` of a source. Nearly the language of .gitignore, but what is inside
 * an ignored folder may be taken back (mirrored: github.com/fluxcd/pkg/sourceignore 0.18.0).
 */
export interface IgnoreRule {
  /** The folder that it speaks of, as parts of a path from the root of the source. */
  readonly folder: readonly string[];
  readonly parts: readonly string[];
  /** `!`: takes back what rules before it ignore. */
  readonly takesBack: boolean;
  readonly onlyFolders: boolean;
}

/** The rules in a text, in order. */
export function readIgnoreRules(text: string, folder: readonly string[]): readonly IgnoreRule[] {
  return text
    .split("\n")
    .map((it) => it.replace(/\r$/, ""))
    .filter((it) => !it.startsWith("#") && it.trim() !== "")
    .map((it) => readRule(it, folder));
}

function readRule(line: string, folder: readonly string[]): IgnoreRule {
  const takesBack = line.startsWith("!");
  let pattern = takesBack ? line.slice(1) : line;
  if (!pattern.endsWith("\\ ")) pattern = pattern.replace(/ +$/, "");
  const onlyFolders = pattern.endsWith("/");
  if (onlyFolders) pattern = pattern.slice(0, -1);
  return { folder, parts: pattern.split("/").map(bytesOf), takesBack, onlyFolders };
}

/** Is the path ignored? The last rule that speaks of it counts. Parts of the path count from the root of the source. */
export function isIgnored(
  rules: readonly IgnoreRule[],
  path: readonly string[],
  isFolder: boolean,
): boolean {
  const names = path.map(bytesOf);
  const rule = rules.findLast((it) => speaksOf(it, path, names, isFolder));
  return rule !== undefined && !rule.takesBack;
}

function speaksOf(
  { folder, parts, onlyFolders }: IgnoreRule,
  path: readonly string[],
  names: readonly string[],
  isFolder: boolean,
): boolean {
  if (path.length <= folder.length || !folder.every((it, index) => path[index] === it))
    return false;
  const inside = names.slice(folder.length);
  const used = parts.length > 1 ? namesMatched(parts, inside) : nameMatched(parts[0] ?? "", inside);
  // The whole path was used up: then it is the thing itself that must be a folder.
  return used > 0 && !(onlyFolders && !isFolder && used === inside.length);
}

/** How many names lead to the first one that matches; 0 where none does. */
const nameMatched = (pattern: string, names: readonly string[]): number =>
  names.findIndex((it) => matches(pattern, it)) + 1;

/** The same few patterns meet the same names in every build. */
const known = new Map<string, Map<string, boolean>>();
const CAPACITY = 20_000;
let size = 0;

function matches(pattern: string, name: string): boolean {
  const found = known.get(pattern)?.get(name);
  if (found !== undefined) return found;
  if (size++ > CAPACITY) {
    known.clear();
    size = 0;
  }
  const answers = known.get(pattern) ?? new Map<string, boolean>();
  const answer = matchesGlob(pattern, name);
  known.set(pattern, answers.set(name, answer));
  return answer;
}

/** How many names the parts of a pattern with slashes use up; 0 where they do not match. */
function namesMatched(parts: readonly string[], names: readonly string[]): number {
  let used = 0;
  let anywhere = false;
  for (const [index, part] of parts.entries()) {
    if (part === "") {
      anywhere = false;
    } else if (part === "**") {
      if (index === parts.length - 1) break;
      anywhere = true;
    } else {
      // Two stars inside a part mean nothing.
      if (part.includes("**")) return 0;
      const found = names.slice(used).findIndex((it) => matches(part, it));
      if (found === -1 || (found > 0 && !anywhere)) return 0;
      used += found + 1;
      anywhere = false;
    }
  }
  return used;
}
