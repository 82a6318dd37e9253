import type { Node, Scalar } from "../node.ts";
import { aliasNode, keyOfAlias } from "./nodes.ts";
import { COLON, giveUp, isBlankAt, isFlowIndicator, type Reader, skipSpaces } from "./reader.ts";

/** `*name`; an alias of nothing is left to the library, which says so. */
export function readAlias(reader: Reader): Node | undefined {
  const start = reader.pos;
  const name = anchorName(reader);
  const target = name === undefined ? undefined : reader.anchors.get(name);
  if (name === undefined || !target) return giveUp(reader);
  return aliasNode(start, reader.pos, name, target);
}

/**
 * `*name :` before a value, which says what the anchored scalar says; `pos` is then at the colon. Go's reader, and so
 * everybody who writes for it, lets the colon stand right behind the name; YAML 1.2 would take it for a part of that.
 */
export function aliasKey(reader: Reader): Scalar | undefined {
  const { text, pos: start } = reader;
  NAME.lastIndex = start + 1;
  const name = NAME.exec(text)?.[0] ?? "";
  const end = start + 1 + name.length;
  const colon = skipSpaces(text, end);
  const target = reader.anchors.get(name);
  if (text.charCodeAt(colon) !== COLON || !isBlankAt(text, colon + 1)) return undefined;
  if (target?.kind !== "scalar") return undefined;
  if (colon === end) reader.lenient = true;
  reader.pos = colon;
  return keyOfAlias(start, end, target);
}

const NAME = /[A-Za-z0-9_-]*/y;

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
