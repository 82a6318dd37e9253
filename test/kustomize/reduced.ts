export type Contents = ReadonlyMap<string, string | Uint8Array>;

/**
 * The same files with whatever can be taken away while `holds` stays true: whole files, then blocks of lines from the
 * outermost to the innermost. What the random choices could not leave out goes here.
 */
export async function reduced(
  files: Contents,
  holds: (files: Contents) => Promise<boolean>,
): Promise<Contents> {
  let best = files;
  for (let round = 0; round < 4; round++) {
    const before = best;
    best = await withoutFiles(best, holds);
    best = await withoutDocuments(best, holds);
    best = await withoutBlocks(best, holds);
    if (best === before) break;
  }
  return best;
}

/** Without a version an object is odd in ways of its own; without its end a file is. */
const KEPT = /^\s*(?:- )?apiVersion:|^$/;

async function withoutFiles(
  files: Contents,
  holds: (files: Contents) => Promise<boolean>,
): Promise<Contents> {
  let best = files;
  for (const path of files.keys()) {
    const fewer = new Map(best);
    fewer.delete(path);
    if (await holds(fewer)) best = fewer;
  }
  return best;
}

async function withoutDocuments(
  files: Contents,
  holds: (files: Contents) => Promise<boolean>,
): Promise<Contents> {
  let best = files;
  for (const [path, content] of files) {
    if (typeof content !== "string") continue;
    let documents = content.split(/^(?=---)/m);
    for (let index = documents.length - 1; index >= 0; index--) {
      const fewer = documents.toSpliced(index, 1);
      const smaller = new Map(best).set(path, fewer.join(""));
      if (!(await holds(smaller))) continue;
      best = smaller;
      documents = fewer;
    }
  }
  return best;
}

async function withoutBlocks(
  files: Contents,
  holds: (files: Contents) => Promise<boolean>,
): Promise<Contents> {
  let best = files;
  for (const path of files.keys()) {
    const content = best.get(path);
    if (typeof content !== "string") continue;
    let lines = content.split("\n");
    for (const indent of indentsIn(lines)) {
      for (let start = lines.length - 1; start >= 0; start--) {
        const line = lines[start];
        if (line === undefined || indentOf(line) !== indent || KEPT.test(line)) continue;
        const fewer = lines.toSpliced(start, blockLength(lines, start));
        const smaller = new Map(best).set(path, fewer.join("\n"));
        if (!(await holds(smaller))) continue;
        best = smaller;
        lines = fewer;
      }
    }
  }
  return best;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

const indentsIn = (lines: readonly string[]): readonly number[] =>
  [...new Set(lines.filter((it) => it !== "").map(indentOf))].sort((one, other) => one - other);

/** The line and what hangs from it: lines further in, and the items of a list right below a key. */
function blockLength(lines: readonly string[], start: number): number {
  const indent = indentOf(lines[start] ?? "");
  const isItem = /^\s*- /.test(lines[start] ?? "");
  let end = start + 1;
  while (end < lines.length - 1) {
    const line = lines[end] ?? "";
    const hangs =
      line === "" ||
      indentOf(line) > indent ||
      (!isItem && indentOf(line) === indent && /^\s*- /.test(line));
    if (!hangs) break;
    end++;
  }
  return end - start;
}
