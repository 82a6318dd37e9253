import type { BuildNote, BuiltObject } from "../kustomize/built.ts";
import { scalarText } from "../kustomize/scalars.ts";
import { nearest } from "../nearest.ts";
import { get, type Mapping, type Node, type Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { fieldsOf, type GoType, goTypeOf } from "./goType.ts";

/**
 * Fields that a patch adds and the kind does not have. Flux reads Kubernetes' own kinds into their structures before
 * it applies them, so nothing of these fields is left to be judged later.
 */
export function unknownFields({ node, began }: BuiltObject): readonly BuildNote[] {
  const kind = scalarText(get(node, "kind")) ?? "";
  const name = goTypeOf(scalarText(get(node, "apiVersion")) ?? "", kind);
  if (name === undefined) return [];
  const added = [...unknownIn(node, { type: "struct", name }, kind)].filter(
    ({ key }) => key.from !== undefined && key.from.document !== began.document,
  );
  return added.flatMap(noteOf);
}

interface Unknown {
  readonly key: Scalar;
  /** The field that holds it, as sentences name it: `Deployment spec`. */
  readonly where: string;
  readonly known: readonly string[];
}

function* unknownIn(node: Node | undefined, type: GoType, where: string): Generator<Unknown> {
  if (type.type === "pointer") yield* unknownIn(node, type.of, where);
  if (type.type === "list" && node?.kind === "sequence") {
    for (const [index, item] of node.items.entries()) {
      yield* unknownIn(item, type.of, `${where}[${index}]`);
    }
  }
  if (node?.kind !== "mapping") return;
  if (type.type === "struct") yield* unknownInStruct(node, type.name, where);
  if (type.type !== "map") return;
  for (const { key, value } of node.entries) yield* unknownIn(value, type.of, inside(where, key));
}

function* unknownInStruct(mapping: Mapping, name: string, where: string): Generator<Unknown> {
  const fields = fieldsOf(name);
  for (const { key, value } of mapping.entries) {
    const field = fields.get(key.text);
    if (field) yield* unknownIn(value, field.type, inside(where, key));
    else yield { key, where, known: [...fields.keys()] };
  }
}

/** The kind stands before the first field. */
const inside = (where: string, { text }: Scalar): string =>
  where.includes(" ") ? `${where}.${text}` : `${where} ${text}`;

function noteOf({ key, where, known }: Unknown): readonly BuildNote[] {
  const place = placeOfNode(key);
  if (!place) return [];
  const near = nearest(key.text, known);
  const hint = near === undefined ? "." : `; did you mean "${near}"?`;
  const message = `Unknown field "${key.text}" in ${where}${hint} Flux drops it before it applies the object.`;
  return [{ code: "unknown-field", message, place }];
}
