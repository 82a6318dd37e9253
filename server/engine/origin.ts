import type { Node } from "./node.ts";
import type { Span } from "./source.ts";
import type { YamlDocument } from "./yaml.ts";

/** A range inside a document; stays true when the document moves within its file. */
export interface DocumentPlace {
  readonly path: string;
  readonly document: YamlDocument;
  readonly span: Span;
}

/**
 * Where a node of a built object was last written: the text that holds its value, and what took it from there.
 * The node's own `span` counts in this document.
 */
export interface Origin {
  readonly path: string;
  readonly document: YamlDocument;
  /** Absent while the value is as its own manifest has it. */
  readonly step?: Step;
  /** What stood there before, with an origin of its own. Absent where nothing did. */
  readonly before?: Node;
}

/** One thing that a build does to objects, and where it is asked for. */
export interface Step {
  readonly by: StepKind;
  /** The entry in the kustomization file, transformer configuration or Flux Kustomization. */
  readonly place: DocumentPlace;
}

/** kustomize's own names of its built-in steps; after them the steps of Flux's kustomize-controller. */
export type StepKind =
  | "ConfigMapGenerator"
  | "SecretGenerator"
  | "IAMPolicyGenerator"
  | "PatchStrategicMergeTransformer"
  | "PatchTransformer"
  | "PatchJson6902Transformer"
  | "NamespaceTransformer"
  | "PrefixTransformer"
  | "SuffixTransformer"
  | "LabelTransformer"
  | "AnnotationsTransformer"
  | "ReplicaCountTransformer"
  | "ImageTagTransformer"
  | "ReplacementTransformer"
  | "ValueAddTransformer"
  | "HashTransformer"
  | "NameReferenceTransformer"
  | "RefVarTransformer"
  | "BuildMetadata"
  | "CommonMetadata"
  | "Substitution"
  | "Normalisation"
  | "Ownership";

/** Where the node stands in a file; `undefined` for one that belongs to no build and was given no origin. */
export const placeOfNode = (node: Node | undefined): DocumentPlace | undefined =>
  node?.from && { path: node.from.path, document: node.from.document, span: node.span };
