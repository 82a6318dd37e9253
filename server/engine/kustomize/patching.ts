import type { Mapping, Node } from "../node.ts";
import type { Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { changedBy } from "./changedBy.ts";
import { textNode } from "./generators.ts";
import { idOf, keyOf, printId, type ResId, withPast } from "./id.ts";
import { applyOperations, type Operation } from "./jsonPatch.ts";
import { lastOfTwins } from "./lastOfTwins.ts";
import type { MergeSchema } from "./mergeSchema.ts";
import { positionsOf } from "./positions.ts";
import { isNull, plainNode, scalarText } from "./scalars.ts";
import { stop } from "./stop.ts";
import { type KeylessElement, strategicMerge } from "./strategicMerge.ts";
import { withTextAnnotations } from "./textAnnotations.ts";
import { isTracked, trackedNode } from "./trackedNode.ts";
import { causeOf, emptyMapping, fieldOf, withEntries, withField, withoutField } from "./tree.ts";
import { unmatchedPatch } from "./unmatched.ts";
import { withAnnotations } from "./withAnnotations.ts";
import { wrongKind } from "./wrongKind.ts";

/** A strategic merge patch on its way to an object. */
export interface MergePatch {
  readonly patch: BuiltObject;
  readonly step: Step;
  readonly schema: MergeSchema;
  /** What it may change besides the body. */
  readonly allows: { readonly name: boolean; readonly kind: boolean };
  readonly onKeyless: (element: KeylessElement) => void;
}

/** Where the one object stands for which a patch is meant, whatever it is called now (kustomize.md §15.3). */
export function positionFor(objects: readonly BuiltObject[], id: ResId): number {
  const positions = positionsOf(objects, keyOf(id));
  const [position] = positions;
  if (position !== undefined && positions.length === 1) return position;
  const count = positions.length === 0 ? "no matches" : "multiple matches";
  const text = printId(id);
  return stop(
    `${count} for Id ${text}; failed to find unique target for patch ${text}`,
    undefined,
    [],
    positions.length === 0 ? unmatchedPatch(id, objects) : undefined,
  );
}

/** The object with the patch merged in; `undefined` when the patch deletes it. */
export function merged(object: BuiltObject, by: MergePatch): BuiltObject | undefined {
  const { patch, step, schema, allows, onKeyless } = by;
  const kept = allows.name || allows.kind ? withPast(object) : object;
  const body = kept === object ? patch.node : withAnnotationTexts(patch.node);
  const node = strategicMerge(object.node, body, step, schema, onKeyless);
  if (!node || node.entries.length === 0) return undefined;
  const { kind, name, namespace } = idOf(object);
  let restored = allows.kind ? node : withText(node, "kind", kind);
  if (!allows.name) restored = withMetadataText(restored, "name", name);
  restored = withMetadataText(restored, "namespace", namespace);
  const made = changedBy(kept, restored, step);
  return node !== object.node && forgets(patch.node)
    ? { ...made, track: { ...made.track, ...FORGOTTEN } }
    : made;
}

/** What may change a name or kind says so in an annotation, and to set one is to make texts of all. */
function withAnnotationTexts(patch: Mapping): Mapping {
  const metadata = fieldOf(patch, "metadata");
  if (metadata?.kind !== "mapping") return patch;
  const texts = withTexts(metadata, "annotations");
  return texts === metadata ? patch : withField(patch, "metadata", texts, causeOf(metadata));
}

/** kustomize keeps what it remembers in annotations; who removes them all makes it forget. */
function forgets(patch: Mapping): boolean {
  const metadata = fieldOf(patch, "metadata");
  const annotations = fieldOf(metadata, "annotations");
  const directive = fieldOf(annotations, "$patch") ?? fieldOf(metadata, "$patch");
  if (directive?.kind === "scalar" && directive.text !== "merge") return true;
  return annotations !== undefined && isNull(annotations);
}

const FORGOTTEN = { past: [], prefixes: [], suffixes: [], behavior: undefined, needsHash: false };

/** As `merged`, for an object that the target of the patch selects. */
export function mergedAsTarget(object: BuiltObject, by: MergePatch): BuiltObject | undefined {
  const made = merged(object, { ...by, patch: forTarget(by.patch, object) });
  const isSkipped = scalarText(fieldOf(by.patch.node, "$patch")) === "replace";
  if (!made || isSkipped || fieldOf(made.node, "apiVersion")) return made;
  // The patch is given the version of the object, also where that is none.
  const cause = causeOf(by.patch.node);
  return { ...made, node: withField(made.node, "apiVersion", plainNode("", cause), cause) };
}

/**
 * The patch as kustomize gives it to the objects that a target selects: of the kind of the object, and with labels and
 * annotations that are texts. So a label that is to be removed (`a: null`) becomes the text `null` instead.
 */
function forTarget(patch: BuiltObject, target: BuiltObject): BuiltObject {
  const apiVersion = fieldOf(target.node, "apiVersion");
  let node = apiVersion
    ? withField(patch.node, "apiVersion", apiVersion, causeOf(apiVersion))
    : withoutField(patch.node, "apiVersion");
  const metadata = fieldOf(node, "metadata");
  if (metadata?.kind === "mapping") {
    const cleaned = withTexts(withTexts(metadata, "labels"), "annotations");
    node = withField(node, "metadata", cleaned, causeOf(metadata));
  }
  return node === patch.node ? patch : { ...patch, node };
}

function withTexts(metadata: Mapping, key: string): Mapping {
  const map = fieldOf(metadata, key);
  if (!map) return metadata;
  if (map.kind === "sequence" && map.items.length > 0) return wrongKind("mapping", map);
  if (map.kind !== "mapping" || map.entries.length === 0) return withoutField(metadata, key);
  // Of keys that stand twice, kustomize reads the last.
  const last = lastOfTwins(map) as Mapping;
  const entries = last.entries.map((it) => ({ key: it.key, value: asText(it.value ?? it.key) }));
  return withField(metadata, key, withEntries(map, entries), causeOf(map));
}

const asText = (node: Node): Node =>
  textNode(node.kind === "scalar" ? node.text : "", causeOf(node));

/** The object with the operations of a JSON patch applied. What is remembered of it survives them. */
export function patched(
  object: BuiltObject,
  operations: readonly Operation[],
  step: Step,
  isOwn = false,
): BuiltObject {
  const annotated = isTracked(object) ? withAnnotations(object) : object;
  const told = () => trackedNode(object);
  const node = applyOperations(annotated.node, operations, { step, isOwn, told });
  const metadata = fieldOf(node, "metadata");
  // Where something else took the place of the metadata, no annotation can be set.
  if (metadata && metadata.kind !== "mapping") return changedBy(annotated, node, step);
  const made = changedBy(annotated, withTextAnnotations(node), step);
  return isTracked(object) ? withAnnotations(made) : made;
}

/** As `patched`, remembering the identity from before. */
export const patchedAndKnown = (
  object: BuiltObject,
  operations: readonly Operation[],
  step: Step,
  isOwn = false,
): BuiltObject => patched(withAnnotations(withPast(object)), operations, step, isOwn);

/** The field with that text again, where it has another now. */
function withText(node: Mapping, key: string, text: string): Mapping {
  if (text === "") return withoutField(node, key);
  const now = fieldOf(node, key);
  const before = now?.from?.before;
  // A patch says these to name its object, not to set them.
  if (before?.kind === "scalar" && before.text === text) {
    return withField(node, key, before, causeOf(before));
  }
  if (now?.kind === "scalar" && now.text === text) return node;
  const cause = causeOf(before ?? now ?? node);
  return withField(node, key, plainNode(text, cause), cause);
}

function withMetadataText(node: Mapping, key: string, text: string): Mapping {
  const known = fieldOf(node, "metadata");
  if (known?.kind !== "mapping" && text === "") return node;
  const metadata = known?.kind === "mapping" ? known : emptyMapping(causeOf(node));
  const made = withText(metadata, key, text);
  return made === known ? node : withField(node, "metadata", made, causeOf(metadata));
}
