import type { Entry, Mapping, Node, Scalar } from "../node.ts";

/** May a colon stand right before a comma or the end of brackets? */
export const mayHoldOpenKeys = (text: string): boolean =>
  text.includes(":,") || text.includes(":]") || text.includes(":}");

/**
 * The tree with keys as go-yaml reads them inside brackets: to it a colon ends a plain text only before a blank, so `{a:, b}`
 * has a key `a:`. YAML 1.2 has the key `a` there. https://github.com/yaml/go-yaml (`yaml_parser_scan_plain_scalar`)
 */
export function withOpenKeys<T extends Node>(node: T, text: string): T;
export function withOpenKeys(node: Node, text: string): Node {
  if (node.kind === "mapping") {
    const entries = node.entries.map((it) => openEntry(it, node, text));
    return entries.every((it, index) => it === node.entries[index]) ? node : { ...node, entries };
  }
  if (node.kind !== "sequence") return node;
  const items = node.items.map((it) => it && openItem(it, text));
  return items.every((it, index) => it === node.items[index]) ? node : { ...node, items };
}

function openEntry(entry: Entry, { flow }: Mapping, text: string): Entry {
  const { key, value } = entry;
  if (!value) return flow && isOpen(key, text) ? { key: withColon(key), value } : entry;
  const made = withOpenKeys(value, text);
  return made === value ? entry : { key, value: made };
}

/** `[a:]` holds no mapping. */
function openItem(item: Node, text: string): Node {
  if (item.kind !== "mapping" || !item.flow || text[item.span.start] === "{") {
    return withOpenKeys(item, text);
  }
  const [entry] = item.entries;
  return entry && !entry.value && isOpen(entry.key, text)
    ? withColon(entry.key)
    : withOpenKeys(item, text);
}

const isOpen = ({ style, span: { end } }: Scalar, text: string): boolean =>
  style === "plain" && text[end] === ":" && ",]}".includes(text[end + 1] ?? " ");

function withColon(key: Scalar): Scalar {
  const text = `${key.text}:`;
  const span = { start: key.span.start, end: key.span.end + 1 };
  return { ...key, text, value: text, span };
}
