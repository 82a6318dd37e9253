import {
  at,
  get,
  itemsOf,
  mappingOf,
  type Node,
  type Path,
  resolved,
  scalarOf,
  textOf,
} from "../node.ts";
import { groupOfKind, rowsOf } from "./all.ts";
import type { KeyTarget, KindName, ObjectTarget, PathTarget, ReferenceRow } from "./row.ts";

/** One reference as it stands in a resource. */
export interface Reference {
  readonly row: ReferenceRow;
  /** From the root of the resource to the scalar that says the name or path. */
  readonly path: Path;
  /** The name or path; for a key, the key. */
  readonly text: string;
  /** What stands before `text` in the same scalar: `key=` in the file list of a generator. */
  readonly prefix: string;
  /** For object references, and for the object that a key belongs to. */
  readonly kind: string;
  readonly group: string;
  /** As written; `undefined` where the row's default applies. */
  readonly namespace: string | undefined;
  /** For keys: the name of the object that should hold it. */
  readonly holder: string | undefined;
  /** For paths that count from another path of the same object: that one. */
  readonly base: string | undefined;
  /** Holds `${…}` or another template: what it will be is not known here. */
  readonly open: boolean;
  /** Says itself that its target may be absent. */
  readonly optional: boolean;
}

/** All references of a resource, in the order of the table. Total: what has the wrong shape is no reference. */
export function readReferences(owner: KindName, root: Node | undefined): readonly Reference[] {
  const branch = branchOf(owner);
  if (!branch || !root) return none;
  const out: Found[] = [];
  collect(branch, root, root, [], out);
  if (out.length === 0) return none;
  return out.sort((a, b) => a.order - b.order).map((it) => it.reference);
}

/** The rows of one kind as a tree of steps, so that fields which many rows pass through are looked up once. */
interface Branch {
  readonly rows: { readonly row: ReferenceRow; readonly order: number }[];
  readonly next: Map<string, Branch>;
}

interface Found {
  readonly reference: Reference;
  readonly order: number;
}

const branches = new Map<readonly ReferenceRow[], Branch>();

function branchOf({ group, kind }: KindName): Branch | undefined {
  const rows = rowsOf(group, kind);
  if (rows.length === 0) return undefined;
  let root = branches.get(rows);
  if (!root) {
    root = { rows: [], next: new Map() };
    for (const [order, row] of rows.entries()) grow(root, row, order);
    branches.set(rows, root);
  }
  return root;
}

function grow(root: Branch, row: ReferenceRow, order: number): void {
  let branch = root;
  for (const step of stepsOf(row.at)) {
    const next = branch.next.get(step) ?? { rows: [], next: new Map() };
    branch.next.set(step, next);
    branch = next;
  }
  branch.rows.push({ row, order });
}

function collect(branch: Branch, root: Node, node: Node, path: Path, out: Found[]): void {
  for (const { row, order } of branch.rows) {
    for (const reference of referencesAt(row, root, node, path)) out.push({ reference, order });
  }
  for (const [step, next] of branch.next) {
    if (step === "[]") {
      for (const [i, item] of itemsOf(node).entries()) {
        if (item) collect(next, root, item, [...path, i], out);
      }
    } else if (step === "*") {
      for (const { key, value } of mappingOf(node)?.entries ?? []) {
        if (value) collect(next, root, value, [...path, key.text], out);
      }
    } else {
      const value = get(node, step);
      if (value) collect(next, root, value, [...path, step], out);
    }
  }
}

const none: readonly Reference[] = [];

/** Does text hold a variable or template that some tool fills in later, or is it encrypted? */
export const isOpen = (text: string): boolean =>
  text.includes("${") ||
  text.includes("{{") ||
  text.includes("<<") ||
  text.includes("#{") ||
  text.startsWith("ENC[");

const steps = new Map<string, readonly string[]>();

/** `spec.dependsOn[]` → spec, dependsOn, []. */
function stepsOf(at: string): readonly string[] {
  let found = steps.get(at);
  if (!found) {
    found = at.replaceAll("[]", ".[]").split(".").filter(Boolean);
    steps.set(at, found);
  }
  return found;
}

function* walk(
  node: Node | undefined,
  steps: readonly string[],
  index: number,
  path: Path,
): Generator<{ readonly node: Node; readonly path: Path }> {
  if (!node) return;
  const step = steps[index];
  if (step === undefined) yield { node, path };
  else if (step === "[]") {
    for (const [i, item] of itemsOf(node).entries()) {
      yield* walk(item, steps, index + 1, [...path, i]);
    }
  } else if (step === "*") {
    for (const { key, value } of mappingOf(node)?.entries ?? []) {
      yield* walk(value, steps, index + 1, [...path, key.text]);
    }
  } else yield* walk(get(node, step), steps, index + 1, [...path, step]);
}

function* referencesAt(
  row: ReferenceRow,
  root: Node | undefined,
  node: Node,
  path: Path,
): Generator<Reference> {
  const { target } = row;
  if (target.type === "key") yield* keyReferences(row, target, node, path);
  else {
    const found =
      target.type === "path"
        ? pathReference(row, target, root, node, path)
        : objectReference(row, target, node, path);
    if (found) yield found;
  }
}

function pathReference(
  row: ReferenceRow,
  target: PathTarget,
  root: Node | undefined,
  node: Node,
  path: Path,
): Reference | undefined {
  const text = textOf(node);
  if (text === undefined || (target.inline && isInline(text))) return undefined;
  if (target.sourceKinds && !target.sourceKinds.includes(kindOfSource(root, target))) {
    return undefined;
  }
  const cut = target.keyed ? text.indexOf("=") + 1 : 0;
  const base = target.base === "applied" ? (textOf(at(root, ["spec", "path"])) ?? "") : undefined;
  return {
    ...reference(row, path, text.slice(cut), isOpen(text) || isOpen(base ?? "")),
    prefix: text.slice(0, cut),
    base,
  };
}

/** Is it the thing itself rather than the path of a file with it? */
const isInline = (text: string): boolean => text.includes("\n") || /^\s*[{[]|:\s/.test(text);

const kindOfSource = (root: Node | undefined, { sourceAt = "spec.sourceRef" }: PathTarget) =>
  textOf(at(root, [...sourceAt.split("."), "kind"])) ?? "";

function* keyReferences(
  row: ReferenceRow,
  target: KeyTarget,
  node: Node,
  path: Path,
): Generator<Reference> {
  const holder = textOf(get(node, target.nameField));
  const kind = kindFor(target, node);
  if (!holder || !kind) return;
  for (const found of walk(node, stepsOf(target.keyField), 0, path)) {
    const text = textOf(found.node);
    if (!text) continue;
    const open = isOpen(text) || isOpen(holder);
    yield { ...reference(row, found.path, text, open, node), ...kind, holder };
  }
}

function objectReference(
  row: ReferenceRow,
  target: ObjectTarget,
  node: Node,
  path: Path,
): Reference | undefined {
  const name = target.nameField === undefined ? node : get(node, target.nameField);
  if (target.nameField === undefined && resolved(node)?.kind !== "scalar") return undefined;
  const text = textOf(name);
  // An empty name names nothing; the schema says so where it is required. A star names everything.
  if (!text || text === "*" || !scalarOf(name)) return undefined;
  if (target.pattern && !isPlainPattern(text)) return undefined;
  const kind = kindFor(target, node);
  if (!kind) return undefined;
  const namespace = target.namespaceField ? textOf(get(node, target.namespaceField)) : undefined;
  const at = target.nameField === undefined ? path : [...path, target.nameField];
  const open = isOpen(text) || (namespace !== undefined && isOpen(namespace));
  return {
    ...reference(row, at, text, open, node),
    ...kind,
    namespace: namespace || undefined,
  };
}

/** Does the regular expression match just one name? A dot in a name is taken for itself. */
const isPlainPattern = (text: string): boolean => !/[\\^$*+?()[\]{}|]/.test(text);

/** The kind that is meant; `undefined` where none is, or one that the field does not take. */
function kindFor(target: ObjectTarget | KeyTarget, node: Node): KindName | undefined {
  const said = target.kindField ? textOf(get(node, target.kindField)) : undefined;
  const group = target.type === "object" ? saidGroup(target, node) : undefined;
  if (target.kinds.length === 0) {
    const meant = said === undefined ? undefined : (group ?? groupOfKind(said));
    return said === undefined || meant === undefined ? undefined : { group: meant, kind: said };
  }
  if (said === undefined && target.kindRequired) return undefined;
  const known =
    said === undefined
      ? target.kinds[0]
      : target.kinds.find((it) => wordFor(it.kind, target) === said);
  return known && { group: group ?? known.group, kind: known.kind };
}

/** What stands there for a kind. */
const wordFor = (kind: string, target: ObjectTarget | KeyTarget): string =>
  target.type === "object" && target.kindInCamelCase
    ? kind.charAt(0).toLowerCase() + kind.slice(1)
    : kind;

function saidGroup(target: ObjectTarget, node: Node): string | undefined {
  if (target.groupField) {
    const group = textOf(get(node, target.groupField));
    // `core` is how some write the group that has no name.
    return group === "core" ? "" : group;
  }
  if (!target.apiVersionField) return undefined;
  const apiVersion = textOf(get(node, target.apiVersionField));
  // Long gone, still written, and read as the group that the kind has now.
  if (!apiVersion || apiVersion.startsWith("extensions/")) return undefined;
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}

const reference = (
  row: ReferenceRow,
  path: Path,
  text: string,
  open: boolean,
  node?: Node,
): Reference => ({
  row,
  path,
  text,
  prefix: "",
  kind: "",
  group: "",
  namespace: undefined,
  holder: undefined,
  base: undefined,
  open,
  optional: row.optionalField !== undefined && textOf(get(node, row.optionalField)) === "true",
});
