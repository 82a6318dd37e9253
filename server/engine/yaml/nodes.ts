import type { Alias, Mapping, Node, Scalar, ScalarStyle, Sequence } from "../node.ts";

/**
 * The only makers of nodes that come from text. Both readers use them,
 * so that every node of a kind has the same fields in the same order, which keeps reading trees fast.
 */
export function scalarNode(
  start: number,
  end: number,
  style: ScalarStyle,
  text: string,
  value: Scalar["value"],
  props: Props | undefined,
): Scalar {
  const node: Scalar = { kind: "scalar", span: { start, end }, style, text, value };
  return props ? { ...node, ...props } : node;
}

/** What may stand before a node: `&anchor` and `!tag`. */
export interface Props {
  readonly anchor?: string;
  readonly tag?: string;
}

export function mappingNode(
  start: number,
  end: number,
  flow: boolean,
  entries: Mapping["entries"],
  props: Props | undefined,
): Mapping {
  const node: Mapping = { kind: "mapping", span: { start, end }, flow, entries };
  return props ? { ...node, ...props } : node;
}

export function sequenceNode(
  start: number,
  end: number,
  flow: boolean,
  items: Sequence["items"],
  props: Props | undefined,
): Sequence {
  const node: Sequence = { kind: "sequence", span: { start, end }, flow, items };
  return props ? { ...node, ...props } : node;
}

export function aliasNode(
  start: number,
  end: number,
  name: string,
  target: Node | undefined,
): Alias {
  return { kind: "alias", span: { start, end }, name, target };
}

/** A key that is told by an alias: it stands where the alias does, and says what the target says. */
export const keyOfAlias = (start: number, end: number, { style, text, value, tag }: Scalar) =>
  scalarNode(start, end, style, text, value, tag === undefined ? undefined : { tag });

/** The end of the last visible character before `end`. */
export function visibleEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && text.charCodeAt(at - 1) <= 0x20) at--;
  return at;
}
