import type { Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { parseDocument } from "../yaml.ts";
import { goValue } from "./goValue.ts";
import { stop } from "./stop.ts";
import { veiledScalar } from "./veil.ts";

/** Is the key a mapping or a list? Braces in a template that lacks its quotes make one: `name: {{ .Values.name }}`. */
export const isComplexKey = ({ tag }: Scalar): boolean => tag === "!!map" || tag === "!!seq";

/**
 * What go-yaml says to such a key, which no object of Go can hold. Only the text of the key is kept. Of keys inside keys
 * the innermost is told.
 */
export function noKey(key: Scalar, version: 2 | 3): string {
  const text = veiledScalar(key);
  const isShown = text === key.text;
  const { root } = parseDocument({ text, inherited: undefined });
  const inside = isShown ? complexKeyIn(root) : undefined;
  if (inside) return noKey(inside, version);
  return `yaml: invalid map key: ${isShown ? goValue(root, version) : text}`;
}

function complexKeyIn(node: Node | undefined): Scalar | undefined {
  for (const it of partsOf(node)) {
    const found = it?.kind === "scalar" && isComplexKey(it) ? it : complexKeyIn(it);
    if (found) return found;
  }
  return undefined;
}

function partsOf(node: Node | undefined): readonly (Node | undefined)[] {
  if (node?.kind === "sequence") return node.items;
  return node?.kind === "mapping" ? node.entries.flatMap(({ key, value }) => [key, value]) : [];
}

/** Ends the build where a mapping or a list is a key, in the words of go-yaml v2. */
export function expectSimpleKeys(node: Node | undefined): void {
  if (node?.kind === "sequence") for (const it of node.items) expectSimpleKeys(it);
  if (node?.kind !== "mapping") return;
  for (const { key, value } of node.entries) {
    if (isComplexKey(key)) stop(noKey(key, 2), placeOfNode(key));
    expectSimpleKeys(value);
  }
}
