import {
  get,
  itemsOf,
  mappingOf,
  type Node,
  type Path,
  resolved,
  scalarOf,
  textOf,
} from "../node.ts";
import { rowsOf } from "./all.ts";
import type { ObjectTarget, ReferenceRow } from "./row.ts";

/** One reference as it stands in a resource. */
export interface Reference {
  readonly row: ReferenceRow;
  /** From the root of the resource to the scalar that says the name or path. */
  readonly path: Path;
  /** The name or path as written; for a key, the key. */
  readonly text: string;
  /** For object references, and for the object that a key belongs to. */
  readonly kind: string;
  readonly group: string;
  /** As written; `undefined` where the row's default applies. */
  readonly namespace: string | undefined;
  /** For keys: the name of the object that should hold it. */
  readonly holder: string | undefined;
  /** Holds `${…}` or another template: what it will be is not known here. */
  readonly open: boolean;
}

/** All references of a resource, in the order of the table. Total: what has the wrong shape is no reference. */
export function readReferences(
  owner: { readonly group: string; readonly kind: string },
  root: Node | undefined,
): readonly Reference[] {
  const out: Reference[] = [];
  for (const row of rowsOf(owner.group, owner.kind)) {
    for (const { node, path } of walk(root, stepsOf(row.at), 0, [])) {
      const found = referenceAt(row, node, path);
      if (found) out.push(found);
    }
  }
  return out;
}

/** Does text hold a variable or template that some tool fills in later? */
export const isOpen = (text: string): boolean =>
  text.includes("${") || text.includes("{{") || text.includes("<<") || text.includes("#{");

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

function referenceAt(row: ReferenceRow, node: Node, path: Path): Reference | undefined {
  const { target } = row;
  if (target.type === "path") {
    const text = textOf(node);
    if (text === undefined) return undefined;
    const value = target.keyed ? text.slice(text.indexOf("=") + 1) : text;
    return { ...named(row, path, value), kind: "", group: "" };
  }
  const kindText = target.kindField ? textOf(get(node, target.kindField)) : undefined;
  const kind = pick(target.kinds, kindText);
  if (!kind) return undefined;
  if (target.type === "key") {
    const key = textOf(get(node, target.keyField));
    const holder = textOf(get(node, target.nameField));
    if (key === undefined || holder === undefined) return undefined;
    return { ...named(row, [...path, target.keyField], key), ...kind, holder };
  }
  return objectReference(row, target, node, path, kind);
}

function objectReference(
  row: ReferenceRow,
  target: ObjectTarget,
  node: Node,
  path: Path,
  kind: { readonly group: string; readonly kind: string },
): Reference | undefined {
  const name = target.nameField === undefined ? node : get(node, target.nameField);
  // An empty name names nothing; the schema says so where it is required.
  if (target.nameField === undefined && resolved(node)?.kind !== "scalar") return undefined;
  const text = textOf(name);
  if (!text || !scalarOf(name)) return undefined;
  const namespace = target.namespaceField ? textOf(get(node, target.namespaceField)) : undefined;
  const apiVersion = target.apiVersionField ? textOf(get(node, target.apiVersionField)) : undefined;
  return {
    ...named(row, target.nameField === undefined ? path : [...path, target.nameField], text),
    kind: kind.kind,
    group: apiVersion === undefined ? kind.group : groupOf(apiVersion),
    namespace: namespace || undefined,
    open: isOpen(text) || (namespace !== undefined && isOpen(namespace)),
  };
}

const groupOf = (apiVersion: string): string =>
  apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";

function pick(
  kinds: readonly { readonly group: string; readonly kind: string }[],
  said: string | undefined,
) {
  if (said === undefined) return kinds[0];
  return kinds.find((it) => it.kind === said);
}

const named = (row: ReferenceRow, path: Path, text: string): Reference => ({
  row,
  path,
  text,
  kind: "",
  group: "",
  namespace: undefined,
  holder: undefined,
  open: isOpen(text),
});
