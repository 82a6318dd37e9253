import { deepStrictEqual } from "node:assert";
import { readBlock } from "../../../server/engine/yaml/block.ts";
import { parseLeniently, splitDocuments } from "../../../server/engine/yaml.ts";

/** How many documents of a text the fast reader took, and how many it left to the library. */
export interface Share {
  readonly taken: number;
  readonly left: number;
}

/**
 * Compares the fast reader with the library, document by document: it either leaves a document to it
 * or says exactly the same. Only lines in quotes and brackets may be less deep than the library wants them.
 */
export function agree(text: string): Share {
  let taken = 0;
  let left = 0;
  for (const { document } of splitDocuments(text)) {
    const reading = readBlock(document);
    if (reading === undefined) {
      left++;
      continue;
    }
    taken++;
    const expected = parseLeniently(document);
    if (!reading.lenient || expected.errors.every((it) => it.code === "duplicate-key")) {
      deepStrictEqual(
        reading.parsed,
        expected,
        `Not the same tree: ${JSON.stringify(document.text)}`,
      );
    }
  }
  return { taken, left };
}
