import { latest, memo } from "../memo.ts";
import type { Entry, Mapping, Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { changedBy } from "./changedBy.ts";
import { eachChanged } from "./eachChanged.ts";
import { type FieldSpec, visitFields } from "./fieldSpec.ts";
import { imageMatcher, type NewImage, newImage } from "./imageName.ts";
import type { Matcher } from "./regularExpression.ts";
import { isNull, scalarText } from "./scalars.ts";
import { setScalar } from "./setScalar.ts";
import { withChildren } from "./sharedScalars.ts";
import { attempt } from "./stop.ts";
import { causeOf, fieldOf, withEntries, withField, withItems } from "./tree.ts";
import { findingPass, passed, type Work } from "./work.ts";
import { wrongKind } from "./wrongKind.ts";

/** An entry of `images`. */
export interface ImageEntry extends NewImage {
  /** A regular expression, for kustomize does not escape it. */
  readonly name: string;
  /** As written. */
  readonly node: Node;
}

/**
 * Replaces name, tag or digest of images (kustomize.md §14.1); `onUnused` is told of all images where none has that
 * name. Mirrors api/filters/imagetag.
 */
export function setImages(
  entry: ImageEntry,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
  onUnused: (images: readonly string[]) => void = () => {},
): Work {
  const found = foundIn(fieldSpecs);
  const run = (objects: readonly BuiltObject[]) => {
    const { change, isDone } = passOf(entry, fieldSpecs, step);
    const made = passed(objects, change);
    if (!isDone()) onUnused(objects.flatMap((it) => found(it.node).images.map(({ text }) => text)));
    return made;
  };
  return { run, start: () => passOf(entry, fieldSpecs, step) };
}

function passOf(entry: ImageEntry, fieldSpecs: readonly FieldSpec[], step: Step) {
  const setting = settingOf(entry, step);
  const imagesIn = foundIn(fieldSpecs);
  return findingPass((object, found) => {
    const { images, isOdd } = imagesIn(object.node);
    if (!isOdd && !images.some((image) => setting.matches(image.text))) return object;
    const change = (image: Node) => setting.change(image, found);
    return changedBy(object, visit(object.node, fieldSpecs, change), step);
  });
}

/** All images, twice as in kustomize: in all containers anywhere, then where the field specs say. */
function visit(
  object: Mapping,
  fieldSpecs: readonly FieldSpec[],
  change: (image: Node) => Node,
): Mapping {
  const everywhere = walk(object, change) as Mapping;
  return fieldSpecs.reduce((it, spec) => visitFields(it, spec, change), everywhere);
}

interface Setting {
  readonly matches: Matcher;
  readonly change: (image: Node, used: () => void) => Node;
}

function settingOf(entry: ImageEntry, step: Step): Setting {
  const { node } = entry;
  const said = ["newTag", "digest", "tagSuffix", "newName"].map((it) => fieldOf(node, it));
  const source = said.find((it) => it?.kind === "scalar" && it.text !== "") ?? node;
  let known: Matcher | undefined;
  const matches: Matcher = (text) => {
    // Made at the first image: a bad expression harms nobody who has none.
    known ??= imageMatcher(entry.name, placeOfNode(fieldOf(node, "name") ?? node));
    return known(text);
  };
  const change = (image: Node, used: () => void): Node => {
    if (image.kind !== "scalar") return wrongKind("scalar", image);
    if (!matches(image.text)) return image;
    used();
    const text = newImage(image.text, entry);
    // The second time, nearly always nothing is left to do.
    if (text === image.text && image.from?.step === step) return image;
    return setScalar(image, false, { text, as: "any", source, step });
  };
  return { matches, change };
}

interface Images {
  readonly images: readonly Scalar[];
  /** Something stands where an image should be. */
  readonly isOdd: boolean;
}

/** Most objects have no image that matches, and are asked by every entry. */
const foundIn = memo((fieldSpecs: readonly FieldSpec[]) =>
  latest((object: Mapping): Images => {
    if (scalarText(fieldOf(object, "kind")) === "CustomResourceDefinition") return NONE;
    const images: Scalar[] = [];
    let isOdd = false;
    const note = (image: Node): Node => {
      if (image.kind === "scalar") images.push(image);
      else isOdd = true;
      return image;
    };
    const visited = attempt(() => visit(object, fieldSpecs, note));
    return { images, isOdd: isOdd || "error" in visited || visited.value !== object };
  }),
);

const NONE: Images = { images: [], isOdd: false };

/** Changes the `image` of all elements of lists called `containers` or `initContainers`. */
function walk(node: Node, change: (image: Node) => Node): Node {
  if (node.kind === "sequence") return withChildren(node, (it) => walk(it, change));
  if (node.kind !== "mapping") return node;
  const { entries } = node;
  let made: Entry[] | undefined;
  for (let at = 0; at < entries.length; at++) {
    const { key, value } = entries[at] as Entry;
    if (!value || value.kind === "scalar") continue;
    const inner = walk(value, change);
    const isContainers = key.text === "containers" || key.text === "initContainers";
    const after = isContainers ? withImages(inner, change) : inner;
    if (after === value) continue;
    made ??= entries.slice();
    made[at] = { key, value: after };
  }
  return made ? withEntries(node, made) : node;
}

function withImages(list: Node, change: (image: Node) => Node): Node {
  if (list.kind !== "sequence") return list;
  const items = eachChanged(list.items, (item) => {
    if (!item || isNull(item)) return item;
    if (item.kind !== "mapping") return wrongKind("mapping", item);
    const image = fieldOf(item, "image");
    const after = image && change(image);
    if (!after || after === image) return item;
    return withField(item, "image", after, causeOf(after));
  });
  return items === list.items ? list : withItems(list, items);
}
