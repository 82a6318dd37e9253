import type { Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { causedBy } from "./causedBy.ts";
import type { Operation } from "./jsonPatch.ts";
import { type Found, find, put, remove, take, update } from "./jsonPointer.ts";
import { sameJson } from "./sameJson.ts";
import { isNull, plainNode, tag11Of } from "./scalars.ts";
import { isShared, withChildren } from "./sharedScalars.ts";
import { stop } from "./stop.ts";
import { fieldOf, withCause } from "./tree.ts";
import type { Growing } from "./wideMapping.ts";

/** The document after one operation. Mirrors https://github.com/evanphx/json-patch/blob/v4.13.0/patch.go */
export function applyOperation(
  document: Node,
  operation: Operation,
  step: Step,
  growing?: Growing | undefined,
): Node {
  switch (operation.op) {
    case "add":
      return add(document, operation, step, growing);
    case "remove":
      return removeAt(document, operation);
    case "replace":
      return replace(document, operation, step);
    case "move":
      return move(document, operation, step);
    case "copy":
      return copy(document, operation, step);
    case "test":
      return test(document, operation);
    default:
      return fail(operation, `Unexpected kind: ${operation.op}`, fieldOf(operation.node, "op"));
  }
}

function add(document: Node, operation: Operation, step: Step, growing: Growing | undefined): Node {
  const path = pathOrNone(operation, "add");
  const unfound = `add operation does not apply: doc is missing path: "${path}": missing value`;
  const at = find(document, path) ?? fail(operation, unfound);
  const made = put(at.container, at.key, newValue(operation, step), "insert", growing);
  return typeof made === "string"
    ? fail(operation, `error in add for path: '${path}': ${made}`)
    : update(document, at, made);
}

/** Makes the value for its place, given what stood there. */
type Value = (before: Node | undefined) => Node;

function insert(
  document: Node,
  at: Found,
  value: Value,
  operation: Operation,
  words: string,
): Node {
  const made = put(at.container, at.key, value, "insert");
  return typeof made === "string" ? fail(operation, words + made) : update(document, at, made);
}

function removeAt(document: Node, operation: Operation): Node {
  const path = pathOrNone(operation, "remove");
  const unfound = `remove operation does not apply: doc is missing path: "${path}": missing value`;
  const at = find(document, path) ?? fail(operation, unfound);
  const made = remove(at.container, at.key);
  return typeof made === "string"
    ? fail(operation, `error in remove for path: '${path}': ${made}`)
    : update(document, at, made);
}

function replace(document: Node, operation: Operation, step: Step): Node {
  const path = pathOf(operation, "replace");
  if (path === "") return replaceAll(document, operation, step);
  const words = "replace operation does not apply: doc is missing";
  const at = find(document, path) ?? fail(operation, `${words} path: ${path}: missing value`);
  const known = take(at.container, at.key);
  if (typeof known === "string") return fail(operation, `${words} key: ${path}: missing value`);
  const made = put(at.container, at.key, newValue(operation, step), "replace");
  return typeof made === "string"
    ? fail(operation, `error in remove for path: '${path}': ${made}`)
    : update(document, at, made);
}

function replaceAll(document: Node, operation: Operation, step: Step): Node {
  const made = newValue(operation, step)(document);
  if (made.kind !== "scalar") return made;
  return fail(operation, "replace operation value must be object or array: %!w(<nil>)");
}

function move(document: Node, operation: Operation, step: Step): Node {
  const { source, value } = taken(document, operation, "move");
  const without = typeof value === "string" ? value : remove(source.container, source.key);
  if (typeof without === "string") {
    return fail(operation, `error in move for path: '${source.key}': ${without}`, operation.from);
  }
  const left = update(document, source, without);
  const path = pathOf(operation, "move");
  const unfound = `move operation does not apply: doc is missing destination path: ${path}: missing value`;
  const at = find(left, path) ?? fail(operation, unfound);
  const moved = carried(value, operation, step);
  return insert(left, at, moved, operation, `error in move for path: '${path}': `);
}

function copy(document: Node, operation: Operation, step: Step): Node {
  const { from, value } = taken(document, operation, "copy");
  if (typeof value === "string") {
    return fail(operation, `error in copy for from: '${from}': ${value}`, operation.from);
  }
  const path = pathOrNone(operation, "copy");
  const unfound = `copy operation does not apply: doc is missing destination path: ${path}: missing value`;
  const at = find(document, path) ?? fail(operation, unfound);
  const words = "error while adding value during copy: ";
  return insert(document, at, carried(value, operation, step), operation, words);
}

/** What stands at `from`; a message where its index leads nowhere. */
function taken(document: Node, operation: Operation, name: "move" | "copy") {
  const { from: node } = operation;
  const from =
    textOf(node) ??
    fail(
      operation,
      `${name} operation failed to decode from: ${undecoded(node, "operation, missing from field")}`,
    );
  const unfound = `${name} operation does not apply: doc is missing from path: ${from}: missing value`;
  const source = find(document, from) ?? fail(operation, unfound, node);
  return { from, source, value: take(source.container, source.key) };
}

function test(document: Node, operation: Operation): Node {
  const path = pathOf(operation, "test");
  const failed = `testing value ${path} failed: test failed`;
  const { value } = operation;
  if (path === "") return value && sameJson(document, value) ? document : fail(operation, failed);
  const unfound = `test operation does not apply: is missing path: ${path}: missing value`;
  const at = find(document, path) ?? fail(operation, unfound);
  const found = take(at.container, at.key);
  if (typeof found === "string") {
    return fail(operation, `error in test for path: '${path}': ${found}`);
  }
  const same = isNull(found) ? isNull(value) : value !== undefined && sameJson(found, value);
  return same ? document : fail(operation, failed);
}

const newValue =
  (operation: Operation, step: Step): Value =>
  (before) => {
    const { value, node } = operation;
    if (!value) return plainNode("null", causedBy(node, step, before));
    const inner = withChildren(value, (it) => stamped(it, step));
    return withCause(inner, causedBy(value, step, before));
  };

const stamped = (node: Node, step: Step): Node =>
  withCause(
    withChildren(node, (it) => stamped(it, step)),
    causedBy(node, step),
  );

/** A value from elsewhere in the object: it keeps the place of its text. */
const carried =
  (value: Node | string | undefined, operation: Operation, step: Step): Value =>
  (before) =>
    typeof value === "object"
      ? withCause(apart(value), causedBy(value, step, before))
      : plainNode("null", causedBy(operation.from ?? operation.node, step, before));

/** To JSON, a label that is added in several places and its copy have nothing to do with one another. */
const apart = (node: Node): Node =>
  node.kind === "scalar" && isShared(node) ? { ...node } : withChildren(node, apart);

/** A text; what YAML 1.1 takes for something else is none. */
export const textOf = (node: Node | undefined): string | undefined =>
  node?.kind === "scalar" && jsonKind(node) === "string" && !isNull(node) ? node.text : undefined;

/** What Go's decoder of JSON calls it. */
export function jsonKind(node: Node): "object" | "array" | "bool" | "number" | "string" {
  if (node.kind === "mapping") return "object";
  if (node.kind === "sequence") return "array";
  const tag = node.kind === "scalar" ? tag11Of(node) : "!!str";
  if (tag === "!!bool") return "bool";
  return tag === "!!int" || tag === "!!float" ? "number" : "string";
}

function pathOf(operation: Operation, name: string): string {
  const reason = undecoded(operation.path, "operation missing path field");
  return (
    textOf(operation.path) ?? fail(operation, `${name} operation failed to decode path: ${reason}`)
  );
}

/** As `pathOf`; these operations do not say why they cannot read it. */
const pathOrNone = (operation: Operation, name: string): string =>
  textOf(operation.path) ??
  fail(operation, `${name} operation failed to decode path: missing value`);

function undecoded(node: Scalar | undefined, missing: string): string {
  if (!node || isNull(node)) return `${missing}: missing value`;
  return `json: cannot unmarshal ${jsonKind(node)} into Go value of type string`;
}

function fail(operation: Operation, message: string, at?: Node | undefined): never {
  const { path, node } = operation;
  return stop(message, placeOfNode(at ?? path ?? node) ?? placeOfNode(node));
}
