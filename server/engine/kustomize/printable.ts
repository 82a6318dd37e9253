import { memo } from "../memo.ts";
import type { Mapping, Node, Scalar, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { isComplexKey, noKey } from "./complexKeys.ts";
import { stopAtDuplicates } from "./duplicateKeys.ts";
import { hasTwins } from "./hasTwins.ts";
import { infinite } from "./json.ts";
import { isSurelyText, resolvePlain } from "./resolve.ts";
import { meaningOf } from "./scalars.ts";
import { attempt, type BuildError, stop, within } from "./stop.ts";
import { writtenAsBlock } from "./writtenAsBlock.ts";

/**
 * Ends the build at an object that kustomize cannot print: keys that stand twice, keys that are no strings, infinite
 * numbers, tags that do not fit their text, some control characters. An object is looked at once.
 */
export function expectPrintable(object: Node) {
  const error = unprintableIn(object);
  if (error) stop(error.message, error.place, error.unread);
}

/** What `expectPrintable` would say of the object. */
export const unprintableIn: (object: Node) => BuildError | undefined = memo((object) => {
  const done = attempt(() => expectNode(object, { root: object, inBrackets: false, isTop: true }));
  return "error" in done ? done.error : undefined;
});

interface Spot {
  readonly root: Node;
  readonly inBrackets: boolean;
  /** The keys of the object itself are taken as text, whatever they are. */
  readonly isTop: boolean;
}

function expectNode(node: Node | undefined, spot: Spot) {
  if (node === undefined || node.kind === "alias") return;
  if (node.kind === "scalar") return expectScalar(node, spot);
  const inside = insideOf(node, spot);
  if (node.kind === "sequence") {
    for (const it of node.items) expectNode(it, inside);
  } else {
    if (hasTwins(node.entries)) stopAtDuplicates(spot.root);
    for (const { key, value } of node.entries) {
      expectKey(key, spot.isTop);
      expectNode(value, inside);
    }
  }
}

function insideOf({ flow }: Mapping | Sequence, spot: Spot): Spot {
  const { root, inBrackets, isTop } = spot;
  if (!isTop && (inBrackets || !flow)) return spot;
  return { root, inBrackets: inBrackets || flow, isTop: false };
}

/** kustomize's own steps write keys without quotes, so `7` is never a string. */
function expectKey(key: Scalar, isTop: boolean) {
  const { text, style, tag } = key;
  if (isComplexKey(key)) {
    stop(`map[string]interface {}(nil): ${noKey(key, 3)}`, placeOfNode(key));
  }
  if (!isTop) {
    const own = tag === "!" ? undefined : tag;
    const plain = style !== "plain" || isSurelyText(text) || resolvePlain(text).tag === "!!str";
    if (own === undefined ? !plain : own !== "!!str") {
      stop("json: unsupported type: map[interface {}]interface {}", placeOfNode(key));
    }
  }
  expectCharacters(key, text);
  if (text.includes("\u0085")) {
    stop("yaml: line 1: did not find expected ',' or '}'", placeOfNode(key));
  }
}

function expectScalar(scalar: Scalar, { inBrackets }: Spot) {
  const { tag, style, text } = scalar;
  // Written as a block on the way, this cannot be read back.
  if (text.startsWith("\t") && !inBrackets && writtenAsBlock(scalar)) {
    stop("yaml: found a tab character where an indentation space is expected", placeOfNode(scalar));
  }
  if (tag === undefined && (style !== "plain" || isSurelyText(text))) {
    return expectCharacters(scalar, text);
  }
  // Only a tag may not fit its text.
  const meaning =
    tag === undefined
      ? meaningOf(scalar)
      : within("map[string]interface {}(nil): ", () => meaningOf(scalar));
  if (meaning.tag === "!!str") return expectCharacters(scalar, meaning.value);
  if (meaning.tag === "!!float" && !Number.isFinite(meaning.value)) {
    infinite(scalar, meaning.value);
  }
}

/** On its way out an object is JSON that is read as YAML, which refuses what JSON does not escape. */
function expectCharacters(scalar: Scalar, text: string) {
  if (REFUSED.test(text)) {
    stop("yaml: control characters are not allowed", placeOfNode(scalar));
  }
}

const REFUSED = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;
