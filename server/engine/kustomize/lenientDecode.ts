import type { Mapping, Node, Scalar } from "../node.ts";
import { decoded } from "./decode.ts";
import { goFloat } from "./goFloat.ts";
import type { FieldType, StructType } from "./kustomizationTypes.ts";
import { resolve11 } from "./resolve.ts";
import { within } from "./stop.ts";

/**
 * As `decoded`, for what kustomize reads besides the kustomization itself: numbers and booleans are taken as text where
 * text is wanted, and fields that it does not know do not matter.
 */
export const decodedLeniently = (node: Node, struct: StructType): Mapping =>
  decodedFile(node, struct, false);

/** As `decodedLeniently`, but unknown fields end the build. */
export const decodedStrictly = (node: Node, struct: StructType): Mapping =>
  decodedFile(node, struct, true);

const decodedFile = (node: Node, struct: StructType, strict: boolean): Mapping =>
  within("error unmarshaling JSON: while decoding JSON: ", () =>
    decoded(fitted(node, struct, strict), struct),
  );

function fitted(node: Node, type: FieldType, strict: boolean): Node {
  if (type.type === "list" && node.kind === "sequence") {
    return { ...node, items: node.items.map((it) => it && fitted(it, type.of, strict)) };
  }
  if (type.type === "map" && type.of && node.kind === "mapping") {
    const { of } = type;
    const entries = node.entries.map(({ key, value }) => ({
      key,
      value: value && fitted(value, of, strict),
    }));
    return { ...node, entries };
  }
  if (type.type === "struct" && node.kind === "mapping") return fittedFields(node, type, strict);
  return type.type === "string" && node.kind === "scalar" ? asText(node) : node;
}

function fittedFields(node: Mapping, struct: StructType, strict: boolean): Mapping {
  const fields = new Map(
    Object.entries(struct.fields).map(([name, row]) => [name.toLowerCase(), row]),
  );
  const entries = node.entries.flatMap((entry) => {
    const { key, value } = entry;
    const known = fields.get(key.text.toLowerCase());
    if (!known) return strict ? [entry] : [];
    // What Go keeps in a structure inside is no text to the reader: it does not look there for the type.
    if (!value || known.inside) return [entry];
    return [{ key, value: fitted(value, known.type, strict) }];
  });
  return { ...node, entries };
}

function asText(node: Scalar): Scalar {
  if (node.style !== "plain" || node.tag !== undefined) return node;
  const { tag, value } = resolve11(node.text);
  const text =
    tag === "!!float"
      ? goFloat(Number(value)).general
      : tag === "!!int" || tag === "!!bool"
        ? String(value)
        : undefined;
  return text === undefined ? node : { ...node, style: "double", text, value: text };
}
