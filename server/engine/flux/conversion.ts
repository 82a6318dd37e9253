import { base64Bytes } from "../kustomize/base64.ts";
import { isNull, meaningOf } from "../kustomize/scalars.ts";
import { fieldOf } from "../kustomize/tree.ts";
import type { Mapping, Node, Scalar } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import { fieldsOf, type GoType } from "./goType.ts";
import { quantityFault } from "./quantity.ts";

/** What Go says of the first value that its structure cannot hold. */
export interface ConversionFault {
  readonly message: string;
  readonly place: DocumentPlace | undefined;
}

/**
 * Why the API server cannot read an object into the structure of its kind, though every value is of a type that the
 * field takes: half of an integer, a quantity that is none, bytes that are no base64. Fields are read in the order of
 * the structure (mirrored: k8s.io/apimachinery/pkg/runtime, converter.go).
 */
export function conversionFault(object: Mapping, structure: string): ConversionFault | undefined {
  for (const { name, type } of fieldsOf(structure).values()) {
    const fault = faultIn(fieldOf(object, name), type, INT64.has(name) ? "int64" : "int32");
    if (fault) return fault;
  }
  return undefined;
}

/** Fields whose integers have 64 bits; those of the others have 32. */
const INT64: ReadonlySet<string> = new Set([
  "activeDeadlineSeconds",
  "deletionGracePeriodSeconds",
  "expirationSeconds",
  "fsGroup",
  "generation",
  "nodeAllocatableUpdatePeriodSeconds",
  "observedGeneration",
  "revision",
  "runAsGroup",
  "runAsUser",
  "startingDeadlineSeconds",
  "supplementalGroups",
  "terminationGracePeriodSeconds",
  "tolerationSeconds",
]);

function faultIn(
  node: Node | undefined,
  type: GoType,
  integer: "int32" | "int64",
): ConversionFault | undefined {
  if (node === undefined || isNull(node)) return undefined;
  switch (type.type) {
    case "pointer":
      return faultIn(node, type.of, integer);
    case "struct":
      return node.kind === "mapping" ? conversionFault(node, type.name) : undefined;
    case "list":
      return node.kind === "sequence"
        ? firstOf(node.items, (it) => faultIn(it, type.of, integer))
        : undefined;
    case "map":
      return node.kind === "mapping"
        ? firstOf(node.entries, (it) => faultIn(it.value, type.of, integer))
        : undefined;
    default: {
      const message = node.kind === "scalar" ? mistake(node, type.type, integer) : undefined;
      return message === undefined ? undefined : { message, place: placeOfNode(node) };
    }
  }
}

function firstOf<T, U>(all: readonly T[], find: (it: T) => U | undefined): U | undefined {
  for (const it of all) {
    const found = find(it);
    if (found !== undefined) return found;
  }
  return undefined;
}

function mistake(
  scalar: Scalar,
  type: GoType["type"],
  integer: "int32" | "int64",
): string | undefined {
  const { tag, value } = meaningOf(scalar);
  switch (type) {
    case "integer":
      return tag === "!!float" && !Number.isInteger(value)
        ? `cannot convert float64 to ${integer}`
        : undefined;
    case "integerOrString":
      if (tag === "!!bool") return "json: cannot unmarshal bool into Go value of type int32";
      return tag === "!!float" && !Number.isInteger(value)
        ? `json: cannot unmarshal number ${value} into Go value of type int32`
        : undefined;
    case "quantity":
      return quantityFault(String(value).trim());
    case "bytes": {
      const at = illegalByte(scalar.text);
      return at === undefined
        ? undefined
        : `error decoding from json: illegal base64 data at input byte ${at}`;
    }
    default:
      return undefined;
  }
}

/** Where Go's decoder of base64 gives up. */
function illegalByte(text: string): number | undefined {
  if (base64Bytes(text)) return undefined;
  const letters = [...text].flatMap((it, index) => (/[\r\n]/.test(it) ? [] : [{ it, index }]));
  const strange = letters.find(({ it }) => !/[A-Za-z0-9+/]/.test(it));
  // A quantum of four that is cut short is told by its beginning.
  if (!strange) return letters[letters.length - (letters.length % 4)]?.index ?? text.length;
  if (strange.it !== "=") return strange.index;
  const within = letters.indexOf(strange) % 4;
  if (within < 2) return strange.index;
  const next = letters[letters.indexOf(strange) + 1];
  if (within === 2 && next?.it !== "=") return next?.index ?? text.length;
  return letters[letters.indexOf(strange) + (within === 2 ? 2 : 1)]?.index ?? text.length;
}
