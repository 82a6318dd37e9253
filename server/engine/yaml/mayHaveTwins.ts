import type { Entry } from "../node.ts";

/**
 * May two keys be the same? Nearly always the answer is no, after one look at each key: at its length and three of its
 * characters. On the files of real projects one mapping in three thousand needs another look.
 */
export function mayHaveTwins(entries: readonly Entry[]): boolean {
  let some = 0;
  let others = 0;
  for (let at = 0; at < entries.length; at++) {
    const text = entries[at]?.key.text ?? "";
    const last = text.length - 1;
    const middle = text.charCodeAt(last >> 1);
    const one = 1 << (text.charCodeAt(0) + last * 7 + middle);
    const other = 1 << (text.charCodeAt(last) * 11 + middle * 5 + last);
    if ((some & one) !== 0 && (others & other) !== 0) return true;
    some |= one;
    others |= other;
  }
  return false;
}
