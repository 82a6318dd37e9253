import type { Mapping, Node } from "../node.ts";
import { placeOfNode, type Step, type StepKind } from "../origin.ts";
import { join } from "../path.ts";
import { configText } from "./configText.ts";
import { type Configuration, mergeFieldSpecs } from "./configuration.ts";
import type { FieldSpec } from "./fieldSpec.ts";
import { noteUnusedImage } from "./imageNotes.ts";
import { setImages } from "./images.ts";
import { jsonPatchTransformer } from "./jsonPatchTransformer.ts";
import type { LabelEntry } from "./kustomizationEntries.ts";
import { type Pair, setPairs } from "./labels.ts";
import { mergePatchTransformer } from "./mergePatchTransformer.ts";
import { addAffix } from "./names.ts";
import { setNamespace } from "./namespace.ts";
import { pairsOf } from "./pairs.ts";
import { type Plugin, patchTransformer } from "./patchTransformer.ts";
import { replacementTransformer } from "./replacementTransformer.ts";
import { setReplicas } from "./replicas.ts";
import { within } from "./stop.ts";
import type { Target } from "./target.ts";
import type { Transformer } from "./transformer.ts";
import { causeOf, emptyMapping, keyNode, sequenceOf } from "./tree.ts";
import type { Work } from "./work.ts";

/** The transformers that the fields of a kustomization ask for, in the order in which they run (kustomize.md §3). */
export function builtinTransformers(target: Target): readonly Transformer[] {
  const { kustomization: it, state } = target;
  const { configuration } = state;
  return [
    ...patchTransformers(target),
    ...nameTransformers(target, configuration),
    ...labelTransformers(target, configuration),
    ...annotationTransformers(target, configuration),
    ...it.patchesJson6902.map((entry) =>
      configured("PatchJson6902Transformer", target, entry.node, shownJson(entry.node), (plugin) =>
        jsonPatchTransformer(entry, plugin),
      ),
    ),
    ...replicaTransformers(target, configuration),
    ...imageTransformers(target, configuration),
    ...replacementTransformers(target),
  ];
}

/** A transformer whose configuration may be wrong; `shown` is what messages print of it. */
function configured(
  kind: StepKind,
  target: Target,
  node: Node,
  shown: Mapping,
  make: (plugin: Plugin) => Work,
): Transformer {
  const { loader, context } = target;
  const text = () => configText(shown);
  const made = within(
    (message) => `trouble configuring builtin ${kind} with config: \`\n${text()}\`: ${message}`,
    () => make({ loader, context, step: stepOf(kind, node), shown: text }),
    placeOfNode(node),
  );
  return own(kind, target, made);
}

const own = (kind: StepKind, { fileName, context }: Target, work: Work): Transformer => ({
  work,
  by: { apiVersion: "builtin", kind },
  configuredIn: context.at && join(context.at.path, fileName),
});

function stepOf(by: StepKind, node: Node): Step {
  const place = placeOfNode(node);
  if (!place) throw new Error("An entry of a kustomization has lost its origin.");
  return { by, place };
}

function patchTransformers(target: Target): readonly Transformer[] {
  const { patches, patchesStrategicMerge } = target.kustomization;
  const entries = patches.map((entry) =>
    configured("PatchTransformer", target, entry.node, entry.node, (plugin) =>
      patchTransformer(entry, plugin),
    ),
  );
  const [first] = patchesStrategicMerge;
  if (!first) return entries;
  const cause = causeOf(first);
  const paths = { key: keyNode("paths", cause), value: sequenceOf(patchesStrategicMerge, cause) };
  const shown = { ...emptyMapping(cause), entries: [paths] };
  const merges = configured(
    "PatchStrategicMergeTransformer",
    target,
    first,
    shown,
    ({ loader, context }) =>
      mergePatchTransformer(
        { paths: patchesStrategicMerge, text: undefined, node: first },
        { loader, context },
      ),
  );
  return [merges, ...entries];
}

/** The text of the patch is called otherwise inside the transformer. */
function shownJson(node: Mapping): Mapping {
  const entries = node.entries.map((it) =>
    it.key.text === "patch" ? { ...it, key: keyNode("jsonOp", causeOf(it.key)) } : it,
  );
  return { ...node, entries };
}

function nameTransformers(target: Target, configuration: Configuration): readonly Transformer[] {
  const { namespace, namePrefix, nameSuffix } = target.kustomization;
  const out: Transformer[] = [];
  if (namespace) {
    const settings = {
      namespace: namespace.text,
      node: namespace,
      fieldSpecs: configuration.namespace,
    };
    const step = stepOf("NamespaceTransformer", namespace);
    out.push(own(step.by, target, setNamespace(settings, step)));
  }
  for (const [side, node] of [
    ["prefix", namePrefix],
    ["suffix", nameSuffix],
  ] as const) {
    if (!node) continue;
    const isPrefix = side === "prefix";
    const fieldSpecs = isPrefix ? configuration.namePrefix : configuration.nameSuffix;
    const step = stepOf(isPrefix ? "PrefixTransformer" : "SuffixTransformer", node);
    const affix = { side, text: node.text, node, fieldSpecs };
    out.push(own(step.by, target, addAffix(affix, step)));
  }
  return out;
}

function labelTransformers(target: Target, configuration: Configuration): readonly Transformer[] {
  const { labels, commonLabels, node } = target.kustomization;
  const common = pairsOf(commonLabels);
  if (labels.length === 0 && common.length === 0) return [];
  const entries = labels.map((entry) => {
    const place = placeOfNode(entry.node);
    const fieldSpecs = within("", () => labelFieldSpecs(entry, configuration), place);
    return pairTransformer(
      target,
      "LabelTransformer",
      entry.node,
      pairsOf(entry.pairs),
      fieldSpecs,
    );
  });
  const last = pairTransformer(
    target,
    "LabelTransformer",
    commonLabels ?? node,
    common,
    configuration.commonLabels,
  );
  return [...entries, last];
}

function labelFieldSpecs(
  { fields, includeSelectors, includeTemplates }: LabelEntry,
  { labels, commonLabels, templateLabels }: Configuration,
): readonly FieldSpec[] {
  const prefix = "failed to merge labels: ";
  const own = mergeFieldSpecs(fields, labels, prefix);
  if (includeSelectors) return mergeFieldSpecs(own, commonLabels, prefix);
  const more = includeTemplates
    ? mergeFieldSpecs(own, templateLabels, "failed to merge template fieldSpec: ")
    : own;
  return mergeFieldSpecs(more, [{ path: "metadata/labels", create: true }], prefix);
}

function annotationTransformers(
  target: Target,
  configuration: Configuration,
): readonly Transformer[] {
  const { commonAnnotations } = target.kustomization;
  const pairs = pairsOf(commonAnnotations);
  if (!commonAnnotations || pairs.length === 0) return [];
  const fieldSpecs = configuration.commonAnnotations;
  return [pairTransformer(target, "AnnotationsTransformer", commonAnnotations, pairs, fieldSpecs)];
}

function pairTransformer(
  target: Target,
  kind: StepKind,
  node: Node,
  pairs: readonly Pair[],
  fieldSpecs: readonly FieldSpec[],
): Transformer {
  const step = stepOf(kind, node);
  return own(kind, target, setPairs(pairs, fieldSpecs, step));
}

function replicaTransformers(target: Target, configuration: Configuration): readonly Transformer[] {
  const { context } = target;
  return target.kustomization.replicas.map(({ name, count, node }) => {
    const step = stepOf("ReplicaCountTransformer", node);
    const entry = { name: name?.text ?? "", count: BigInt(count?.text ?? 0), node };
    return own(step.by, target, setReplicas(entry, configuration.replicas, step, context));
  });
}

function imageTransformers(target: Target, configuration: Configuration): readonly Transformer[] {
  const { log } = target.context;
  return target.kustomization.images.map((entry) => {
    const { node, name } = entry;
    const step = stepOf("ImageTagTransformer", node);
    const image = {
      name: name?.text ?? "",
      newName: entry.newName?.text,
      newTag: entry.newTag?.text,
      digest: entry.digest?.text,
      tagSuffix: entry.tagSuffix?.text,
      node,
    };
    const onUnused = (images: readonly string[]) =>
      noteUnusedImage(log, image, name ?? node, images);
    return own(step.by, target, setImages(image, configuration.images, step, onUnused));
  });
}

function replacementTransformers(target: Target): readonly Transformer[] {
  const { replacements } = target.kustomization;
  const [first] = replacements;
  if (!first) return [];
  const cause = causeOf(first.node);
  const list = sequenceOf(
    replacements.map((it) => it.node),
    cause,
  );
  const shown = {
    ...emptyMapping(cause),
    entries: [{ key: keyNode("Replacements", cause), value: list }],
  };
  return [
    configured("ReplacementTransformer", target, first.node, shown, (plugin) =>
      replacementTransformer(replacements, plugin),
    ),
  ];
}
