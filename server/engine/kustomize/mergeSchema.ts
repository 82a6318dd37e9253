import {
  type MergeKind,
  type MergeLists,
  mergeKinds,
  metadataLists,
  podLists,
} from "./data/mergeLists.ts";

/** What a strategic merge needs to know of kinds: which lists are merged, and by what. */
export interface MergeSchema {
  /** Absent for a kind that the schema does not have. */
  readonly kind: (apiVersion: string, kind: string) => MergeField | undefined;
}

/** A field, or an element of a list. */
export interface MergeField {
  /** It is a list whose elements are told apart by these fields; none: a list of plain values. */
  readonly keys: readonly string[] | undefined;
  readonly field: (name: string) => MergeField | undefined;
  readonly element: () => MergeField | undefined;
}

/** The schema inside kustomize: Kubernetes v1.21.2. */
export const builtinSchema: MergeSchema = {
  kind(apiVersion, kind) {
    const name = `${apiVersion} ${kind}`;
    const known = made.get(name);
    if (known || !Object.hasOwn(mergeKinds, name)) return known;
    const field = fieldsOf(mergeKinds[name] ?? {});
    made.set(name, field);
    return field;
  },
};

const made = new Map<string, MergeField>();

interface Tree extends MergeField {
  keys: readonly string[] | undefined;
  readonly children: Map<string, Tree>;
}

function fieldsOf({ podSpec = [], lists = {}, objectMeta }: MergeKind): MergeField {
  const root = tree();
  if (objectMeta !== false) add(root, "metadata.", metadataLists);
  for (const pod of podSpec) add(root, `${pod}.`, podLists);
  add(root, "", lists);
  return root;
}

function add(root: Tree, prefix: string, lists: MergeLists) {
  for (const [path, keys] of Object.entries(lists)) {
    let it = root;
    for (const part of `${prefix}${path}`.replaceAll("[]", ".[]").split(".")) {
      const child = it.children.get(part) ?? tree();
      it.children.set(part, child);
      it = child;
    }
    it.keys = keys;
  }
}

function tree(): Tree {
  const children = new Map<string, Tree>();
  return {
    keys: undefined,
    children,
    field: (name) => children.get(name),
    element: () => children.get("[]"),
  };
}
