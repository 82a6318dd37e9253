import type { WirePlace } from "./canary.ts";
import type {
  GraphEdgeType,
  GraphFacts,
  GraphGroup,
  GraphLiveState,
  GraphMark,
  GraphMood,
  GraphName,
  GraphNodeType,
} from "./graph.ts";
import { notification } from "./notification.ts";
import { request } from "./request.ts";

/**
 * Whose graph. `files`: as they are now, unsaved edits included. `commit`: the last commit. `cluster`: what the connected
 * cluster holds. `since-commit`: what is not the same in the last commit. `apart`: what is only in Git, or only in the
 * cluster.
 */
export const graphLayers = ["files", "commit", "cluster", "since-commit", "apart"] as const;
export type GraphLayer = (typeof graphLayers)[number];

export const graphExportFormats = ["svg", "png", "mermaid", "dot", "json"] as const;
export type GraphExportFormat = (typeof graphExportFormats)[number];

/** Where waves follow one another: beside one another to the right, or one below the other. */
export const graphFlows = ["right", "down"] as const;
export type GraphFlow = (typeof graphFlows)[number];

/** What to show of a graph. An empty list leaves nothing out. */
export interface GraphChoice {
  readonly layer: GraphLayer;
  /** Absent: as it can best be read in the room there is. */
  readonly flow?: GraphFlow;
  /** Id of a node: only that one, what it needs, and what needs it. */
  readonly focus?: string;
  readonly namespaces: readonly string[];
  readonly kinds: readonly string[];
  /** Names of states. */
  readonly states: readonly string[];
  /** Ids of nodes of which all is shown that they apply. */
  readonly expanded: readonly string[];
  /** Ids of groups of which only the head is shown. */
  readonly collapsed: readonly string[];
}

/** Of a view, in pixels. */
export interface GraphRoom {
  readonly width: number;
  readonly height: number;
}

export interface GraphViewQuestion extends GraphChoice {
  /** Where the picture is to be seen. */
  readonly room?: GraphRoom;
  /** What is in the cluster, for layers that show it. */
  readonly live?: LiveGraph;
}

/** What a request cannot do, in one sentence. */
export interface GraphProblem {
  readonly problem: string;
}

/** A graph with all its places, ready to be drawn. */
export const drawGraph = request<GraphViewQuestion, GraphPicture<WirePlace> | GraphProblem>(
  "flightpath/drawGraph",
);

/** What is shown, as text of a format; `png` is made of `svg` by who can draw. */
export const exportGraph = request<GraphExportQuestion, GraphExport | GraphProblem>(
  "flightpath/exportGraph",
);

export interface GraphExportQuestion extends GraphViewQuestion {
  readonly format: Exclude<GraphExportFormat, "png">;
}

export interface GraphExport {
  readonly text: string;
}

/** Findings about what is written around a place: those of its document. */
export const graphFindings = request<GraphAt, readonly GraphFinding[]>("flightpath/graphFindings");

/** Ids of the nodes whose document holds a line; of all nodes of the file without one. */
export const graphNodesAt = request<GraphAt, readonly string[]>("flightpath/graphNodesAt");

export interface GraphAt {
  readonly uri: string;
  /** Counted from 0. */
  readonly line?: number;
}

export interface GraphFinding {
  readonly severity: "error" | "warning" | "information" | "hint";
  readonly code: string;
  readonly message: string;
}

/** Graphs that were drawn may look different now. */
export const graphChanged = notification<Record<string, never>>("flightpath/graphChanged");

/** What a cluster says of its Flux and Flagger objects. */
export interface LiveGraph {
  /** The context, as people name it. */
  readonly context: string;
  readonly nodes: readonly LiveNode[];
  readonly edges: readonly LiveEdge[];
  /** What of it is not known, one sentence each. */
  readonly notes: readonly string[];
  /** Kinds of which it is not known what there is; absent: none. */
  readonly unread?: readonly UnreadKind[];
}

/** Nobody has read, or may read, what there is of a kind. */
export interface UnreadKind {
  readonly apiGroup: string;
  readonly kind: string;
  /** Absent: in no namespace. */
  readonly namespace?: string;
}

export interface LiveNode extends GraphName {
  readonly type: GraphNodeType;
  readonly state: GraphLiveState;
  readonly facts: GraphFacts;
  /** What it has applied. */
  readonly applies: readonly GraphName[];
}

export interface LiveEdge {
  /** Index of a node. */
  readonly from: number;
  readonly to: GraphName;
  readonly type: GraphEdgeType;
  readonly readyExpr?: string;
  readonly optional?: true;
}

/** Index into `places` of the same picture. */
export type GraphPlaceIndex = number;

/** Lengths in pixels at a zoom of 100 %. `Place` is how a place in a file is told. */
export interface GraphPicture<Place> {
  readonly layer: GraphLayer;
  readonly flow: GraphFlow;
  /** `42 of 120 nodes, 60 edges` */
  readonly summary: string;
  /** What is left out or not known, one sentence each. */
  readonly notes: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PictureGroup[];
  /** By group, then in the order in which they can start. */
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly PictureEdge[];
  /** Of the whole layer. */
  readonly choices: GraphChoices;
  /** The node that is focused on; absent where there is none, or it is gone. */
  readonly focus?: string;
  readonly places: readonly Place[];
}

export interface GraphChoices {
  readonly namespaces: readonly GraphCount[];
  readonly kinds: readonly GraphCount[];
  readonly states: readonly GraphCount[];
}

export interface GraphCount {
  readonly name: string;
  readonly count: number;
}

/** A cluster or folder: a frame around its nodes. */
export interface PictureGroup {
  readonly id: string;
  readonly type: GraphGroup["type"];
  readonly title: string;
  /** `18 nodes, 2 errors` */
  readonly summary: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isCollapsed: boolean;
  /** Where the lines of its edges are counted from. */
  readonly corner: { readonly x: number; readonly y: number };
  readonly bands: readonly PictureBand[];
}

/** What can start together. It stands in its group, and counts from its corner. */
export interface PictureBand {
  /** `Wave 2`, `Before`, `Never` */
  readonly title: string;
  /** `after 30 s` */
  readonly earliest: string;
  /** `at the latest after 5 min`; may be empty. */
  readonly latest: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PictureNode extends GraphName {
  readonly id: string;
  /** Index of its group, and of its band in it. */
  readonly group: number;
  readonly band: number;
  readonly type: GraphNodeType;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly state: { readonly name: string; readonly mood: GraphMood };
  /** What the state means, or what is the matter; may be empty. */
  readonly message: string;
  /** It stands in no file. */
  readonly isElsewhere: boolean;
  readonly marks: readonly GraphMark[];
  /** What it says of itself, in words: `every 10 min`. */
  readonly facts: readonly string[];
  /** How many objects it applies. */
  readonly applies: number;
  readonly isExpanded: boolean;
  /** In a difference: `new`, `gone`, `only in Git`, `only in the cluster`, `was wave 2`. */
  readonly change?: string;
  readonly only?: "before" | "after";
  readonly place?: GraphPlaceIndex;
}

/** Ends are indexes of nodes, in the order of time. */
export interface PictureEdge {
  /** Index of its group. */
  readonly group: number;
  readonly first: number;
  readonly next: number;
  readonly type: GraphEdgeType;
  /** `source`, `when …`; empty for a plain dependency. */
  readonly words: string;
  /** A path in SVG's words, and the point of its arrow. */
  readonly path: string;
  readonly tip: string;
  /** In a difference: as of nodes. */
  readonly change?: string;
  readonly only?: "before" | "after";
  readonly place?: GraphPlaceIndex;
}

/** To the view. Answers carry the number of the question. */
export type ToGraphView =
  /** What to show where the view remembers nothing of its own. */
  | { readonly type: "start"; readonly state: GraphViewState }
  | { readonly type: "picture"; readonly number: number; readonly picture: GraphPicture<unknown> }
  | { readonly type: "problem"; readonly number: number; readonly problem: string }
  | {
      readonly type: "findings";
      /** Number of the picture that the place is of. */
      readonly picture: number;
      readonly place: GraphPlaceIndex;
      readonly findings: readonly GraphFinding[];
    }
  /** Choose this node and bring it into view. */
  | { readonly type: "show"; readonly ids: readonly string[] }
  /** What the cursor of the editor stands in. */
  | { readonly type: "at"; readonly ids: readonly string[] }
  /** Make a picture of this SVG text and send it back. */
  | { readonly type: "paint"; readonly svg: string }
  /** Which layers can be shown now. */
  | { readonly type: "layers"; readonly layers: readonly GraphLayer[] }
  /** Ask again: files or the cluster have changed. */
  | { readonly type: "changed" };

/** From the view. */
export type FromGraphView =
  | { readonly type: "ready" }
  | {
      readonly type: "draw";
      readonly number: number;
      readonly choice: GraphChoice;
      readonly room?: GraphRoom;
    }
  | {
      readonly type: "reveal";
      /** Number of the picture that the place is of: another one may be on its way. */
      readonly picture: number;
      readonly place: GraphPlaceIndex;
      /** The editor gets the keyboard. */
      readonly takesOver: boolean;
    }
  | { readonly type: "findings"; readonly picture: number; readonly place: GraphPlaceIndex }
  | {
      readonly type: "export";
      readonly format: GraphExportFormat;
      readonly choice: GraphChoice;
    }
  /** A PNG as a `data:` URL. */
  | { readonly type: "painted"; readonly png: string };

/** What a panel remembers over a reload of the window. */
export interface GraphViewState {
  readonly choice: GraphChoice;
  /** Id of the chosen node. */
  readonly chosen?: string;
  readonly shows: "picture" | "table";
  /** Where the picture stands; absent: all of it is in view. */
  readonly camera?: { readonly x: number; readonly y: number; readonly zoom: number };
}
