import type { Node } from "../node.ts";
import type { YamlDocument } from "../yaml.ts";

/** Which documents of a file so far have something that looks like an anchor of that name, in order. */
export type Sightings = Map<string, YamlDocument[]>;

/**
 * The anchors of earlier documents that this text uses, nearest first; undefined for nearly all.
 * The specification forbids it, people do it all the same, and some loaders let them.
 */
export function inherit(
  text: string,
  sightings: Sightings,
  anchorsOf: (document: YamlDocument) => ReadonlyMap<string, Node>,
): YamlDocument["inherited"] {
  if (sightings.size === 0 || !text.includes("*")) return undefined;
  const found = new Map<string, Node>();
  for (const name of strangers(text)) {
    const documents = sightings.get(name) ?? [];
    const nodes = documents.map((it) => anchorsOf(it).get(name));
    const nearest = nodes.findLast((it) => it !== undefined);
    if (nearest) found.set(name, nearest);
  }
  return found.size === 0 ? undefined : found;
}

/** Remembers what looks like an anchor in a document. Only parsing it tells whether it is one. */
export function sight(document: YamlDocument, sightings: Sightings) {
  if (!document.text.includes("&")) return;
  for (const name of new Set(namesIn(document.text, ANCHOR).keys())) {
    const known = sightings.get(name);
    if (known) known.push(document);
    else sightings.set(name, [document]);
  }
}

/** Do two documents inherit the same nodes? */
export function sameInheritance(a: YamlDocument["inherited"], b: YamlDocument["inherited"]) {
  if (!a || !b) return a === b;
  return a.size === b.size && [...a].every(([name, node]) => b.get(name) === node);
}

/** The anchors of a tree; of those with one name, the last. */
export function anchorsIn(root: Node | undefined): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  collect(root, found);
  return found;
}

const ALIAS = /(?<![^\s,[\]{}])\*([^\s,[\]{}]+)/g;
const ANCHOR = /(?<![^\s,[\]{}])&([^\s,[\]{}]+)/g;

/** Names that look like aliases and have no anchor above them in the same text. */
function strangers(text: string): readonly string[] {
  const own = namesIn(text, ANCHOR);
  return [...namesIn(text, ALIAS)]
    .filter(([name, at]) => at < (own.get(name) ?? at + 1))
    .map(([name]) => name);
}

/** Where each name stands first. */
function namesIn(text: string, pattern: RegExp): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { 1: name = "", index } of text.matchAll(pattern)) {
    if (!names.has(name)) names.set(name, index);
  }
  return names;
}

function collect(node: Node | undefined, found: Map<string, Node>) {
  if (node?.kind === "mapping") {
    for (const { key, value } of node.entries) {
      if (key.anchor) found.set(key.anchor, key);
      collect(value, found);
    }
  } else if (node?.kind === "sequence") {
    for (const item of node.items) collect(item, found);
  }
  if (node && node.kind !== "alias" && node.anchor) found.set(node.anchor, node);
}
