import type { Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { changedBy } from "./changedBy.ts";
import type { NameReference } from "./configuration.ts";
import { eachChanged } from "./eachChanged.ts";
import { visitFields } from "./fieldSpec.ts";
import { idOf, originalIdOf, printId } from "./id.ts";
import { type Referrals, referralsAmong } from "./referrals.ts";
import { fieldsIn, type Referrers, type ReferringField, referrersAmong } from "./referrers.ts";
import { isNull, plainNode, stringNode } from "./scalars.ts";
import { stop, within } from "./stop.ts";
import { causeOf, fieldOf, withField, withItems } from "./tree.ts";

/**
 * Objects whose names changed are named anew wherever others refer to them (kustomize.md §20).
 * Mirrors api/filters/nameref.
 */
export function fixNameReferences(
  objects: readonly BuiltObject[],
  references: readonly NameReference[],
): readonly BuiltObject[] {
  const current = [...objects];
  const referralsOf = referralsAmong(current);
  const referrersOf = referrersAmong(references);
  for (const [index, object] of objects.entries()) {
    const referrers = referrersOf(originalIdOf(object));
    if (referrers.fields.length === 0) continue;
    current[index] = fixed(object, referrers, referralsOf(object));
  }
  return current;
}

function fixed(object: BuiltObject, { fields, fork }: Referrers, referrals: Referrals) {
  let made = object;
  let present = fieldsIn(made.node, fork);
  if (present.length === 0) return object;
  for (let index = 0; index < fields.length; index++) {
    if (!present.includes(index)) continue;
    const before = made.node;
    made = fix(made, fields[index] as ReferringField, referrals);
    if (made.node !== before) present = fieldsIn(made.node, fork);
  }
  return made;
}

function fix(referrer: BuiltObject, field: ReferringField, referrals: Referrals): BuiltObject {
  const { path } = field.spec;
  const steps: Step[] = [];
  const work = () =>
    visitFields(referrer.node, { path }, (node) =>
      fixField(node, { field, referrer, referrals, steps }),
    );
  const told = (message: string) =>
    `updating name reference in '${path}' field of '${printId(idOf(referrer))}': ${message}`;
  const node = within(told, work);
  return steps.reduce((it, step) => changedBy(it, node, step), referrer);
}

interface Referring {
  readonly field: ReferringField;
  readonly referrer: BuiltObject;
  readonly referrals: Referrals;
  /** What was done so far. */
  readonly steps: Step[];
}

function fixField(node: Node, by: Referring): Node {
  if (isNull(node)) return node;
  if (node.kind === "scalar") return fixName(node, by);
  if (node.kind === "mapping") return fixNameAndNamespace(node, by);
  if (node.kind !== "sequence") return node;
  const items = eachChanged(node.items, (item) => item && fixItem(item, by));
  return items === node.items ? node : withItems(node, items);
}

function fixItem(item: Node, by: Referring): Node {
  if (item.kind !== "sequence") return fixField(item, by);
  return stop("a list is expected to be either a string or a map of string", placeOfNode(item));
}

function fixName(node: Scalar, by: Referring): Node {
  const { referrer, referrals } = by;
  const { target: kinds, parts } = by.field;
  const target = referrals.find({ referrer, target: kinds, parts, name: node.text });
  return target ? renamed(node, target, "name", by) : node;
}

/** `subjects` of role bindings, services of webhooks: a name with its namespace. */
function fixNameAndNamespace(node: Mapping, by: Referring): Node {
  const name = fieldOf(node, "name");
  if (!name) return stop("path config error; no 'name' field in node", placeOfNode(node));
  if (name.kind !== "scalar") return node;
  const namespace = fieldOf(node, "namespace");
  const { referrer, referrals, field } = by;
  const target = referrals.find({
    referrer,
    target: field.target,
    parts: field.parts,
    name: name.text,
    namespace: namespace && (namespace.kind === "scalar" ? namespace.text : ""),
    both: true,
  });
  if (!target) return node;
  const fixed = withField(node, "name", renamed(name, target, "name", by), causeOf(name));
  if (idOf(target).namespace === "") return fixed;
  const moved = renamed(namespace, target, "namespace", by);
  return withField(fixed, "namespace", moved, causeOf(moved));
}

/** The text of the target, from where the target has it; the reference keeps its quotes. */
function renamed(
  old: Node | undefined,
  target: BuiltObject,
  key: "name" | "namespace",
  { steps }: Referring,
): Node {
  const text = idOf(target)[key];
  if (old?.kind === "scalar" && old.text === text) return old;
  const source = fieldOf(fieldOf(target.node, "metadata"), key) ?? target.node;
  const place = source.from?.step?.place ?? placeOfNode(source);
  const { from, span } = causeOf(source);
  const step: Step | undefined = place && { by: "NameReferenceTransformer", place };
  if (step) steps.push(step);
  const { path, document } = from;
  const origin = { path, document, ...(step && { step }), ...(old && { before: old }) };
  const cause = { from: origin, span };
  if (old?.kind !== "scalar") return stringNode(text, cause);
  return old.style === "plain"
    ? plainNode(text, cause)
    : { ...stringNode(text, cause), style: old.style };
}
