import { goQuote } from "../goQuote.ts";
import type { Node, Scalar } from "../node.ts";
import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { type Context, noteBuiltin } from "./context.ts";
import type { SourceFile } from "./files.ts";
import { unlessHeldBack } from "./heldBack.ts";
import { originalIdOf, printId } from "./id.ts";
import { isJson } from "./isJson.ts";
import { type Operation, readOperations } from "./jsonPatch.ts";
import type { PatchEntry } from "./kustomizationEntries.ts";
import { type Loader, loadFile } from "./loading.ts";
import { scoped } from "./openapi.ts";
import {
  type MergePatch,
  merged,
  mergedAsTarget,
  patchedAndKnown,
  positionFor,
} from "./patching.ts";
import { noteKeyless } from "./patchNotes.ts";
import { replacedAt } from "./positions.ts";
import { nodeOfText, objectsInText, readObjects } from "./readObjects.ts";
import { selectedWork } from "./selectedWork.ts";
import type { Target } from "./selector.ts";
import { attempt, type BuildError, stop, within } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { stillUnique } from "./uniqueObjects.ts";
import { VEIL, veiledText } from "./veil.ts";
import { onEach, type Pass, type Work } from "./work.ts";
import { firstOfFile } from "./yamlRoots.ts";

/** What the configuration of a transformer may use. */
export interface Plugin {
  readonly loader: Loader;
  readonly context: Context;
  readonly step: Step;
  /** What messages print of the configuration. */
  readonly shown: () => string;
}

/** An entry of `patches`, read and checked (kustomize.md §15.1). Mirrors the PatchTransformer. */
export function patchTransformer(entry: PatchEntry, plugin: Plugin): Work {
  const text = patchText(entry, plugin);
  const merges = attempt(text.objects);
  const operations = attempt(() => operationsIn(text));
  if ("value" in merges && "value" in operations) {
    if (merges.value.length > 0 && operations.value.length > 0) {
      stop(`illegally qualifies as both an SM and JSON patch: ${text.source()}`, text.place);
    }
  }
  if ("value" in merges) return strategicWork(entry, merges.value, text, plugin);
  if ("value" in operations) return jsonWork(entry, operations.value, text, plugin);
  return unreadablePatch(text, merges.error, operations.error);
}

interface PatchText {
  readonly file?: SourceFile;
  readonly text: string;
  /** How messages call it. */
  readonly source: () => string;
  readonly place: ReturnType<typeof placeOfNode>;
  readonly objects: () => readonly BuiltObject[];
  /** The first document. */
  readonly root: (isJson: boolean) => Node | undefined;
}

function patchText(
  { patch, path, node, target }: PatchEntry,
  { loader, shown }: Pick<Plugin, "loader" | "shown">,
): PatchText {
  const inline = patch?.text.trim() ?? "";
  if (!patch || inline === "") {
    if (path) return fileText(path, loader);
    return stop(`must specify one of patch and path in\n${shown()}`, placeOfNode(node));
  }
  if (path) {
    return stop(`patch and path can't be set at the same time\n${shown()}`, placeOfNode(patch));
  }
  const isOfSecret = target?.kind?.includes("Secret") === true;
  return {
    text: inline,
    source: () => `[patch: ${goQuote(isOfSecret ? VEIL : veiledText(inline))}]`,
    place: placeOfNode(patch),
    objects: () => objectsInText(inline, patch),
    root: (strict) => nodeOfText(inline, patch, strict),
  };
}

function fileText(path: Scalar, loader: Loader): PatchText {
  const file = within(`failed to get the patch file from path(${path.text}): `, () =>
    loadFile(loader, path.text, path),
  );
  return {
    file,
    text: typeof file.content === "string" ? file.content : "",
    source: () => `[path: ${goQuote(path.text)}]`,
    place: placeOfNode(path),
    objects: () => readObjects(file),
    root: (strict) => firstOfFile(file, strict),
  };
}

/** Text that begins with a bracket must be JSON through and through; any other is read as YAML. */
function operationsIn({ text, root }: Pick<PatchText, "text" | "root">): readonly Operation[] {
  if (text === "") return stop("empty json patch operations");
  const strict = text.startsWith("[");
  if (strict && !isJson(text)) return stop("invalid JSON");
  const node = root(strict);
  return node ? readOperations(node) : [];
}

function unreadablePatch(
  { text, source, place }: PatchText,
  merge: BuildError,
  json: BuildError,
): never {
  const meant = /^[[-]/.test(text) ? json : merge;
  const unread = [...merge.unread, ...json.unread];
  return stop(`unable to parse SM or JSON patch from ${source()}`, meant.place ?? place, unread);
}

function strategicWork(
  entry: PatchEntry,
  patches: readonly BuiltObject[],
  { source, file }: PatchText,
  { context, step }: Plugin,
): Work {
  const allows = { name: entry.allowNameChange, kind: entry.allowKindChange };
  const by = (patch: BuiltObject) => mergePatch(patch, { context, step, allows });
  const { target } = entry;
  const mergeOne = (objects: readonly BuiltObject[], patch: BuiltObject) =>
    unlessHeldBack(context, objects, () => mergeInto(objects, by(patch)));
  if (!target) {
    return { run: (objects) => scoped(patches, context).reduce(mergeOne, objects) };
  }
  const [patch] = patches;
  if (!patch) return onEach((it) => it);
  if (patches.length > 1) {
    const run = () => {
      const text = `Multiple Strategic-Merge Patches in one \`patches\` entry is not allowed to set \`patches.target\` field: ${source()}`;
      return stop(text, placeOfNode(target.node));
    };
    return { run };
  }
  const words = (message: string) =>
    `unable to find patch target ${goQuote(printTarget(target))} in \`resources\`: ${message}`;
  const start = () => {
    const merging = by(patch);
    return (object: BuiltObject) => mergedAsTarget(object, merging);
  };
  return selectedWork({ target, log: context.log, words, start, isUnique: true, file });
}

/** The patch, ready to be merged with the schema that is in use by now. */
export function mergePatch(
  patch: BuiltObject,
  { context, step, allows }: Pick<Plugin, "context" | "step"> & Pick<MergePatch, "allows">,
): MergePatch {
  const { schema } = context.settings;
  if (schema.name === "") noteBuiltin(context, "read");
  const onKeyless: MergePatch["onKeyless"] = (it) => noteKeyless(context.log, it);
  return { patch, step, schema: schema.merge, allows, onKeyless };
}

/** To the one object that has, or had, the identity of the patch. */
function mergeInto(objects: readonly BuiltObject[], by: MergePatch): readonly BuiltObject[] {
  const id = originalIdOf(by.patch);
  const position = within(
    (message) => `no resource matches strategic merge patch ${goQuote(printId(id))}: ${message}`,
    () => positionFor(objects, id),
    placeOfNode(fieldOf(fieldOf(by.patch.node, "metadata"), "name") ?? by.patch.node),
  );
  const object = objects[position];
  const made = object && merged(object, by);
  if (made) return replacedAt(objects, position, made);
  return objects.filter((_, index) => index !== position);
}

/** To every chosen object; as kustomize does, all objects are put together anew. */
export function mergeIntoAll(
  objects: readonly BuiltObject[],
  chosen: ReadonlySet<BuiltObject>,
  by: MergePatch,
): readonly BuiltObject[] {
  const made = objects.flatMap((it) => {
    if (!chosen.has(it)) return [it];
    return mergedAsTarget(it, by) ?? [];
  });
  return stillUnique(objects, made);
}

function jsonWork(
  { target, node }: PatchEntry,
  operations: readonly Operation[],
  { source, file }: PatchText,
  { context: { log }, step }: Plugin,
): Work {
  if (operations.length === 0) return onEach((it) => it);
  if (!target) {
    const run = () => stop(`must specify a target for JSON patch ${source()}`, placeOfNode(node));
    return { run };
  }
  const change: Pass["change"] = (it, isOwn) => patchedAndKnown(it, operations, step, isOwn);
  return selectedWork({ target, log, start: () => change, file });
}

/** As Go prints a selector. */
function printTarget(target: Target): string {
  const { group = "", version = "", kind = "", name = "", namespace = "" } = target;
  const { annotationSelector = "", labelSelector = "" } = target;
  const id = printId({ group, version, kind, name, namespace });
  return `${id}:a=${annotationSelector}:l=${labelSelector}`;
}
