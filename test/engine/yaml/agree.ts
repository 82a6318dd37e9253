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
 * or says exactly the same. Only lines in quotes and brackets may be less deep than the library wants them;
 * then both must say the same once those lines are deeper.
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
    if (reading.lenient && !same) agreeDeeper(document, reading.parsed, words);
    else if (!same) deepStrictEqual(reading.parsed, expected, words);
  }
  return { taken, left };
}

const isSound = ({ errors }: ParsedDocument) => errors.every((it) => it.code === "duplicate-key");

function agreeDeeper({ text, inherited }: YamlDocument, parsed: ParsedDocument, words: string) {
  const starts = [...lineStartsInside(text, parsed.root)].sort((a, b) => b - a);
  const deeper = starts.reduce(
    (before, at) => `${before.slice(0, at)}${" ".repeat(200)}${before.slice(at)}`,
    text,
  );
  const expected = parseLeniently({ text: deeper, inherited });
  deepStrictEqual(isSound(expected), true, words);
  deepStrictEqual(brief(parsed.root), brief(expected.root), words);
}

/** Where lines start in quotes and brackets, but for blank ones, whose spaces may mean something. */
function lineStartsInside(text: string, root: Node | undefined): ReadonlySet<number> {
  const starts = new Set<number>();
  const visit = (node: Node | undefined) => {
    if (!node || node.kind === "alias") return;
    const quoted = node.kind === "scalar" && (node.style === "single" || node.style === "double");
    if (quoted || (node.kind !== "scalar" && node.flow)) {
      const written = text.slice(node.span.start, node.span.end);
      for (const { index } of written.matchAll(/(?<=\n)(?=[^\S\n]*\S)/g)) {
        starts.add(node.span.start + index);
      }
    } else if (node.kind === "mapping") {
      for (const { key, value } of node.entries) [key, value].forEach(visit);
    } else if (node.kind === "sequence") {
      node.items.forEach(visit);
    }
  };
  visit(root);
  return starts;
}
