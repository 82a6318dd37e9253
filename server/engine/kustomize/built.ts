import type { Mapping, Path } from "../node.ts";
import type { DocumentPlace, Step } from "../origin.ts";
import type { YamlDocument } from "../yaml.ts";
import type { Ways } from "./context.ts";
import type { BuildError } from "./stop.ts";

/** One object at some point of a build. Immutable; overlays share what they do not change. */
export interface BuiltObject {
  /** Its tree. Every node carries its `from`; anchors, aliases and merge keys are expanded. */
  readonly node: Mapping;
  readonly began: Began;
  /** What changed it, oldest first; a step that left it as it was is not named. */
  readonly steps: readonly Step[];
  readonly track: Track;
}

/** Where an object came into being: a manifest, or the entry of a generator. */
export interface Began {
  readonly path: string;
  readonly document: YamlDocument;
  /** Where in the document: `[]`, `["items", 3]` in a List, `["configMapGenerator", 0]`. */
  readonly at: Path;
  readonly generator?: "ConfigMapGenerator" | "SecretGenerator" | "IAMPolicyGenerator";
}

/**
 * What kustomize remembers of an object in annotations below `internal.config.kubernetes.io/`, which it removes at the
 * end (kustomize.md §6). Kept beside the tree here.
 */
export interface Track {
  /** The identities it had, oldest first. */
  readonly past: readonly PastId[];
  /** Innermost first. */
  readonly prefixes: readonly string[];
  readonly suffixes: readonly string[];
  readonly behavior: "create" | "merge" | "replace" | undefined;
  readonly needsHash: boolean;
  /** Names of the vars that read from it; absent where there are none. */
  readonly vars?: readonly string[];
  /** What a schema of the user's own says of its kind; absent where only the built-in table counts. */
  readonly clusterScoped?: boolean;
}

export interface PastId {
  readonly kind: string;
  /** Effective: `default` for none, `_non_namespaceable_` for kinds without. */
  readonly namespace: string;
  readonly name: string;
  /** How many steps in a row found it so. */
  readonly times: number;
}

/** What a kustomization gives. */
export interface Build {
  /** In the order in which they are printed; none after an error. */
  readonly objects: readonly BuiltObject[];
  readonly error: BuildError | undefined;
  /** Lines that kustomize prints on stderr, such as those about deprecated fields. */
  readonly warnings: readonly string[];
  /** What kustomize passes over in silence, and what could not be followed. */
  readonly notes: readonly BuildNote[];
  /** For the next build, which takes over what has not changed. */
  readonly ways: Ways["now"];
}

/** Something worth saying about a build that goes on all the same. */
export interface BuildNote {
  readonly code: NoteCode;
  /** One sentence: the thing, and what follows. */
  readonly message: string;
  readonly place: DocumentPlace;
  /** What was probably meant, to stand at that place. */
  readonly meant?: string | undefined;
}

export type NoteCode =
  /** A patch whose target selects nothing. */
  | "patch-without-target"
  /** An element of a list that merges by a key, without that key. */
  | "merge-key-missing"
  /** A field that a patch adds and the kind does not have. */
  | "unknown-field"
  | "image-unused"
  | "replacement-without-target"
  /** Left out of the build: what depends on it cannot be judged. */
  | "remote-resource"
  | "remote-component"
  | "helm-chart";
