import type { Node } from "../node.ts";
import { aliasNode } from "./nodes.ts";
import { COLON, giveUp, isBlankAt, isFlowIndicator, type Reader } from "./reader.ts";

/** `*name`; an alias of nothing is left to the library, which says so. */
export function readAlias(reader: Reader): Node | undefined {
  const start = reader.pos;
  const name = anchorName(reader);
  const target = name === undefined ? undefined : reader.anchors.get(name);
  if (name === undefined || !target) return giveUp(reader);
  return aliasNode(start, reader.pos, name, target);
}

/** The name behind `&` or `*`; undefined where it is empty or ends in a colon, which is ambiguous. */
export function anchorName(reader: Reader): string | undefined {
  const { text, pos: start } = reader;
  let at = start + 1;
  while (!isBlankAt(text, at) && !isFlowIndicator(text.charCodeAt(at))) at++;
  reader.pos = at;
  if (at === start + 1 || text.charCodeAt(at - 1) === COLON) return undefined;
  return text.slice(start + 1, at);
}

/** The same node under a name, known to the aliases that follow. */
export function withAnchor(reader: Reader, node: Node, anchor: string): Node {
  const named = { ...node, anchor };
  reader.anchors.set(anchor, named);
  return named;
}
