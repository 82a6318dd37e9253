import { lenientText } from "../bytes.ts";
import type { Node, Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { base64Bytes } from "./base64.ts";
import { isStructure } from "./isStructure.ts";
import { isNullText, isSurelyText, type Resolved, resolve11, resolvePlain } from "./resolve.ts";
import { stop } from "./stop.ts";
import type { Cause } from "./tree.ts";
import { veiledScalar } from "./veil.ts";

export type Tag =
  | "!!str"
  | "!!int"
  | "!!float"
  | "!!bool"
  | "!!null"
  | "!!timestamp"
  | "!!binary"
  | "!!map"
  | "!!seq";

/**
 * The tag of a value that a transformer made without saying what it is. Until the object is written and read again, all
 * steps take it for a string (IsYNodeString of kyaml); it is printed without quotes, as whatever its text says.
 */
const UNTAGGED = "";

/** What a scalar is to go-yaml v3. Quotes make a string of it; a tag of its own goes before both. */
export function tagOf(scalar: Scalar): Tag {
  if (scalar.tag !== undefined && scalar.tag !== "!") {
    return KNOWN.has(scalar.tag) ? (scalar.tag as Tag) : "!!str";
  }
  if (scalar.style !== "plain" || isSurelyText(scalar.text)) return "!!str";
  return resolvePlain(scalar.text).tag;
}

const KNOWN: ReadonlySet<string> = new Set([
  "!!int",
  "!!float",
  "!!bool",
  "!!null",
  "!!timestamp",
  "!!binary",
]);

/** Is nothing there, or an explicit null? */
export const isNull = (node: Node | undefined): boolean =>
  node === undefined || (node.kind === "scalar" && isNullScalar(node));

/** The text of a scalar that is not null. */
export const scalarText = (node: Node | undefined): string | undefined =>
  node?.kind === "scalar" && !isNullScalar(node) ? node.text : undefined;

/** Asked of nearly every scalar, so that what else it may be is not looked at. */
const isNullScalar = ({ tag, style, text }: Scalar): boolean =>
  tag === undefined || tag === "!" ? style === "plain" && isNullText(text) : tag === "!!null";

/** A string, in quotes where the bare text would be read as something else. */
export const stringNode = (text: string, { from, span }: Cause): Scalar => ({
  kind: "scalar",
  span,
  style: isPlainString(text) && !isStructure(text) ? "plain" : "double",
  text,
  value: text,
  from,
});

/** Text that resolves afresh: `7` becomes a number. */
export const plainNode = (text: string, { from, span }: Cause): Scalar => ({
  kind: "scalar",
  span,
  style: "plain",
  text,
  value: plainValue(text),
  from,
});

/** As `plainNode`, but a string to the steps that follow: see `UNTAGGED`. */
export function untaggedNode(text: string, cause: Cause): Scalar {
  const node = plainNode(text, cause);
  return isSurelyText(text) ? node : { ...node, tag: UNTAGGED };
}

/** Is it written without quotes, whatever it is taken for? */
export const isUntagged = ({ tag }: Scalar): boolean => tag === UNTAGGED;

/** Would the bare text of this string be read as something else? */
export const isHiddenString = (scalar: Scalar): boolean =>
  scalar.style === "plain" &&
  tagOf(scalar) === "!!str" &&
  !isUntagged(scalar) &&
  resolvePlain(scalar.text).tag !== "!!str";

/** What bare text stands for. */
export function plainValue(text: string): Scalar["value"] {
  const { tag, value } = resolvePlain(text);
  if (tag === "!!int") return Number(value);
  const isKnown = tag === "!!bool" || tag === "!!null" || tag === "!!float";
  return isKnown ? (value as Scalar["value"]) : text;
}

/**
 * What a scalar of a built object stands for. A tag that its text does not fit ends the build, as reading the text
 * again does in kustomize.
 */
export function meaningOf(scalar: Scalar): Resolved {
  const { tag, text } = scalar;
  if (tag === undefined || tag === "!" || tag === UNTAGGED) {
    return scalar.style === "plain" ? resolvePlain(text) : { tag: "!!str", value: text };
  }
  if (tag === "!!binary") return { tag: "!!str", value: decoded(scalar) };
  if (!KNOWN.has(tag)) return { tag: "!!str", value: text };
  // A date is only looked for where none of the other types was asked for.
  const found = resolvePlain(text, tag === "!!timestamp");
  if (found.tag === tag) return found;
  if (tag === "!!float" && found.tag === "!!int") {
    return { tag: "!!float", value: Number(found.value) };
  }
  return stop(
    `yaml: cannot decode ${found.tag} \`${veiledScalar(scalar)}\` as a ${tag}`,
    placeOfNode(scalar),
  );
}

/** In brackets a time needs quotes for its colons, and what has quotes is a text. */
export function meaningIn(scalar: Scalar, inBrackets: boolean): Resolved {
  const meaning = meaningOf(scalar);
  return inBrackets && meaning.tag === "!!timestamp" && scalar.text.includes(":")
    ? { tag: "!!str", value: scalar.text }
    : meaning;
}

/** As `meaningOf`, to go-yaml v2, which reads patches and kustomization files; no dates come out of it. */
export function meaningOf11(scalar: Scalar): Resolved {
  const { tag, text, style } = scalar;
  const isBare = tag === undefined || tag === UNTAGGED;
  if (tag === "!" || (isBare && style !== "plain")) return { tag: "!!str", value: text };
  if (tag === "!!binary") return { tag: "!!str", value: decoded(scalar) };
  if (!isBare && !KNOWN.has(tag)) return { tag: "!!str", value: text };
  const found = resolve11(text);
  if (tag === "!!float" && found.tag === "!!int") {
    return { tag: "!!float", value: Number(found.value) };
  }
  if (!isBare && found.tag !== tag) {
    return stop(
      `yaml: cannot decode ${found.tag} \`${veiledScalar(scalar)}\` as a ${tag}`,
      placeOfNode(scalar),
    );
  }
  return found.tag === "!!timestamp" ? { tag: "!!str", value: text } : found;
}

/** What a scalar is to a reader of YAML 1.1, with which kustomization files and Flux's settings are read. */
export const tag11Of = (scalar: Scalar): Tag => {
  if (scalar.tag !== undefined && scalar.tag !== "!") {
    return KNOWN.has(scalar.tag) ? (scalar.tag as Tag) : "!!str";
  }
  return scalar.style === "plain" ? resolve11(scalar.text).tag : "!!str";
};

/** Would a writer of YAML 1.1 or 1.2 leave this text without quotes? */
export function isPlainString(text: string): boolean {
  return resolve11(text).tag === "!!str" && resolvePlain(text).tag === "!!str" && !isBase60(text);
}

/** `12:30:45`, a number to some readers of YAML 1.1. Never read so by go-yaml, but quoted by it. */
export function isBase60(text: string): boolean {
  const first = text.charCodeAt(0);
  const mayBe = first === 0x2b || first === 0x2d || (first >= 0x30 && first <= 0x39);
  return mayBe && text.includes(":") && BASE_60.test(text);
}

const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

function decoded(scalar: Scalar): string {
  const bytes = base64Bytes(scalar.text);
  if (bytes) return lenientText(bytes);
  return stop("yaml: !!binary value contains invalid base64 data", placeOfNode(scalar));
}
