import type { Mapping, Node } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import type { Explanation } from "./explanation.ts";
import { type FieldSpec, visitFields } from "./fieldSpec.ts";
import { idOf, keyOf, withPast } from "./id.ts";
import { isNull, scalarText } from "./scalars.ts";
import { setScalar } from "./setScalar.ts";
import { noteRewrite, type Rewrites, rewritten } from "./sharedScalars.ts";
import { stop, within } from "./stop.ts";
import { trackedJson } from "./trackedJson.ts";
import { fieldOf, withField, withItems } from "./tree.ts";
import { wrongKind } from "./wrongKind.ts";

/** Settings of the step (kustomize.md §11); the last two only a transformer configuration can give. */
export interface NamespaceSettings {
  readonly namespace: string;
  /** The text that holds it. */
  readonly node?: Node | undefined;
  readonly fieldSpecs: readonly FieldSpec[];
  /** Leaves namespaces that are there. */
  readonly unsetOnly?: boolean | undefined;
  readonly subjects?: "defaultOnly" | "allServiceAccounts" | "none" | undefined;
}

/** Moves the objects to a namespace. Mirrors api/filters/namespace. */
export function setNamespace(
  objects: readonly BuiltObject[],
  settings: NamespaceSettings,
  step: Step,
): readonly BuiltObject[] {
  if (settings.namespace === "") return objects;
  const moved = [...objects];
  const counts = new Map<string, number>();
  const count = (object: BuiltObject, by: number) => {
    const key = keyOf(idOf(object));
    counts.set(key, (counts.get(key) ?? 0) + by);
    return counts.get(key) ?? 0;
  };
  for (const it of objects) count(it, 1);
  for (const [index, object] of objects.entries()) {
    const made = changedBy(withPast(object), moveObject(object, settings, step), step);
    moved[index] = made;
    count(object, -1);
    if (count(made, 1) > 1) return conflict(moved, made, settings, step);
  }
  return moved;
}

function conflict(
  objects: readonly BuiltObject[],
  object: BuiltObject,
  { node }: NamespaceSettings,
  step: Step,
): never {
  const key = keyOf(idOf(object));
  const same = objects.filter((it) => keyOf(idOf(it)) === key);
  const shown = same.map(trackedJson).join(" ");
  const message = `namespace transformation produces ID conflict: [${shown}]`;
  return stop(message, placeOfNode(node) ?? step.place, [], explained(same));
}

function explained(same: readonly BuiltObject[]): Explanation {
  const [{ kind = "", name = "" } = {}] = same.map(idOf);
  return {
    code: "namespace-conflict",
    message: `This namespace makes one of ${same.length} that are called ${kind} ${name}`,
    next: "Give one of them another name, or take it out.",
    related: same.flatMap((it) => {
      const place = placeOfNode(fieldOf(fieldOf(it.node, "metadata"), "name"));
      return place ? [{ place, message: `${kind} ${name}` }] : [];
    }),
  };
}

function moveObject(object: BuiltObject, settings: NamespaceSettings, step: Step): Mapping {
  const { kind, clusterScoped } = idOf(object);
  const isBinding = kind === "RoleBinding" || kind === "ClusterRoleBinding";
  const rewrites: Rewrites = new Map();
  const write = (field: Node, made: boolean): Node => {
    if (settings.unsetOnly && (scalarText(field) ?? "") !== "") return field;
    const value = { text: settings.namespace, as: "string", source: settings.node, step } as const;
    const after = setScalar(field, made, value);
    if (!made) noteRewrite(rewrites, field, after);
    return after;
  };
  const visit = (node: Mapping, spec: FieldSpec) =>
    visitFields(node, spec, write, { kind: "scalar", cause: causedBy(settings.node, step) });
  let node = object.node;
  if (!clusterScoped) node = visit(node, { path: "metadata/namespace", create: true });
  if (isBinding) node = withSubjects(node, settings, write, step);
  const work = () => specsFor(node, isBinding, settings).reduce(visit, node);
  return rewritten(within(told, work), rewrites);
}

const told = (message: string): string => {
  const isCollection = /wrong node kind: expected ScalarNode but got (Mapping|Sequence)Node/.test(
    message,
  );
  const words = isCollection
    ? "namespace field specs must target scalar nodes"
    : "namespace transformation failed";
  return `${words}: ${message}`;
};

/** The name of a Namespace is its namespace, but only of the one that is Kubernetes' own. */
function specsFor(node: Mapping, isBinding: boolean, { fieldSpecs }: NamespaceSettings) {
  const isCore = scalarText(fieldOf(node, "apiVersion")) === "v1";
  return fieldSpecs.filter(({ path, kind }) => {
    if (path === "metadata/namespace" || (path === "metadata/name" && !isCore)) return false;
    const isBindingSpec = kind === "RoleBinding" || kind === "ClusterRoleBinding";
    return !(isBinding && isBindingSpec && path === "subjects/namespace");
  });
}

/** Subjects that mean a ServiceAccount of the namespace that the binding is in. */
function withSubjects(
  node: Mapping,
  { subjects = "defaultOnly", node: source }: NamespaceSettings,
  write: (field: Node, made: boolean) => Node,
  step: Step,
): Mapping {
  const list = fieldOf(node, "subjects");
  if (subjects === "none" || !list || isNull(list)) return node;
  if (list.kind !== "sequence") return wrongKind("sequence", list);
  const [key, value] =
    subjects === "defaultOnly" ? ["name", "default"] : ["kind", "ServiceAccount"];
  const items = list.items.map((subject) => {
    if (!subject || isNull(subject)) return subject;
    const words = `setting namespace on (cluster)role binding subjects: looking up ${key} on (cluster)role binding subject: `;
    if (subject.kind !== "mapping") return within(words, () => wrongKind("mapping", subject));
    const said = fieldOf(subject, key);
    if (said && said.kind !== "scalar") return within(words, () => wrongKind("scalar", said));
    if (scalarText(said) !== value) return subject;
    const known = fieldOf(subject, "namespace");
    const cause = causedBy(source, step);
    const field = known ?? { kind: "scalar", style: "plain", text: "", value: "", ...cause };
    return withField(subject, "namespace", write(field, !known), cause);
  });
  const same = items.every((it, index) => it === list.items[index]);
  return same ? node : withField(node, "subjects", withItems(list, items), causedBy(source, step));
}
