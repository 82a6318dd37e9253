/**
 * One line of the table of references: which field of which kind names something else.
 * Code interprets rows; a new reference is a new row.
 */
export interface ReferenceRow {
  /** The kind that holds the field; a group without its version. `*` as kind: every kind of the group. */
  readonly owner: { readonly group: string; readonly kind: string };
  /**
   * Where the reference stands, `spec.dependsOn[]`. A step `*` is any key, `[]` any item.
   * For an object reference it leads to the mapping that holds name and namespace (or to a scalar that is the name);
   * for a path reference to the scalar that is the path.
   */
  readonly at: string;
  readonly target: ObjectTarget | PathTarget | KeyTarget;
  /** What a target that is nowhere in the workspace means; see `Missing`. */
  readonly missing: Missing;
  /** The code of the rule that reports a missing target. */
  readonly code: string;
}

/**
 * `error`: the field repository shows that such targets stand beside it, so absence is a mistake.
 * `outside`: the thing may well come from outside (another repository, an operator, by hand): reported as information,
 * and only when something near by has nearly that name. `silent`: never reported; for links and renames only.
 */
export type Missing = "error" | "warning" | "outside" | "silent";

/** An object named by kind, name and namespace. */
export interface ObjectTarget {
  readonly type: "object";
  /** Kinds that may be named; the first is meant where the reference does not say. */
  readonly kinds: readonly { readonly group: string; readonly kind: string }[];
  /** Field beside the name that says which of `kinds`; absent where there is but one. */
  readonly kindField?: string;
  /** Field that holds `group/version` of the target, where it exists. */
  readonly apiVersionField?: string;
  /** Field that holds the name; absent when the place itself is a scalar with the name. */
  readonly nameField?: string;
  /** Field that holds the namespace; absent where the reference cannot leave its own namespace. */
  readonly namespaceField?: string;
  /** What an absent namespace means. `cluster`: the target has none. `explicit`: nothing is assumed. */
  readonly defaultNamespace: "own" | "cluster" | "explicit";
}

/** A file or a folder. */
export interface PathTarget {
  readonly type: "path";
  /** `file`: relative to the folder of the file that says it. `source`: relative to the root of the object's source. */
  readonly base: "file" | "source";
  readonly to: "file" | "folder" | "kustomization-or-file" | "component";
  /** What the target is for: a patch is not an object of its own. */
  readonly role: "resource" | "patch" | "configuration" | "data";
  /** `key=path` entries of generators. */
  readonly keyed?: boolean;
}

/** A key of the ConfigMap or Secret that the same mapping names. */
export interface KeyTarget {
  readonly type: "key";
  /** Path, from the mapping at `at`, to the field that names the object. */
  readonly keyField: string;
  readonly nameField: string;
  readonly kinds: readonly { readonly group: string; readonly kind: string }[];
  readonly kindField?: string;
}
