import type { ForeignPair } from "./foreign.ts";

/** Where a pair starts that has an anchor, a tag or a `?` before its key. */
export function pairStart({ srcToken }: ForeignPair): number | undefined {
  return srcToken?.start?.find((it) => BEFORE_KEY.has(it.type))?.offset;
}

const BEFORE_KEY = new Set(["anchor", "tag", "explicit-key-ind"]);
