import { goQuote } from "../goQuote.ts";
import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { mayHaveTwins } from "../yaml/mayHaveTwins.ts";
import { stop } from "./stop.ts";

/**
 * Ends the build where a key stands twice in a file that is read strictly, in the words of go-yaml 2: it tells the line of the
 * second value.
 */
export function expectSetOnce(root: Node): void {
  const found: Twin[] = [];
  collect(root, found);
  const [first] = found;
  if (!first) return;
  const told = found.map(({ name, value }) => `  line ${lineOf(value)}: ${setAgain(name)}`);
  const message = `error converting YAML to JSON: yaml: unmarshal errors:\n${told.join("\n")}`;
  stop(message, placeOfNode(first.value));
}

interface Twin {
  readonly name: string;
  readonly value: Node;
}

const setAgain = (name: string): string => `key ${goQuote(name)} already set in map`;

function collect(node: Node | undefined, found: Twin[]): void {
  if (node?.kind === "sequence") for (const it of node.items) collect(it, found);
  if (node?.kind !== "mapping") return;
  const known = mayHaveTwins(node.entries) ? new Set<string>() : undefined;
  for (const { key, value } of node.entries) {
    collect(value, found);
    if (known?.has(key.text)) found.push({ name: key.text, value: value ?? key });
    known?.add(key.text);
  }
}

/** Counted from 1. */
const lineOf = ({ from, span }: Node): number =>
  from ? from.document.text.slice(0, span.start).split("\n").length : 1;
