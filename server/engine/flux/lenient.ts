import type { FieldType, StructType } from "../kustomize/kustomizationTypes.ts";
import { type Resolved, resolve11 } from "../kustomize/resolve.ts";
import { causeOf } from "../kustomize/tree.ts";
import type { Entry, Mapping, Node, Scalar } from "../node.ts";

/**
 * What Flux keeps of the kustomization file at the path that it builds (flux.md §2.4): fields that kustomize does not
 * know vanish, and numbers and booleans of YAML 1.1 become text where text is wanted. What still does not fit is left.
 */
export function lenient(node: Mapping, struct: StructType): Mapping {
  const entries = node.entries.flatMap(({ key, value }): readonly Entry[] => {
    const type = typeOf(struct, key.text);
    return type ? [{ key, value: value && fitted(value, type) }] : [];
  });
  return { ...node, entries };
}

function typeOf({ fields }: StructType, key: string): FieldType | undefined {
  const lower = key.toLowerCase();
  const name = Object.hasOwn(fields, key)
    ? key
    : Object.keys(fields).find((it) => it.toLowerCase() === lower);
  return name === undefined ? undefined : fields[name]?.type;
}

function fitted(node: Node, type: FieldType): Node {
  if (type.type === "struct") return node.kind === "mapping" ? lenient(node, type) : node;
  if (type.type === "string") return node.kind === "scalar" ? text(node) : node;
  if (type.type === "list" && node.kind === "sequence") {
    return { ...node, items: node.items.map((it) => it && fitted(it, type.of)) };
  }
  if (type.type !== "map" || node.kind !== "mapping" || !type.of) return node;
  const { of } = type;
  const entries = node.entries.map(({ key, value }) => ({
    key,
    value: value && fitted(value, of),
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

/** The shortest text that is the same number in 32 bits: `1.1`, `7e+10`, `1e-05`. */
function shortFloat(value: number): string {
  const near = Math.fround(value);
  if (!Number.isFinite(near)) return Number.isNaN(near) ? "NaN" : near > 0 ? "+Inf" : "-Inf";
  if (near === 0) return Object.is(near, -0) ? "-0" : "0";
  let digits = 1;
  while (digits < 9 && Math.fround(Number(value.toPrecision(digits))) !== near) digits++;
  const short = Number(value.toPrecision(digits));
  const [mantissa = "", exponent = "0"] = short.toExponential().split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(short);
  return `${mantissa}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}
