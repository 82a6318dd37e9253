/**
 * What depends on what in a repository: sources, Flux Kustomizations, HelmReleases and Canaries, cluster by cluster.
 * `Place` is how a place in a file is told: by offsets inside the engine, by line and column outside.
 */
export interface Graph<Place> {
  readonly groups: readonly GraphGroup[];
  /** By group, then in the order in which they can start. */
  readonly nodes: readonly GraphNode<Place>[];
  readonly edges: readonly GraphEdge<Place>[];
}

/** Nodes that know one another. */
export interface GraphGroup {
  /** The same as long as it is the same cluster or folder. */
  readonly id: string;
  /**
   * `cluster`: what one entry point leads to. `folder`: a kustomization folder that no Flux Kustomization takes up.
   * `files`: what no build takes up.
   */
  readonly type: "cluster" | "folder" | "files";
  /** The folder of the entry point, or the one that is built; empty for `files`. As people read it. */
  readonly folder: string;
  /** In order; those that never start are in none. */
  readonly waves: readonly GraphWave[];
}

/** What can start together. */
export interface GraphWave {
  /** 0 are the entry points; -1 is what must be there before: sources and values that nothing applies. */
  readonly wave: number;
  /** Seconds after the entry points started: when the first of its first step can start. */
  readonly earliest: number;
  /** When the last of its first step starts, if everything takes as long as its timeout lets it. */
  readonly latest: number;
}

/** What something is to the graph. `object`: only what another node names, such as values or a workload. */
export type GraphNodeType = "source" | "kustomization" | "release" | "canary" | "object";

/**
 * `here`: it stands in files. `made`: something in the files has it made. `outside`: nobody here knows it, and it may well
 * be in the cluster. `missing`: nobody here knows it, and somebody here would.
 */
export type GraphStatus = "here" | "made" | "outside" | "missing";

export interface GraphName {
  /** The API group, without version. */
  readonly apiGroup: string;
  readonly kind: string;
  /** Empty where none is known. */
  readonly namespace: string;
  readonly name: string;
}

export interface GraphNode<Place> extends GraphName {
  /** Made of group and name: equal in two graphs where it is the same object. */
  readonly id: string;
  /** Id of its group. */
  readonly group: string;
  readonly type: GraphNodeType;
  readonly status: GraphStatus;
  /** Where its name is written, or who has it made; absent for what stands in no file. */
  readonly place?: Place;
  readonly facts: GraphFacts;
  readonly schedule: GraphSchedule;
  /** What a Kustomization applies, itself left out; nodes of the graph included. */
  readonly applies: readonly GraphName[];
  readonly marks: readonly GraphMark[];
  /** In a difference: in which of the two it is alone. */
  readonly only?: "before" | "after";
  /** In a difference: the wave that it had before, where that was another; null: it never started. */
  readonly waveBefore?: number | null;
  /** What the cluster says of it, where that is known. */
  readonly live?: GraphLiveState;
}

/** How an object fares in a cluster. */
export interface GraphLiveState {
  /** `Ready`, `Failed`: a word or two. */
  readonly name: string;
  readonly mood: GraphMood;
  /** What its controller says; may be empty. */
  readonly message: string;
}

/** `open`: under way, or held. `quiet`: nothing to say. */
export type GraphMood = "good" | "bad" | "open" | "quiet";

/** What a node says of itself. Times in seconds; absent where it says nothing and has no default. */
export interface GraphFacts {
  readonly path?: string;
  /** Name and version of the chart of a HelmRelease. */
  readonly chart?: string;
  readonly interval?: number;
  readonly retryInterval?: number;
  readonly timeout?: number;
  /** A Kustomization counts as ready only when all that it applies is (`all`), or some of it (`some`). */
  readonly wait?: "all" | "some";
  readonly suspended?: true;
}

/** When something can start. */
export type GraphSchedule =
  | {
      readonly type: "starts";
      readonly wave: number;
      /** Order inside its wave, from 0. */
      readonly step: number;
      /** Seconds after the entry points started. */
      readonly earliest: number;
      readonly latest: number;
    }
  | {
      readonly type: "never";
      /** Order among those that never start, from 0. */
      readonly step: number;
    };

/**
 * `dependsOn`, `source`, `chart`, `values`: `from` needs `to`. `applies`: the build of `from` gives `to`.
 * `targets`: the Canary `from` works on `to`.
 */
export type GraphEdgeType = "dependsOn" | "source" | "chart" | "values" | "applies" | "targets";

export interface GraphEdge<Place> {
  readonly from: string;
  readonly to: string;
  readonly type: GraphEdgeType;
  /** The field that says so. */
  readonly place?: Place;
  /** What a dependency must satisfy. */
  readonly readyExpr?: string;
  /** It may be absent. */
  readonly optional?: true;
  readonly only?: "before" | "after";
}

export type GraphMarkCode =
  | "cycle"
  | "missing"
  | "blocked"
  | "fails"
  | "suspended"
  | "applied-only"
  | "unused"
  | "not-applied"
  | "leaf";

/** Something worth knowing of a node. */
export interface GraphMark {
  readonly code: GraphMarkCode;
  readonly severity: "error" | "warning" | "information";
  /** Two or three words, for a picture. */
  readonly short: string;
  /** A whole sentence. */
  readonly message: string;
}

/** A place as people and programs outside read it. */
export interface GraphPlace {
  /** A path, or a URI in an editor. */
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 units. */
  readonly column: number;
}
