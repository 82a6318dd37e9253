import { lineEnd } from "../lines.ts";
import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { stop } from "./stop.ts";
import { veiledNode } from "./veil.ts";
import { yamlAgain } from "./yamlAgain.ts";

/** Ends the build: something else was needed in this place. Mirrors InvalidNodeKindError of kyaml. */
export function wrongKind(expected: Node["kind"], node: Node): never {
  const message = `wrong node kind: expected ${NAMES[expected]} but got ${NAMES[node.kind]}`;
  return stop(`${message}: node contents:\n${written(node)}\n`, placeOfNode(node));
}

const NAMES = {
  scalar: "ScalarNode",
  mapping: "MappingNode",
  sequence: "SequenceNode",
  alias: "AliasNode",
} as const;

/** The node as its file has it, comments included, in go-yaml's layout. */
function written(seen: Node): string {
  const node = veiledNode(seen);
  const { from, span } = node;
  if (node !== seen && node.kind === "scalar") return node.text;
  if (!from) return node.kind === "scalar" ? node.text : yamlAgain(node, "", []).trimEnd();
  const end = lineEnd(from.document.text, span.end);
  const comments = parsed(from.document).comments.filter(
    (it) => it.span.start >= span.start && it.span.end <= end,
  );
  return yamlAgain(node, from.document.text, comments).trimEnd();
}
