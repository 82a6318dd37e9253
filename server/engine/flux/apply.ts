import type { BuildNote, BuiltObject } from "../kustomize/built.ts";
import { splitApiVersion } from "../kustomize/id.ts";
import { stop } from "../kustomize/stop.ts";
import { causeOf, fieldOf, withField, withoutField } from "../kustomize/tree.ts";
import { at, type Mapping, mappingOf, type Node } from "../node.ts";
import {
  type DocumentPlace,
  type Origin,
  placeOfNode,
  type Step,
  type StepKind,
} from "../origin.ts";
import { type Applied, compareApplied, stageOf } from "./applyOrder.ts";
import { withoutBadBundle } from "./certificates.ts";
import type { KindKnowledge } from "./kindKnowledge.ts";
import { metaText, type Setting, textsIn, typedText, withTexts } from "./metadata.ts";
import { normalise } from "./normalise.ts";
import { refusalOf } from "./refusals.ts";
import { unknownFields } from "./unknownFields.ts";

/** How the objects of one build are applied. */
export interface Application {
  /** The tree of the Flux Kustomization. */
  readonly kustomization: Mapping;
  readonly name: string;
  readonly namespace: string;
  readonly kinds: KindKnowledge;
  /** Told what is worth saying about objects that are applied all the same. */
  readonly notes: BuildNote[];
  /** Should it end where the API server is known to refuse an object? */
  readonly refuses: boolean;
  /** Should objects that are marked not to be applied stay? */
  readonly keepsSkipped: boolean;
}

/**
 * What a build applies, in the order in which it does (flux.md §2.7): labelled, normalised, without what is never
 * applied. The objects are as `readAgain` gives them. Stops with the message of the Ready condition.
 */
export function applied(
  objects: readonly BuiltObject[],
  application: Application,
): readonly BuiltObject[] {
  const labelled = objects
    .map((it) => {
      if (!application.refuses && !application.keepsSkipped)
        application.notes.push(...unknownFields(it));
      return it;
    })
    .map((it) => prepared(it, application));
  for (const { node } of labelled) expectNoSops(node);
  const sent = labelled
    .filter((it) => application.keepsSkipped || !isSkipped(it.node))
    .map((object) => ({ object: withScope(object, application.kinds), id: appliedId(object.node) }))
    .sort((a, b) => compareApplied(a.id, b.id));
  if (application.refuses) expectAccepted(sent, application.kinds);
  return sent.map((it) => it.object);
}

export function appliedId(node: Mapping): Applied {
  const { group, version } = splitApiVersion(typedText(fieldOf(node, "apiVersion")));
  const kind = typedText(fieldOf(node, "kind"));
  return {
    group,
    version,
    kind,
    namespace: metaText(node, "namespace"),
    name: metaText(node, "name"),
  };
}

/** Labels of ownership first, then the round trip through Go, then common metadata, as kustomize-controller does. */
function prepared(
  object: BuiltObject,
  { kustomization, name, namespace }: Application,
): BuiltObject {
  const owned = changed(object, "Ownership", placeOfNode(kustomization), (node, step) => {
    const cause = (path: readonly string[]) => {
      const { from, span } = causeOf(at(kustomization, path) ?? kustomization);
      return { from: { ...from, step }, span };
    };
    return withTexts(node, "labels", [
      { key: "kustomize.toolkit.fluxcd.io/name", value: name, cause: cause(["metadata", "name"]) },
      {
        key: "kustomize.toolkit.fluxcd.io/namespace",
        value: namespace,
        cause: cause(["metadata", "namespace"]),
      },
    ]);
  });
  const normal = changed(owned, "Normalisation", placeOfNode(kustomization), normalise);
  const common = at(kustomization, ["spec", "commonMetadata"]);
  const told = changed(normal, "CommonMetadata", placeOfNode(common), (node, step) => {
    const labels = withTexts(node, "labels", settings(common, "labels", step));
    return withTexts(labels, "annotations", settings(common, "annotations", step));
  });
  return changed(told, "Normalisation", placeOfNode(kustomization), withoutBadBundle);
}

function changed(
  object: BuiltObject,
  by: StepKind,
  place: DocumentPlace | undefined,
  change: (node: Mapping, step: Step) => Mapping,
): BuiltObject {
  if (!place) return object;
  const step: Step = { by, place };
  const node = change(object.node, step);
  return node === object.node ? object : { ...object, node, steps: [...object.steps, step] };
}

const settings = (common: Node | undefined, field: string, step: Step): readonly Setting[] =>
  (mappingOf(fieldOf(common, field))?.entries ?? []).flatMap(({ key, value }) => {
    if (value?.kind !== "scalar") return [];
    const { from, span } = causeOf(value);
    const origin: Origin = { path: from.path, document: from.document, step };
    return [{ key: key.text, value: value.text, cause: { from: origin, span } }];
  });

const CONTROLS = "kustomize.toolkit.fluxcd.io";

/** Annotation or label, in any case. */
function says(node: Mapping, control: string, value: string): boolean {
  return (["labels", "annotations"] as const).some(
    (it) => textsIn(node, it).get(`${CONTROLS}/${control}`)?.toLowerCase() === value,
  );
}

const isSkipped = (node: Mapping): boolean =>
  says(node, "reconcile", "disabled") || says(node, "ssa", "ignore");

/** Only a Secret that does not fit its type still has the field of SOPS here. */
function expectNoSops(node: Mapping): void {
  const { group, version, kind, namespace, name } = appliedId(node);
  const sops = fieldOf(node, "sops");
  if (!sops || group !== "" || version !== "v1" || kind !== "Secret") return;
  if (textsIn(node, "annotations").get(`${CONTROLS}/decrypt`)?.toLowerCase() === "disabled") return;
  const shown = [kind, ...(namespace === "" ? [] : [namespace]), name].join("/");
  stop(
    `${shown} is SOPS encrypted, configuring decryption is required for this secret to be reconciled`,
    placeOfNode(sops),
  );
}

/** The server passes over a namespace where there can be none. */
function withScope(object: BuiltObject, kinds: KindKnowledge): BuiltObject {
  const { group, kind, namespace } = appliedId(object.node);
  const metadata = fieldOf(object.node, "metadata");
  if (namespace === "" || metadata?.kind !== "mapping") return object;
  if (kinds.scopeOf(group, kind) !== "Cluster") return object;
  const bare = withoutField(metadata, "namespace");
  return { ...object, node: withField(object.node, "metadata", bare, causeOf(metadata)) };
}

interface Sent {
  readonly object: BuiltObject;
  readonly id: Applied;
}

/** The first refusal ends it; what earlier stages have made is told behind it. */
function expectAccepted(sent: readonly Sent[], kinds: KindKnowledge): void {
  for (const { object, id } of sent) {
    const refusal = refusalOf(object.node, appliedId(object.node), kinds);
    if (!refusal) continue;
    const made = sent
      .filter((it) => stageOf(it.id) < stageOf(id))
      .map((it) => `${shownId(it.id)} created\n`);
    stop(`${refusal.message}\n${made.join("")}`, refusal.place);
  }
}

const shownId = ({ kind, namespace, name }: Applied): string =>
  [kind, ...(namespace === "" ? [] : [namespace]), name].join("/");
