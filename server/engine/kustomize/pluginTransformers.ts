import type { Mapping, Scalar } from "../node.ts";
import { placeOfNode, type Step, type StepKind } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import type { FieldSpec } from "./fieldSpec.ts";
import { hashNames } from "./hashNames.ts";
import { idOf, originalIdOf, printId } from "./id.ts";
import { setImages } from "./images.ts";
import { jsonPatchTransformer } from "./jsonPatchTransformer.ts";
import {
  fieldSpec,
  imageEntry,
  mappingAt,
  mappingsAt,
  patchEntry,
  replacementEntry,
  replicaEntry,
  scalarAt,
  scalarsAt,
} from "./kustomizationEntries.ts";
import { setPairs } from "./labels.ts";
import { decodedLeniently } from "./lenientDecode.ts";
import { mergePatchTransformer } from "./mergePatchTransformer.ts";
import { type Affix, addAffix } from "./names.ts";
import { type NamespaceSettings, setNamespace } from "./namespace.ts";
import { pairsOf } from "./pairs.ts";
import { type Plugin, patchTransformer } from "./patchTransformer.ts";
import { checkBuiltin, configuredIn, configuring, pluginFields, pluginObjects } from "./plugins.ts";
import { generatorTypes, pluginTypes } from "./pluginTypes.ts";
import { printObject } from "./print.ts";
import { replacementTransformer } from "./replacementTransformer.ts";
import { setReplicas } from "./replicas.ts";
import { stop, within } from "./stop.ts";
import type { Target } from "./target.ts";
import type { Transformer } from "./transformer.ts";
import { causeOf, fieldOf, keyNode } from "./tree.ts";
import { valueAddTransformer } from "./valueAddTransformer.ts";
import { veiledConfiguration } from "./veil.ts";
import type { Work } from "./work.ts";

/** The transformers that the entries of `transformers` or `validators` ask for (kustomize.md §22.1). */
export function pluginTransformers(
  target: Target,
  entries: readonly Scalar[],
): readonly Transformer[] {
  return pluginObjects(target, entries, "transformer").map((it) => transformerOf(it, target));
}

type Kind = keyof typeof pluginTypes;

const KINDS: ReadonlySet<string> = new Set([
  ...Object.keys(pluginTypes),
  ...Object.keys(generatorTypes),
]);

function transformerOf(object: BuiltObject, { loader, context }: Target): Transformer {
  checkBuiltin(object, KINDS);
  const { kind, name, namespace } = idOf(object);
  const place = placeOfNode(object.node);
  if (!Object.hasOwn(pluginTypes, kind) || !place) {
    return stop(`plugin ${printId(originalIdOf(object))} not a transformer`, place);
  }
  const known = kind as Kind;
  // Prefix and suffix in one are two transformers of their own.
  const by: StepKind = known === "PrefixSuffixTransformer" ? "PrefixTransformer" : known;
  const work = configuring(object, () => {
    const decode = () => decodedLeniently(pluginFields(object), pluginTypes[known]);
    const node = within(DECODING[known] ?? "", decode);
    const shown = () => printObject(veiledConfiguration(object.node));
    return makers[known](node, { loader, context, step: { by, place }, shown });
  });
  const apiVersion = "builtin";
  const madeOf = [object, ...(work.madeOf ?? [])];
  return {
    work: { ...work, madeOf },
    by: { apiVersion, kind, name, namespace },
    configuredIn: configuredIn(object),
  };
}

/** What a plugin says before a mistake in its fields. */
const DECODING: Partial<Record<Kind, string>> = {
  NamespaceTransformer: "unmarshalling NamespaceTransformer config: ",
};

const specsOf = (node: Mapping): readonly FieldSpec[] =>
  mappingsAt(node, "fieldSpecs").map(fieldSpec);

const makers: Readonly<Record<Kind, (node: Mapping, plugin: Plugin) => Work>> = {
  PatchTransformer: (node, plugin) => patchTransformer(patchEntry(node), plugin),
  PatchJson6902Transformer: (node, plugin) => {
    const entries = node.entries.map((it) =>
      it.key.text === "jsonOp" ? { ...it, key: keyNode("patch", causeOf(it.key)) } : it,
    );
    return jsonPatchTransformer(patchEntry({ ...node, entries }), plugin);
  },
  PatchStrategicMergeTransformer: (node, plugin) =>
    mergePatchTransformer(
      { paths: scalarsAt(node, "paths"), text: scalarAt(node, "patches"), node },
      plugin,
    ),
  NamespaceTransformer: (node, { step }) => {
    const namespace = scalarAt(mappingAt(node, "metadata") ?? node, "namespace");
    const settings: NamespaceSettings = {
      namespace: (mappingAt(node, "metadata") && namespace?.text) ?? "",
      node: namespace,
      fieldSpecs: specsOf(node),
      unsetOnly: scalarAt(node, "unsetOnly")?.text === "true",
      subjects: subjectsOf(node),
    };
    return setNamespace(settings, step);
  },
  PrefixTransformer: (node, { step }) => affixing(node, ["prefix"], step),
  SuffixTransformer: (node, { step }) => affixing(node, ["suffix"], step),
  PrefixSuffixTransformer: (node, { step }) => affixing(node, ["prefix", "suffix"], step),
  LabelTransformer: (node, { step }) => {
    const pairs = pairsOf(mappingAt(node, "labels"));
    return setPairs(pairs, specsOf(node), step);
  },
  AnnotationsTransformer: (node, { step }) => {
    const pairs = pairsOf(mappingAt(node, "annotations"));
    return setPairs(pairs, specsOf(node), step);
  },
  ImageTagTransformer: (node, { step }) => {
    const { name, newName, newTag, digest, tagSuffix, ...entry } = imageEntry(
      mappingAt(node, "imageTag") ?? { ...node, entries: [] },
    );
    const image = {
      name: name?.text ?? "",
      newName: newName?.text,
      newTag: newTag?.text,
      digest: digest?.text,
      tagSuffix: tagSuffix?.text,
      node: entry.node,
    };
    return setImages(image, specsOf(node), step);
  },
  ReplicaCountTransformer: (node, { step }) => {
    const { name, count, ...entry } = replicaEntry(
      mappingAt(node, "replica") ?? { ...node, entries: [] },
    );
    const replica = { name: name?.text ?? "", count: BigInt(count?.text ?? 0), node: entry.node };
    return setReplicas(replica, specsOf(node), step);
  },
  ReplacementTransformer: (node, plugin) =>
    replacementTransformer(mappingsAt(node, "replacements").map(replacementEntry), plugin),
  ValueAddTransformer: valueAddTransformer,
  HashTransformer: () => ({ run: hashNames }),
};

const SUBJECTS: Readonly<Record<string, NamespaceSettings["subjects"]>> = {
  "": "defaultOnly",
  defaultOnly: "defaultOnly",
  none: "none",
  allServiceAccounts: "allServiceAccounts",
};

function subjectsOf(node: Mapping): NamespaceSettings["subjects"] {
  const said = scalarAt(node, "setRoleBindingSubjects");
  const mode = SUBJECTS[said?.text ?? ""];
  return (
    mode ??
    stop(
      `invalid value "${said?.text}" for setRoleBindingSubjects: must be one of "defaultOnly", "none" or "allServiceAccounts"`,
      placeOfNode(said),
    )
  );
}

function affixing(node: Mapping, sides: readonly Affix["side"][], step: Step): Work {
  if (!fieldOf(node, "fieldSpecs")) {
    return stop("fieldSpecs is not expected to be nil", placeOfNode(node));
  }
  const affixes = sides.map((side): { readonly affix: Affix; readonly step: Step } => {
    const text = scalarAt(node, side);
    const by = side === "prefix" ? "PrefixTransformer" : "SuffixTransformer";
    const affix = { side, text: text?.text ?? "", node: text, fieldSpecs: specsOf(node) };
    return { affix, step: { ...step, by } };
  });
  const works = affixes.map(({ affix, step: own }) => addAffix(affix, own));
  return { run: (objects) => works.reduce((it, work) => work.run(it), objects) };
}
