import { decodedAt } from "./byteString.ts";

/**
 * Does all of `name` match a pattern of Go's path.Match: `*`, `?`, `[a-z]`, `[^a]`, `\` before a character?
 * Both are strings of bytes (`bytesOf`). A malformed pattern matches nothing.
 */
export function matchesGlob(pattern: string, name: string): boolean {
  let rest = pattern;
  let left = name;
  while (rest !== "") {
    const stars = /^\**/.exec(rest)?.[0].length ?? 0;
    const chunk = chunkOf(rest.slice(stars));
    rest = rest.slice(stars + chunk.length);
    if (stars > 0 && chunk === "") return true;
    const end = find(chunk, left, stars === 0, rest === "");
    if (end === -1) return false;
    left = left.slice(end);
  }
  return left === "";
}

/** Up to the next star outside brackets. */
function chunkOf(pattern: string): string {
  let bracket = false;
  let at = 0;
  for (; at < pattern.length; at++) {
    const it = pattern.charAt(at);
    if (it === "\\") at = Math.min(at + 1, pattern.length - 1);
    else if (it === "[") bracket = true;
    else if (it === "]") bracket = false;
    else if (it === "*" && !bracket) break;
  }
  return pattern.slice(0, at);
}

/** Where the first match of the chunk ends, -1 where there is none; the last chunk must reach the end. */
function find(chunk: string, name: string, anchored: boolean, last: boolean): number {
  for (let start = 0; start <= (anchored ? 0 : name.length); start++) {
    const end = matchChunk(chunk, name, start);
    if (end !== -1 && (!last || end === name.length)) return end;
  }
  return -1;
}

function matchChunk(chunk: string, name: string, start: number): number {
  let at = start;
  for (let i = 0; i < chunk.length; ) {
    if (at >= name.length) return -1;
    const it = chunk.charAt(i);
    const { point, width } = decodedAt(name, at);
    if (it === "[") {
      const set = readSet(chunk, i + 1, point ?? 0xfffd);
      if (!set?.matches) return -1;
      at += width;
      i = set.end;
    } else if (it === "?") {
      at += width;
      i++;
    } else {
      if (it === "\\") i++;
      if (chunk.charAt(i) !== name.charAt(at)) return -1;
      at++;
      i++;
    }
  }
  return at;
}

interface Matched {
  readonly matches: boolean;
  readonly end: number;
}

/** A set of characters from behind its bracket on; `undefined` where it is malformed. */
function readSet(chunk: string, start: number, point: number): Matched | undefined {
  let at = start;
  const negated = chunk.charAt(at) === "^";
  if (negated) at++;
  let matches = false;
  for (let ranges = 0; ; ranges++) {
    if (chunk.charAt(at) === "]" && ranges > 0)
      return { matches: matches !== negated, end: at + 1 };
    const low = member(chunk, at);
    const high = low && chunk.charAt(low.end) === "-" ? member(chunk, low.end + 1) : low;
    if (!low || !high) return undefined;
    if (low.point <= point && point <= high.point) matches = true;
    at = high.end;
  }
}

/** One character of a set; something must follow it. */
function member(chunk: string, start: number) {
  const first = chunk.charAt(start);
  if (first === "" || first === "-" || first === "]") return undefined;
  const at = first === "\\" ? start + 1 : start;
  if (at >= chunk.length) return undefined;
  const { point, width } = decodedAt(chunk, at);
  const end = at + width;
  return point === undefined || end >= chunk.length ? undefined : { point, end };
}
