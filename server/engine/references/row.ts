/**
 * One line of the table of references: which field of which kind names something else.
 * Code interprets rows; a new reference is a new row. A row holds for every version of its kind,
 * so fields that moved between versions have a row each.
 */
export interface ReferenceRow {
  /** The kind that holds the field; a group without its version. */
  readonly owner: KindName;
  /**
   * Where the reference stands, `spec.dependsOn[]`. A step `*` is any key, `[]` any item.
   * For an object reference it leads to the mapping that holds name and namespace (or to a scalar that is the name);
   * for a path reference to the scalar that is the path.
   */
  readonly at: string;
  readonly target: ObjectTarget | PathTarget | KeyTarget;
  /** What a target that is nowhere in the workspace means; see `Missing`. */
  readonly missing: Missing;
  /** The code of the rule that reports a missing target; absent where none does. */
  readonly code?: string;
  /** Field beside the name which, when `true`, says that the target may be absent. */
  readonly optionalField?: string;
  /** What follows when it is not there, for a code that many fields share: `its pods do not start`. */
  readonly consequence?: string;
}

export interface KindName {
  readonly group: string;
  readonly kind: string;
}

/**
 * What the field repositories (field-notes.md §2) show of such targets that are not in the tree.
 * `error`: they stand beside those who name them, so absence is a mistake.
 * `warning`: nearly always beside them, and sometimes in another repository.
 * `information`: often beside them, often made by something else.
 * `outside`: may well come from outside: reported only when something near by has nearly that name, or bootstrap's own
 * files stand in the tree.
 * `near`: as `outside`, and then merely as a hint, because people make such things by hand.
 * `slip`: made by charts and operators as often as not: reported only where one stands beside it that is spelt alike.
 * `silent`: never reported; for links and renames only.
 */
export type Missing = "error" | "warning" | "information" | "outside" | "near" | "slip" | "silent";

/** An object named by kind, name and namespace. */
export interface ObjectTarget {
  readonly type: "object";
  /** Kinds that may be named; the first is meant where the reference does not say. Empty: any kind that it says. */
  readonly kinds: readonly KindName[];
  /** Field beside the name that says which of `kinds`; absent where there is but one. */
  readonly kindField?: string;
  /** Without that field it is no reference at all. */
  readonly kindRequired?: boolean;
  /** The kind begins with a small letter there: `configMap`. */
  readonly kindInCamelCase?: boolean;
  /** Field that holds `group/version` of the target, where it exists. */
  readonly apiVersionField?: string;
  /** Field that holds the group of the target alone, where it exists. */
  readonly groupField?: string;
  /** Field that holds the name; absent when the place itself is a scalar with the name. */
  readonly nameField?: string;
  /** Field that holds the namespace; absent where the reference cannot leave its own namespace. */
  readonly namespaceField?: string;
  /** What an absent namespace means. `cluster`: the target has none. `explicit`: nothing is assumed. */
  readonly defaultNamespace: "own" | "cluster" | "explicit";
  /** The name is a regular expression; only one that is plain text names an object. */
  readonly pattern?: boolean;
}

/** A file or a folder. */
export interface PathTarget {
  readonly type: "path";
  /**
   * `file`: relative to the folder of the file that says it. `source`: relative to the root of the object's source.
   * `applied`: relative to the folder that `spec.path` of the same object names.
   */
  readonly base: "file" | "source" | "applied";
  readonly to: "file" | "folder" | "kustomization-or-file" | "component";
  /** What the target is for: a patch is not an object of its own. */
  readonly role: "resource" | "patch" | "configuration" | "data";
  /** `key=path` entries of generators. */
  readonly keyed?: boolean;
  /** The text may also be the thing itself, written out. */
  readonly inline?: boolean;
  /** Where the object names its source; `spec.sourceRef` when absent. */
  readonly sourceAt?: string;
  /** Only with a source of one of these kinds is the text a path. */
  readonly sourceKinds?: readonly string[];
}

/** A key of the ConfigMap or Secret that the same mapping names. */
export interface KeyTarget {
  readonly type: "key";
  /** Way from the mapping at `at` to the key, `key` or `items[].key`. */
  readonly keyField: string;
  readonly nameField: string;
  readonly kinds: readonly KindName[];
  readonly kindField?: string;
  readonly kindRequired?: boolean;
}
