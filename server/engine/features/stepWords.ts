import type { StepKind } from "../origin.ts";

/** What did it, as the field that asks for it is called in a kustomization file or Flux Kustomization. */
export const stepWords = (by: StepKind): string => WORDS[by];

const WORDS: Readonly<Record<StepKind, string>> = {
  ConfigMapGenerator: "configMapGenerator",
  SecretGenerator: "secretGenerator",
  IAMPolicyGenerator: "an IAM policy generator",
  PatchStrategicMergeTransformer: "patchesStrategicMerge",
  PatchTransformer: "a patch",
  PatchJson6902Transformer: "patchesJson6902",
  NamespaceTransformer: "namespace",
  PrefixTransformer: "namePrefix",
  SuffixTransformer: "nameSuffix",
  LabelTransformer: "labels",
  AnnotationsTransformer: "commonAnnotations",
  ReplicaCountTransformer: "replicas",
  ImageTagTransformer: "images",
  ReplacementTransformer: "replacements",
  ValueAddTransformer: "a transformer that adds values",
  HashTransformer: "the hash of its contents",
  NameReferenceTransformer: "the new name of the object that it names",
  RefVarTransformer: "vars",
  BuildMetadata: "buildMetadata",
  CommonMetadata: "commonMetadata",
  Substitution: "substitution",
  Normalisation: "the normal form of its kind",
  Ownership: "the labels by which Flux knows what it owns",
};
