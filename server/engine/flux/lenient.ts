import type { FieldType, StructType } from "../kustomize/kustomizationTypes.ts";
import { type Resolved, resolve11 } from "../kustomize/resolve.ts";
import { causeOf } from "../kustomize/tree.ts";
import type { Entry, Mapping, Node, Scalar } from "../node.ts";
import { shortFloat } from "./shortFloat.ts";

/**
 * What Flux keeps of the kustomization file at the path that it builds (flux.md §2.4): fields that kustomize does not
 * know vanish, and numbers and booleans of YAML 1.1 become text where text is wanted. What still does not fit is
 * left, and so are numbers in what Go keeps in a structure inside of another: there it does not look.
 */
export const lenient = (node: Mapping, struct: StructType): Mapping => known(node, struct, true);

/** `fits`: what is to be text becomes text. */
function known(node: Mapping, struct: StructType, fits: boolean): Mapping {
  const entries = node.entries.flatMap(({ key, value }): readonly Entry[] => {
    const field = fieldOf(struct, key.text);
    if (!field) return [];
    const seen = fits && field.inside === undefined;
    return [{ key, value: value && fitted(value, field.type, seen) }];
  });
  return { ...node, entries };
}

function fieldOf({ fields }: StructType, key: string): StructType["fields"][string] | undefined {
  const lower = key.toLowerCase();
  const name = Object.hasOwn(fields, key)
    ? key
    : Object.keys(fields).find((it) => it.toLowerCase() === lower);
  return name === undefined ? undefined : fields[name];
}

function fitted(node: Node, type: FieldType, fits: boolean): Node {
  if (type.type === "struct") return node.kind === "mapping" ? known(node, type, fits) : node;
  if (type.type === "string") return fits && node.kind === "scalar" ? text(node) : node;
  if (type.type === "list" && node.kind === "sequence") {
    return { ...node, items: node.items.map((it) => it && fitted(it, type.of, fits)) };
  }
  if (type.type !== "map" || node.kind !== "mapping" || !type.of) return node;
  const { of } = type;
  const entries = node.entries.map(({ key, value }) => ({
    key,
    value: value && fitted(value, of, fits),
  }));
  return { ...node, entries };
}

function text(scalar: Scalar): Scalar {
  if (scalar.style !== "plain" || scalar.tag !== undefined) return scalar;
  const written = goText(resolve11(scalar.text));
  if (written === undefined) return scalar;
  return { kind: "scalar", ...causeOf(scalar), style: "double", text: written, value: written };
}

/** How Go writes a number or boolean as text; `undefined` for what is text already, or nothing. */
function goText({ tag, value }: Resolved): string | undefined {
  if (tag === "!!int" || tag === "!!bool") return String(value);
  return tag === "!!float" ? shortFloat(value) : undefined;
}
