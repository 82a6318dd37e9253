import { deepStrictEqual } from "node:assert";
import { isDeepStrictEqual } from "node:util";
import type { Node } from "../../../server/engine/node.ts";
import { readBlock } from "../../../server/engine/yaml/block.ts";
import {
  type ParsedDocument,
  parseLeniently,
  splitDocuments,
  type YamlDocument,
} from "../../../server/engine/yaml.ts";
import { brief } from "./show.ts";

/** How many documents of a text the fast reader took, and how many it left to the library. */
export interface Share {
  readonly taken: number;
  readonly left: number;
}

/**
 * Compares the fast reader with the library, document by document: it either leaves a document to it
 * or says exactly the same. Only lines in quotes and brackets may be less deep than the library wants them, and a colon
 * may stand right behind an alias; then both must say the same once those lines are deeper, and a blank before those
 * colons.
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
    const words = `Not the same tree: ${JSON.stringify(document.text)}`;
    const same = isDeepStrictEqual(reading.parsed, expected);
    if (reading.lenient && !same) agreeMended(document, reading.parsed, words);
    else if (!same) deepStrictEqual(reading.parsed, expected, words);
  }
  return { taken, left };
}

const isSound = ({ errors }: ParsedDocument) => errors.every((it) => it.code === "duplicate-key");

function agreeMended({ text, inherited }: YamlDocument, parsed: ParsedDocument, words: string) {
  const mends = [...mendsInside(text, parsed.root)].sort(([a], [b]) => b - a);
  const mended = mends.reduce(
    (before, [at, added]) => before.slice(0, at) + added + before.slice(at),
    text,
  );
  const expected = parseLeniently({ text: mended, inherited });
  deepStrictEqual(isSound(expected), true, words);
  deepStrictEqual(brief(parsed.root), brief(expected.root), words);
}

/**
 * What to add where: spaces to lines that start in quotes and brackets, but for blank ones, whose spaces may mean
 * something, and a blank behind aliases that are keys.
 */
function mendsInside(text: string, root: Node | undefined): ReadonlyMap<number, string> {
  const mends = new Map<number, string>();
  const visit = (node: Node | undefined) => {
    if (!node || node.kind === "alias") return;
    const { start, end } = node.span;
    const quoted = node.kind === "scalar" && (node.style === "single" || node.style === "double");
    const flow = node.kind !== "scalar" && node.flow;
    if (quoted || flow) {
      for (const { index } of text.slice(start, end).matchAll(/(?<=\n)(?=[^\S\n]*\S)/g)) {
        mends.set(start + index, " ".repeat(200));
      }
    }
    if (node.kind === "mapping") {
      for (const { key, value } of node.entries) {
        if (text[key.span.start] === "*") mends.set(key.span.end, " ");
        visit(key);
        visit(value);
      }
    } else if (node.kind === "sequence") {
      for (const it of node.items) visit(it);
    }
  };
  visit(root);
  return mends;
}
