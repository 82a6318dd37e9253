import type { Mapping, Node, Scalar, Sequence } from "../node.ts";
import type { Step } from "../origin.ts";
import { parsed } from "../parsed.ts";
import { type ParsedDocument, splitDocuments } from "../yaml.ts";
import { causedBy } from "./causedBy.ts";
import { lookUp } from "./fieldPath.ts";
import { indented } from "./indentedJson.ts";
import { goJson } from "./json.ts";
import { keptType } from "./keptType.ts";
import { type FieldChange, matchFields } from "./matchFields.ts";
import { attempt } from "./stop.ts";
import { yamlAgain } from "./yamlAgain.ts";

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
  const change = (field: Node): Node => (field.kind === "scalar" ? keptType(field, text) : value);
  const { scalar: before, length, document } = found;
  const written = attempt(() => {
    const set = matchFields(root, path.slice(length), { change, create, parse: parsedText });
    return set.count === 0 ? undefined : writtenLike(before.text, document, set.node);
  });
  if (!("value" in written) || written.value === undefined) return undefined;
  const after = { ...keptType(before, written.value), ...causedBy(value, step, before) };
  const whole = replacedAlong(object, path.slice(0, length), after);
  return whole.kind === "mapping" ? { object: whole, before, after } : undefined;
}

/** What a text stands for, read as YAML; nothing where it is none. */
export function parsedText(scalar: Scalar): Node | undefined {
  return documentIn(scalar)?.root;
}

function documentIn(scalar: Scalar): ParsedDocument | undefined {
  const [first] = splitDocuments(scalar.text);
  const document = first && parsed(first.document);
  return document && document.errors.length === 0 ? document : undefined;
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
function writtenLike(before: string, document: ParsedDocument, node: Node): string {
  if (!/^\s*[{[]/.test(before)) return yamlAgain(node, before, document.comments).trim();
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
