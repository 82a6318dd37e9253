import { distanceOf } from "../nearest.ts";

/**
 * Is one name the other with a slip of the finger? The same letters with other punctuation, or one word of four letters
 * or more with one letter wrong (two in a word of eight), or one of three with letters swapped or doubled. Short words
 * and digits are endings that people choose: `-rw` and `-ro`, `web1` and `web2`.
 */
export function isSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > FARTHEST) return false;
  if (lettersOf(a) === lettersOf(b)) return lettersOf(a) !== "";
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const apart = left.flatMap((word, i) => (word === right[i] ? [] : [[word, right[i] ?? ""]]));
  const [first, ...others] = apart;
  if (left.length !== right.length || !first || others.length > 0) return false;
  const [one = "", other = ""] = first;
  const length = Math.min(one.length, other.length);
  if (withoutDigits(one) === withoutDigits(other)) return false;
  if (length < SHORTEST) return length === SHORTEST - 1 && isStumble(one, other);
  return distanceOf(one, other) <= (length < LONG ? 1 : 2);
}

/** The same letters in another order, or one of them twice: nobody chooses such a word beside the other. */
const isStumble = (a: string, b: string): boolean =>
  a.length === b.length
    ? [...a].sort().join("") === [...b].sort().join("")
    : withoutDoubles(a) === withoutDoubles(b);

const withoutDoubles = (word: string): string => word.replace(/(.)\1+/g, "$1");

/** Letters and punctuation that one has more than the other; asked first, as most names are no slips of most others. */
const FARTHEST = 4;

const SHORTEST = 4;
const LONG = 8;

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, "");
const wordsOf = (name: string): readonly string[] => name.split(/[-._/:]/);
const withoutDigits = (word: string): string => word.replace(/\d/g, "");
