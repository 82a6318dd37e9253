import { goQuote } from "../goQuote.ts";
import type { Mapping, Node } from "../node.ts";
import { type DocumentPlace, placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { fieldPath } from "./fieldPath.ts";
import { isAny, type ResId } from "./id.ts";
import { keptType } from "./keptType.ts";
import { matchFields } from "./matchFields.ts";
import { type ReplacementValue, replacementValue } from "./replacementValue.ts";
import { isNull, untaggedNode } from "./scalars.ts";
import { expressionsOf, matchesKind, matchesLabels, type Target } from "./selector.ts";
import { noRewrites, noteRewrite, type Rewrites, rewritten } from "./sharedScalars.ts";
import { stop, within } from "./stop.ts";
import { parsedText, setInText } from "./structuredText.ts";
import { isTracked } from "./trackedNode.ts";
import { fieldOf, withCause } from "./tree.ts";
import { nameIn } from "./unfoundPath.ts";
import { withAnnotations } from "./withAnnotations.ts";

/** An entry of `replacements` (kustomize.md §18). */
export interface Replacement {
  readonly source?: ReplacementSource | undefined;
  readonly sourceValue?: string | undefined;
  readonly targets?: readonly ReplacementTarget[] | undefined;
  /** As written; so are those below. */
  readonly node?: Node | undefined;
}

/** Its texts are no expressions. */
export interface ReplacementSource extends Target {
  readonly fieldPath?: string | undefined;
  readonly options?: FieldOptions | undefined;
}

export interface ReplacementTarget {
  readonly select?: Target | undefined;
  readonly reject?: readonly Target[] | undefined;
  readonly fieldPaths?: readonly string[] | undefined;
  readonly options?: FieldOptions | undefined;
  readonly node?: Node | undefined;
}

export interface FieldOptions {
  readonly delimiter?: string | undefined;
  readonly index?: number | undefined;
  readonly create?: boolean | undefined;
}

export interface Replaced {
  readonly objects: readonly BuiltObject[];
  /** Targets that select no object. */
  readonly idle: readonly ReplacementTarget[];
}

/** Copies values from one field to others. Mirrors api/filters/replacement of 5.8.1. */
export function replace(
  objects: readonly BuiltObject[],
  replacements: readonly Replacement[],
  step: Step,
): Replaced {
  const made = [...objects];
  const idle: ReplacementTarget[] = [];
  for (const it of replacements) {
    if ((it.sourceValue === undefined && !it.source) || !it.targets) {
      return stop("replacements must specify a source and at least one target", placeIn(it, step));
    }
    const value = replacementValue(made, it, step);
    for (const target of it.targets) {
      if (!applyTo(made, value, target, step)) idle.push(target);
    }
  }
  return { objects: made, idle };
}

/** Did the target select any object? */
function applyTo(
  objects: BuiltObject[],
  value: ReplacementValue,
  target: ReplacementTarget,
  step: Step,
): boolean {
  const { select, reject = [] } = target;
  if (!select) return stop("target must specify resources to select", placeIn(target, step));
  within("error creating target selector: ", () => [select, ...reject].map(expressionsOf));
  let found = false;
  for (let index = 0; index < objects.length; index++) {
    const object = objects[index] as BuiltObject;
    if (!isTarget(object, select, reject)) continue;
    found = true;
    const { node } = hasNotesOnly(object) ? withAnnotations(object) : object;
    objects[index] = changedBy(object, written(node, value, target, step), step);
  }
  return found;
}

/** Is there nothing but what kustomize remembers where annotations would stand? */
function hasNotesOnly(object: BuiltObject): boolean {
  const annotations = fieldOf(fieldOf(object.node, "metadata"), "annotations");
  return annotations !== undefined && isNull(annotations) && isTracked(object);
}

function isTarget(object: BuiltObject, select: Target, reject: readonly Target[]): boolean {
  if (!matchesLabels(select, object.node)) return false;
  if (reject.some((it) => isLabelled(it) && matchesLabels(it, object.node))) return false;
  return !reject.some((it) => isNamed(it) && matchesAny(it, object)) && matchesAny(select, object);
}

const matchesAny = (target: Target, object: BuiltObject): boolean =>
  isAny(object, (id) => matchesId(target, id));

const isLabelled = (it: Target): boolean => Boolean(it.labelSelector || it.annotationSelector);

const isNamed = (it: Target): boolean =>
  Boolean(it.group || it.version || it.kind || it.name || it.namespace);

function matchesId(target: Target, id: ResId): boolean {
  const it = expressionsOf(target);
  return matchesKind(it, id) && it.name(id.name) && it.namespace(id.namespace);
}

const DEFAULT_PATH = "metadata.name";

function written(
  object: Mapping,
  value: ReplacementValue,
  target: ReplacementTarget,
  step: Step,
): Mapping {
  const paths = target.fieldPaths?.length ? target.fieldPaths : [DEFAULT_PATH];
  const list = fieldOf(target.node, "fieldPaths");
  return paths.reduce((it, path, index) => {
    const place = placeOfNode(list?.kind === "sequence" ? list.items[index] : undefined);
    return inPath(it, path, value(), { target, step, place: place ?? placeIn(target, step) });
  }, object);
}

interface Writing {
  readonly target: ReplacementTarget;
  readonly step: Step;
  readonly place: DocumentPlace | undefined;
}

function inPath(object: Mapping, path: string, value: Node, writing: Writing): Mapping {
  const { target, step, place } = writing;
  const isCreating = target.options?.create ?? false;
  const create = isCreating ? { kind: value.kind, cause: causedBy(value, step) } : undefined;
  const parts = fieldPath(path);
  const rewrites = noRewrites();
  const inText = setInText(object, parts, value, create, step);
  if (inText) return rewritten(inText.object, noted(rewrites, inText));
  const sought = `${isCreating ? "or create " : ""}field ${goQuote(path)}`;
  const unfound = `unable to find ${sought} in replacement target`;
  let refused = false;
  const change = (field: Node, made: boolean): Node => {
    refused ||= Boolean(target.options?.delimiter) && field.kind !== "scalar";
    if (refused) return field;
    const after = replaced(field, value, made, writing);
    if (!made) noteRewrite(rewrites, field, after);
    return after;
  };
  const work = () => matchFields(object, parts, { change, create, parse: parsedText });
  const matched = within(`${unfound}: `, work, place);
  if (matched.count === 0) {
    const next = isCreating ? undefined : "With options.create: true it is made.";
    const message = `${nameIn(object)} has no field "${path}" to write to`;
    return stop(unfound, place, [], { code: "replacement-without-target", message, next });
  }
  if (refused) return stop("delimiter option can only be used with scalar nodes", place);
  return rewritten(matched.node as Mapping, rewrites);
}

function noted(rewrites: Rewrites, { before, after }: { before: Node; after: Node }): Rewrites {
  noteRewrite(rewrites, before, after);
  return rewrites;
}

function replaced(field: Node, value: Node, made: boolean, { target, step }: Writing): Node {
  const { delimiter = "", index = 0 } = target.options ?? {};
  const text = value.kind === "scalar" ? value.text : "";
  const cause = causedBy(value, step, made ? undefined : field);
  if (field.kind !== "scalar") return withCause(value, cause);
  const part = isNull(value) ? "" : text;
  const parts = delimiter === "" ? [text] : inserted(field.text.split(delimiter), index, part);
  const whole = parts.join(delimiter);
  return withCause(made ? untaggedNode(whole, cause) : keptType(field, whole), cause);
}

function inserted(parts: readonly string[], index: number, part: string): readonly string[] {
  if (index < 0) return [part, ...parts];
  return index >= parts.length ? [...parts, part] : parts.with(index, part);
}

const placeIn = ({ node }: { readonly node?: Node | undefined }, step: Step): DocumentPlace =>
  placeOfNode(node) ?? step.place;
