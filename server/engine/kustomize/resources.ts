import { goQuote } from "../goQuote.ts";
import type { Scalar } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { isInside } from "../path.ts";
import { fromFile, further } from "./buildMetadata.ts";
import type { Context } from "./context.ts";
import { accumulateFolder } from "./folders.ts";
import { enterFolder, enterStandIn, type Loader, NEVER_FETCHED, rootsOf } from "./loading.ts";
import type { ObjectSet } from "./objectSet.ts";
import { objectsInFile } from "./objectsInFile.ts";
import { gitUrlOf, isRemoteFile } from "./remote.ts";
import { attempt, type BuildError, stop, stopAgain, within } from "./stop.ts";
import { mergeState, type State, type Target } from "./target.ts";
import { unique } from "./uniqueObjects.ts";

/** Adds what the entries of `resources` lead to: each is tried as a file first, then as a folder (kustomize.md §4.1). */
export function addResources(target: Target, state: State, entries: readonly Scalar[]): void {
  for (const entry of entries) {
    // What would be fetched is not tried as a file.
    const outcome = isRemoteFile(entry.text)
      ? undefined
      : attempt(() => addFile(target, state.objects, entry));
    if (outcome && "value" in outcome) continue;
    if (outcome && (outcome.error.alone || outcome.error.unread.length > 0)) raise(outcome.error);
    addFolder(target, state, entry, outcome?.error);
  }
}

/** Adds what the entries of `components` do to what is there already (kustomize.md §8). */
export function addComponents(target: Target, entries: readonly Scalar[]): void {
  for (const entry of entries) {
    const loader = within(
      (message) => `loader.New ${goQuote(message)}`,
      () => entered(target, entry, "remote-component"),
      placeOfNode(entry),
    );
    if (!loader) continue;
    within(
      (message) => `accumulateDirectory: ${goQuote(message)}`,
      () => applyComponent(target, loader, entry),
      placeOfNode(entry),
    );
  }
}

function addFile({ loader, context }: Target, objects: ObjectSet, entry: Scalar) {
  const { at } = context;
  const found = within(`accumulating resources from '${entry.text}': `, () => {
    const read = unique(objectsInFile(loader, entry, context));
    return at ? fromFile(read, further(at, entry.text)) : read;
  });
  // Such a file waits to be filled, as bootstrap does with its own.
  if (found.length === 0) context.log.lacks = true;
  within(`merging resources from '${entry.text}': `, () => objects.append(found));
}

function addFolder(target: Target, state: State, entry: Scalar, asFile: BuildError | undefined) {
  const outcome = attempt(() => entered(target, entry, "remote-resource"));
  if ("error" in outcome) {
    const { error } = outcome;
    if (asFile?.message.includes("MalformedYAMLError")) raise(asFile);
    // What is wrong with a file that is there says more than that it is no folder.
    const place = asFile?.place ?? error.place;
    const explanation = asFile?.explanation ?? error.explanation;
    return raise({ ...error, place, explanation, message: both(asFile, error.message) });
  }
  const loader = outcome.value;
  if (!loader) return;
  within(
    (message) => both(asFile, message),
    () => addPiece(target, state, loader, entry),
    placeOfNode(entry),
  );
}

const both = (asFile: BuildError | undefined, message: string): string =>
  asFile ? `accumulation err='${asFile.message}': ${message}` : message;

const raise = (error: BuildError): never => stopAgain(error);

function addPiece({ context, kustomization }: Target, state: State, loader: Loader, entry: Scalar) {
  const below = contextBelow(context, kustomization.namespace?.text, entry);
  const piece = accumulateFolder(loader, below, entry);
  within(`recursed merging from path '${loader.root}': `, () => mergeState(state, piece));
}

function applyComponent(target: Target, loader: Loader, entry: Scalar) {
  const { context, kustomization, state } = target;
  context.log.entered.add(loader.root);
  const below = contextBelow(context, kustomization.namespace?.text, entry);
  context.accumulate(loader, below, { as: "component", state });
}

function contextBelow(context: Context, namespace: string | undefined, entry: Scalar): Context {
  return {
    ...context,
    at: context.at && further(context.at, entry.text),
    namespaceAbove: namespace || context.namespaceAbove,
  };
}

/** The loader of the folder; nothing where it is left out. */
function entered({ loader, context }: Target, entry: Scalar, code: RemoteCode): Loader | undefined {
  const url = gitUrlOf(entry.text);
  if (url || isRemoteFile(entry.text))
    return standIn(loader, context, entry, url?.repository, code);
  const found = enterFolder(loader, entry.text, entry);
  const visited = rootsOf(loader).find((it) => isInside(it, found.root));
  if (visited !== undefined) {
    context.log.chain = true;
    stop(
      `cycle detected: candidate root '${found.root}' contains visited root '${visited}'`,
      placeOfNode(entry),
      [],
      {
        code: "kustomization-cycle",
        message: `"${entry.text}" leads back to a kustomization that includes this one`,
        next: "Take one of the entries out that lead round.",
      },
    );
  }
  return found;
}

/** Of what is left out: one more set of objects, or something that may change all of them. */
type RemoteCode = "remote-resource" | "remote-component";

/** Where a clone leads back to itself, it would be cloned for ever. */
function expectNew(loader: Loader, found: Loader, entry: Scalar): Loader {
  if (!rootsOf(loader).includes(found.root)) return found;
  return stop(`cycle detected: '${entry.text}' leads back to '${found.root}'`, placeOfNode(entry));
}

function standIn(
  loader: Loader,
  context: Context,
  entry: Scalar,
  repository: string | undefined,
  code: RemoteCode,
) {
  const place = placeOfNode(entry);
  const folder = loader.reader.standIn?.(repository ?? entry.text);
  if (folder !== undefined) {
    const outcome = attempt(() => enterStandIn(loader, entry.text, folder, entry));
    // The commit that the URL asks for may hold what the folder does not.
    if ("value" in outcome) return expectNew(loader, outcome.value, entry);
    if (!context.lenient) return raise(outcome.error);
  }
  if (!context.lenient) return stop(`${NEVER_FETCHED}: ${entry.text}`, place);
  context.log.lacks = true;
  if (place) {
    const message = `${entry.text} lies elsewhere and is left out: ${NEVER_FETCHED}.`;
    context.log.notes.push({ code, message, place });
  }
  return undefined;
}
