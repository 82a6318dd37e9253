import type { Mapping, Node } from "../node.ts";
import { type DocumentPlace, placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import type { Explanation } from "./explanation.ts";
import { type Creating, type FieldSpec, visitFields } from "./fieldSpec.ts";
import { idOf, keyOf, withPast } from "./id.ts";
import { isNull, scalarText } from "./scalars.ts";
import { setScalar } from "./setScalar.ts";
import { noRewrites, noteRewrite, rewritten } from "./sharedScalars.ts";
import { retell, stop, within } from "./stop.ts";
import { trackedJson } from "./trackedJson.ts";
import { fieldOf, withField, withItems } from "./tree.ts";
import { type Learned, onEach, type Pass, type Work } from "./work.ts";
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
export function setNamespace(settings: NamespaceSettings, step: Step): Work {
  if (settings.namespace === "") return onEach((it) => it);
  const moving: Moving = {
    ...settings,
    step,
    creating: { kind: "scalar", cause: causedBy(settings.node, step) },
    specsFor: specsAmong(settings),
  };
  const move = (it: BuiltObject) => changedBy(withPast(it), moveObject(it, moving), step);
  return {
    run: (objects) => movedAll(objects, move, placeOfNode(settings.node) ?? step.place),
    start: () => passOf(move),
  };
}

type Move = (object: BuiltObject) => BuiltObject;

/** Stops at the first object that comes to be called as another is, be that moved by then or not. */
function movedAll(
  objects: readonly BuiltObject[],
  move: Move,
  place: DocumentPlace,
): readonly BuiltObject[] {
  const moved = [...objects];
  const counts = countsOf(objects.map(nameOf));
  for (const [index, object] of objects.entries()) {
    const made = move(object);
    moved[index] = made;
    if (exchanged(counts, nameOf(object), nameOf(made)) > 1) return conflict(moved, made, place);
  }
  return moved;
}

function passOf(move: Move): Pass {
  const before: string[] = [];
  const after: string[] = [];
  const recall = (learned: Learned) => {
    before.push(learned.before ?? "");
    after.push(learned.after ?? "");
  };
  const change = (object: BuiltObject) => {
    const made = move(object);
    before.push(nameOf(object));
    after.push(nameOf(made));
    return made;
  };
  const learned = () => ({ before: before.at(-1) ?? "", after: after.at(-1) ?? "" });
  const isDone = () => {
    const counts = countsOf(before);
    return after.every((it, index) => exchanged(counts, before[index] ?? "", it) === 1);
  };
  return { change, isDone, learned, recall };
}

const nameOf = (object: BuiltObject): string => keyOf(idOf(object));

type Counts = Map<string, number>;

function countsOf(names: readonly string[]): Counts {
  const counts: Counts = new Map();
  for (const it of names) counts.set(it, (counts.get(it) ?? 0) + 1);
  return counts;
}

/** How many have the new name once one has it in place of the old. */
function exchanged(counts: Counts, old: string, now: string): number {
  counts.set(old, (counts.get(old) ?? 0) - 1);
  const count = (counts.get(now) ?? 0) + 1;
  counts.set(now, count);
  return count;
}

function conflict(
  objects: readonly BuiltObject[],
  object: BuiltObject,
  place: DocumentPlace,
): never {
  const name = nameOf(object);
  const same = objects.filter((it) => nameOf(it) === name);
  const shown = same.map(trackedJson).join(" ");
  const message = `namespace transformation produces ID conflict: [${shown}]`;
  return stop(message, place, [], explained(same));
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

interface Moving extends NamespaceSettings {
  readonly step: Step;
  readonly creating: Creating;
  readonly specsFor: ReturnType<typeof specsAmong>;
}

function moveObject(object: BuiltObject, moving: Moving): Mapping {
  const { namespace, node: source, step, creating } = moving;
  const { kind, clusterScoped } = idOf(object);
  const isBinding = kind === "RoleBinding" || kind === "ClusterRoleBinding";
  const rewrites = noRewrites();
  const write = (field: Node, made: boolean): Node => {
    if (moving.unsetOnly && (scalarText(field) ?? "") !== "") return field;
    const after = setScalar(field, made, { text: namespace, as: "string", source, step });
    if (!made) noteRewrite(rewrites, field, after);
    return after;
  };
  let { node } = object;
  if (!clusterScoped) node = visitFields(node, OWN, write, creating);
  if (isBinding) node = withSubjects(node, moving, write, step);
  const isCore = scalarText(fieldOf(node, "apiVersion")) === "v1";
  try {
    for (const it of moving.specsFor(isCore, isBinding)) {
      node = visitFields(node, it, write, creating);
    }
  } catch (thrown) {
    return retell(thrown, told);
  }
  return rewritten(node, rewrites);
}

const OWN: FieldSpec = { path: "metadata/namespace", create: true };

const told = (message: string): string => {
  const isCollection = /wrong node kind: expected ScalarNode but got (Mapping|Sequence)Node/.test(
    message,
  );
  const words = isCollection
    ? "namespace field specs must target scalar nodes"
    : "namespace transformation failed";
  return `${words}: ${message}`;
};

/** Tells the fields to write; the name of a Namespace is its namespace, but only of the one that is Kubernetes' own. */
function specsAmong({ fieldSpecs }: NamespaceSettings) {
  const known = new Map<string, readonly FieldSpec[]>();
  return (isCore: boolean, isBinding: boolean): readonly FieldSpec[] => {
    const key = `${isCore} ${isBinding}`;
    const specs =
      known.get(key) ??
      fieldSpecs.filter(({ path, kind }) => {
        if (path === "metadata/namespace" || (path === "metadata/name" && !isCore)) return false;
        const isBindingSpec = kind === "RoleBinding" || kind === "ClusterRoleBinding";
        return !(isBinding && isBindingSpec && path === "subjects/namespace");
      });
    known.set(key, specs);
    return specs;
  };
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
