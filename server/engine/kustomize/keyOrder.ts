/** The order in which kustomize prints keys: https://github.com/yaml/go-yaml/blob/v2.4.2/sorter.go */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  if (at === length) return a.length - b.length;
  // The second half of a pair differs where the first is the same.
  if (isLowSurrogate(a, at) && isLowSurrogate(b, at)) at--;
  const left = a.codePointAt(at) ?? 0;
  const right = b.codePointAt(at) ?? 0;
  const letters = Number(isLetter(left)) + Number(isLetter(right));
  if (letters === 2) return left - right;
  if (letters === 1) return isLetter(right) ? -1 : 1;
  return compareNumbers(a, b, at) || left - right;
}

const isLowSurrogate = (text: string, at: number) => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

function isLetter(char: number): boolean {
  if (char < 0x80) return (char | 0x20) >= 0x61 && (char | 0x20) <= 0x7a;
  return LETTER.test(String.fromCodePoint(char));
}

const LETTER = /^\p{L}$/u;
const DIGIT = /^\p{Nd}$/u;

function isDigit(char: string): boolean {
  return char >= "0" && char <= "9" ? true : char > "\u007f" && DIGIT.test(char);
}

/** The runs of digits that start here, by their size and then by their length. */
function compareNumbers(a: string, b: string, at: number): number {
  const zero = a[at] === "0" || b[at] === "0";
  const prefix = zero && followsDigits(a, at) ? 1n : 0n;
  const [left, leftLength] = numberAt(a, at, prefix);
  const [right, rightLength] = numberAt(b, at, prefix);
  if (left !== right) return left < right ? -1 : 1;
  return leftLength - rightLength;
}

/** Do digits stand right before, and not zeros only? */
function followsDigits(text: string, at: number): boolean {
  for (const char of [...text.slice(0, at)].reverse()) {
    if (!isDigit(char)) return false;
    if (char !== "0") return true;
  }
  return false;
}

/** Go counts in 64 bits, so long runs of digits wrap around. */
function numberAt(text: string, from: number, prefix: bigint): readonly [bigint, number] {
  let number = prefix;
  let length = 0;
  for (const char of text.slice(from)) {
    if (!isDigit(char)) break;
    const digit = BigInt((char.codePointAt(0) ?? 0) - 0x30);
    number = BigInt.asIntN(64, number * 10n + digit);
    length++;
  }
  return [number, length];
}
