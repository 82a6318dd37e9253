import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import { stopAtDuplicates } from "./duplicateKeys.ts";
import { hasTwinsBelow } from "./hasTwins.ts";
import { applyOperation, jsonKind, textOf } from "./jsonOperations.ts";
import { lastOfTwins } from "./lastOfTwins.ts";
import { isNull } from "./scalars.ts";
import { attempt, stop, stopAgain } from "./stop.ts";
import { fromYaml11, throughJson } from "./throughJson.ts";
import { causeOf, emptyMapping, fieldOf } from "./tree.ts";
import { unfoundPath } from "./unfoundPath.ts";
import type { Growing } from "./wideMapping.ts";

/** One operation of a JSON 6902 patch, as written. */
export interface Operation {
  /** `unknown` where none is given. */
  readonly op: string;
  readonly path: Scalar | undefined;
  readonly from: Scalar | undefined;
  readonly value: Node | undefined;
  readonly node: Mapping;
}

/** The operations of a patch, which is read as YAML 1.1. Stops where the text is no list of mappings. */
export function readOperations(node: Node): readonly Operation[] {
  if (isNull(node)) return [];
  return node.kind === "sequence"
    ? node.items.map((it) => operation(it ? lastOfTwins(it) : node))
    : notOf("jsonpatch.Patch", node);
}

export interface Application {
  readonly step: Step;
  /** Nobody else holds the object, so what earlier operations added to may grow in its place. */
  readonly isOwn: boolean;
  /** The object as kustomize writes it down for the patch. */
  readonly told: () => Node;
}

/**
 * The object after all operations; the first that fails stops the build at its path. Values carry the place of their
 * operation. Mirrors json-patch v4 and its texts (kustomize.md §17).
 */
export function applyOperations(
  target: Mapping,
  operations: readonly Operation[],
  { step, isOwn, told }: Application,
): Mapping {
  const growing = isOwn ? growingIn(target, operations) : undefined;
  const document = operations.reduce<Node>(
    (it, operation) => explained(it, operation, () => applyOperation(it, operation, step, growing)),
    PASSED.has(target) ? target : readAgain(target, told),
  );
  if (document.kind !== "mapping") return notOf("map[string]interface {}", document);
  PASSED.set(document, growing);
  return document;
}

function readAgain(target: Mapping, told: () => Node): Mapping {
  if (hasTwinsBelow(target)) stopAtDuplicates(told(), "");
  return throughJson(target);
}

/** What operations left is as JSON has it, so the next patch need not walk through all of it again. */
const PASSED = new WeakMap<Mapping, Growing | undefined>();

/** What a copy holds, it shares with what was copied: neither may grow. */
const growingIn = (target: Mapping, operations: readonly Operation[]): Growing | undefined =>
  operations.some(({ op }) => op === "copy" || op === "move")
    ? undefined
    : (PASSED.get(target) ?? new Set());

function explained(document: Node, operation: Operation, work: () => Node): Node {
  const done = attempt(work);
  if ("value" in done) return done.value;
  const { error } = done;
  const explanation = UNFOUND.test(error.message) ? unfoundPath(document, operation) : undefined;
  return stopAgain({ ...error, explanation });
}

const UNFOUND = /is missing (from |destination )?(path|key)|nonexistent|index/;

function operation(node: Node): Operation {
  if (node.kind !== "mapping" && !isNull(node)) return notOf("jsonpatch.Operation", node);
  const mapping: Mapping = node.kind === "mapping" ? node : emptyMapping(causeOf(node));
  const value = fieldOf(mapping, "value");
  return {
    op: textOf(fieldOf(mapping, "op")) ?? "unknown",
    path: scalarOf(fieldOf(mapping, "path")),
    from: scalarOf(fieldOf(mapping, "from")),
    value: value && fromYaml11(value),
    node: mapping,
  };
}

const notOf = (type: string, node: Node): never =>
  stop(`json: cannot unmarshal ${jsonKind(node)} into Go value of type ${type}`, placeOfNode(node));

const scalarOf = (node: Node | undefined): Scalar | undefined =>
  node?.kind === "scalar" ? node : undefined;
