import { lineEnd, lineStart } from "../lines.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { type Span, spanOf } from "../source.ts";
import { type Comment, type ParsedDocument, splitDocuments } from "../yaml.ts";
import { causedBy } from "./causedBy.ts";
import { lookUp } from "./fieldPath.ts";
import { indented } from "./indentedJson.ts";
import { goJson } from "./json.ts";
import { keptType } from "./keptType.ts";
import { type FieldChange, matchFields } from "./matchFields.ts";
import { goFault, parsedAsGo } from "./parsedAsGo.ts";
import { attempt, stop } from "./stop.ts";
import { VEIL, veiledScalar } from "./veil.ts";
import { ADDED, isAdded, yamlAgain } from "./yamlAgain.ts";

export interface SetInText {
  readonly object: Mapping;
  /** The text that holds the field. */
  readonly before: Scalar;
  readonly after: Scalar;
}

/**
 * Sets a field inside a text that is itself YAML or JSON, such as a file in a ConfigMap. `undefined` where the path
 * leads into no such text, or finds nothing there.
 */
export function setInText(
  object: Mapping,
  path: readonly string[],
  value: Node,
  create: FieldChange["create"],
  step: Step,
): SetInText | undefined {
  const found = textOnTheWay(object, path);
  const root = found?.document.root;
  if (!found || !root) return undefined;
  const text = value.kind === "scalar" ? value.text : "";
  const gone: Span[] = [];
  const change = (field: Node): Node => {
    if (field.kind === "scalar") return quotedText(field, keptType(field, text));
    if (isAdded(field)) return placed(value, ADDED);
    gone.push(withComments(field.span, before.text));
    return placed(value, spanOf(field.span.end, field.span.end));
  };
  const { scalar: before, length, document } = found;
  const written = attempt(() => {
    const added = create && { ...create, cause: { ...create.cause, span: ADDED } };
    const inner = { change, create: added, parse: parsedText };
    const set = matchFields(root, path.slice(length), inner);
    const comments = document.comments.filter(({ span }) => !gone.some((it) => isWithin(span, it)));
    return set.count === 0 ? undefined : writtenLike(before.text, comments, set.node);
  });
  if (!("value" in written) || written.value === undefined) return undefined;
  const after = { ...keptType(before, written.value), ...causedBy(value, step, before) };
  const whole = replacedAlong(object, path.slice(0, length), after);
  return whole.kind === "mapping" ? { object: whole, before, after } : undefined;
}

/** go-yaml puts a text in quotes that would be read as something else, and tells of other kinds by their tags. */
function quotedText(before: Scalar, after: Scalar): Scalar {
  if (before.tag !== undefined || after.tag !== "!!str") return after;
  const { tag: _, ...untagged } = after;
  return { ...untagged, style: "double" };
}

/** The value at one place of another text. */
function placed(node: Node, span: Span): Node {
  if (node.kind === "sequence") {
    return { ...node, span, items: node.items.map((it) => it && placed(it, span)) };
  }
  if (node.kind !== "mapping") return { ...node, span };
  const entries = node.entries.map(
    ({ key, value }): Entry => ({ key: { ...key, span }, value: value && placed(value, span) }),
  );
  return { ...node, span, entries };
}

/** What goes with a list or mapping: comments right above it, behind it, and below it where they stand as deep. */
function withComments({ start, end }: Span, text: string): Span {
  let first = lineStart(text, start);
  const column = start - first;
  const isBlock = /^[ -]*$/.test(text.slice(first, start));
  while (isBlock && first > 0) {
    const above = lineStart(text, first - 1);
    if (!/^[ \t]*(?:#|$)/.test(text.slice(above, first - 1))) break;
    first = above;
  }
  let last = lineEnd(text, end);
  if (text.slice(end, last).trim() !== "" && !/^[ \t]*#/.test(text.slice(end, last))) last = end;
  while (isBlock && last < text.length) {
    const next = lineEnd(text, last + 1);
    const [margin] = /^[ \t]*(?=#)/.exec(text.slice(last + 1, next)) ?? [];
    if (margin === undefined || margin.length < column) break;
    last = next;
  }
  return { start: isBlock ? first : start, end: last };
}

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

/** What a text stands for, read as YAML; nothing where it is empty. */
export function parsedText(scalar: Scalar): Node | undefined {
  const [first] = splitDocuments(scalar.text);
  const fault = first && goFault(first.document, 3, scalar.text);
  if (!fault) return documentIn(scalar)?.root;
  // The message may hold a part of the text.
  const told = veiledScalar(scalar) === VEIL ? VEIL : fault.message;
  return stop(`yaml: ${told}`, placeOfNode(scalar));
}

/** A key that stands twice is no mistake here. */
function documentIn(scalar: Scalar): ParsedDocument | undefined {
  const [first] = splitDocuments(scalar.text);
  return first && !goFault(first.document, 3, scalar.text) ? parsedAsGo(first.document) : undefined;
}

/** The first text that the path leads through. */
function textOnTheWay(object: Mapping, path: readonly string[]) {
  for (let length = 1; length < path.length; length++) {
    const found = attempt(() => lookUp(object, path.slice(0, length)));
    const scalar = "value" in found ? found.value : undefined;
    const document = scalar?.kind === "scalar" ? documentIn(scalar) : undefined;
    if (scalar?.kind === "scalar" && document) return { scalar, length, document };
  }
  return undefined;
}

/** JSON stays JSON, on one line or many; all else is YAML. */
function writtenLike(before: string, comments: readonly Comment[], node: Node): string {
  if (!/^\s*[{[]/.test(before)) return yamlAgain(node, before, comments).trim();
  const compact = goJson(node);
  return before.includes("\n") && before.includes("  ") ? indented(compact) : compact;
}

function replacedAlong(node: Node, path: readonly string[], value: Node): Node {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  const child = lookUp(node, [part]);
  if (!child) return node;
  const made = replacedAlong(child, rest, value);
  return node.kind === "mapping" ? inMapping(node, child, made) : inSequence(node, child, made);
}

function inMapping(mapping: Mapping, child: Node, made: Node): Mapping {
  const index = mapping.entries.findIndex((it) => it.value === child);
  const entry = mapping.entries[index];
  if (!entry) return mapping;
  return { ...mapping, entries: mapping.entries.with(index, { key: entry.key, value: made }) };
}

function inSequence(node: Node, child: Node, made: Node): Node {
  if (node.kind !== "sequence") return node;
  const list: Sequence = node;
  return { ...list, items: list.items.map((it) => (it === child ? made : it)) };
}
