import { memo } from "../memo.ts";
import type { Mapping, Node, Scalar } from "../node.ts";
import type { YamlDocument } from "../yaml.ts";

/** What stands in messages for the values of a Secret. */
export const VEIL = "***";

/** An annotation in which kubectl keeps the whole object. */
export const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** A text as messages may print it: one that speaks of a Secret stays hidden as a whole. */
export const veiledText = (text: string): string => (SECRETIVE.test(text) ? VEIL : text);

/** Does it, as far as can be seen without reading it? It may be broken. */
export const speaksOfSecret = (text: string): boolean => SECRETIVE.test(text);

const SECRETIVE = /\bkind["']?\s*:\s*["']?Secret(Generator)?\b|\bstringData\b|\bsecretGenerator\b/;

/** A text that stands in a document which speaks of a Secret might be a value of it. */
export const veiledScalar = ({ text, from }: Scalar): string =>
  from && isSecretive(from.document) ? VEIL : text;

/** The node, if it stands in such a document with all values hidden. */
export const veiledNode = (node: Node): Node =>
  node.from && isSecretive(node.from.document) ? hidden(node) : node;

const isSecretive = memo((document: YamlDocument): boolean => SECRETIVE.test(document.text));

/** A configuration with patches of Secrets, by their text or their target, hidden. */
export function veiledConfiguration(node: Mapping): Mapping {
  const target = node.entries.find((it) => it.key.text === "target")?.value;
  const kinds = target?.kind === "mapping" ? target.entries : [];
  const ofSecret = kinds.some(
    ({ key, value }) =>
      key.text === "kind" && value?.kind === "scalar" && value.text.includes("Secret"),
  );
  const entries = node.entries.map(({ key, value }) => {
    const isPatch = key.text === "patch" || key.text === "jsonOp";
    return { key, value: value && (ofSecret && isPatch ? hidden(value) : veiledPart(value)) };
  });
  return { ...node, entries };
}

function veiledPart(node: Node): Node {
  if (node.kind === "mapping") return veiledConfiguration(node);
  if (node.kind === "sequence") {
    return { ...node, items: node.items.map((it) => it && veiledPart(it)) };
  }
  return node.kind === "scalar" && SECRETIVE.test(node.text) ? hidden(node) : node;
}

function hidden(node: Node): Node {
  if (node.kind === "scalar") return { ...node, style: "plain", text: VEIL, value: VEIL };
  if (node.kind === "sequence") return { ...node, items: node.items.map((it) => it && hidden(it)) };
  if (node.kind !== "mapping") return node;
  const entries = node.entries.map(({ key, value }) => ({ key, value: value && hidden(value) }));
  return { ...node, entries };
}
