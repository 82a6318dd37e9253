import type { Node, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { isNull } from "./scalars.ts";
import { splitPath } from "./splitPath.ts";
import { stop } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { wrongKind } from "./wrongKind.ts";

/**
 * The parts of a field path with dots: `spec.containers.[name=a.b].env.0`. Brackets hold a part together; they stay
 * where they select elements. Mirrors SmarterPathSplitter of kyaml.
 */
export function fieldPath(path: string): readonly string[] {
  const parts: string[] = [];
  let open: string[] | undefined;
  for (const part of splitPath(path, ".")) {
    if (!open && !(part.startsWith("[") && !part.endsWith("]"))) {
      parts.push(part);
      continue;
    }
    open = [...(open ?? []), part];
    if (!part.endsWith("]")) continue;
    parts.push(joined(open));
    open = undefined;
  }
  return open ? [...parts, joined(open)] : parts;
}

/** Around a selection of elements, brackets stay; around a mere name they go. */
function joined(parts: readonly string[]): string {
  const text = parts.join(".");
  return text.includes("=") ? text : text.replace(/^[[\]]+|[[\]]+$/g, "");
}

/** `[name=value]` taken apart; the name is empty for plain elements. */
export function selectionOf(part: string, at?: Node | undefined): { name: string; value: string } {
  const text = part.slice(1, -1);
  const equals = text.indexOf("=");
  if (equals < 0) {
    const message = "list path element must contain fieldName=fieldValue for element to match";
    return stop(message, placeOfNode(at));
  }
  return { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

export const isSelection = (part: string): boolean => part.startsWith("[") && part.endsWith("]");

/** The index that a part is. */
export const indexOf = (part: string): number | undefined =>
  /^[-+]?[0-9]+$/.test(part) ? Number(part) : undefined;

/** Does a part lead into a list, and not to a field of a mapping? */
export const isStep = (part: string): boolean =>
  part === "-" || part === "*" || isSelection(part) || indexOf(part) !== undefined;

/** What stands at a field path, whose list elements are selected by equality. Mirrors PathGetter of kyaml. */
export function lookUp(node: Node, path: readonly string[]): Node | undefined {
  let it: Node | undefined = node;
  for (const part of path.map((it) => it.trim())) {
    if (part === "") continue;
    if (!it) return undefined;
    it = step(it, part);
  }
  return it;
}

function step(node: Node, part: string): Node | undefined {
  const index = indexOf(part);
  if (index !== undefined) {
    if (index < 0) return stop(`array index ${index} cannot be negative`, placeOfNode(node));
    return elements(node)[index];
  }
  if (part === "-") return elements(node).at(-1);
  if (part === "*") return stop("wildcard is not supported in PathGetter", placeOfNode(node));
  if (isSelection(part)) return selected(node, selectionOf(part, node));
  if (isNull(node)) return undefined;
  return node.kind === "mapping" ? fieldOf(node, part) : wrongKind("mapping", node);
}

function selected(node: Node, { name, value }: { name: string; value: string }): Node | undefined {
  return elements(node).find((it) => {
    if (name === "") return (it?.kind === "scalar" ? it.text : "") === value;
    const field = fieldOf(it, name);
    return field !== undefined && (field.kind === "scalar" ? field.text : "") === value;
  });
}

/** The elements of a list; a null is an empty one. */
export function elements(node: Node): Sequence["items"] {
  if (node.kind === "sequence") return node.items;
  return isNull(node) ? [] : wrongKind("sequence", node);
}
