import { stringText } from "../edits/scalarText.ts";
import { dirname, isInside, join, relative } from "../path.ts";
import { absolute } from "../place.ts";
import type { Reference } from "../references/read.ts";
import type { PathTarget } from "../references/row.ts";
import { type Resource, resourcesOf } from "../resource.ts";
import type { Edit } from "../source.ts";
import { foldersOf, sourceRootsOf } from "../sources.ts";
import { isRemote } from "../targets.ts";
import { type View, viewOf } from "../view.ts";
import type { Referrer, Workspace } from "../workspace.ts";
import { writtenAt } from "../written.ts";

/** A file or folder, and what its path will be. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * The edits, in the files as they are before, that keep every path true when files or folders move: entries of
 * kustomization files, paths of Flux objects, and the relative paths inside of what moves. Paths that nobody can
 * follow, and those that would leave their source, stay as they are.
 */
export function renameFiles(workspace: Workspace, moves: readonly Move[]): readonly Edit[] {
  const view = viewOf(workspace);
  const moved = movedBy(moves);
  const nodes = moves.flatMap(({ from }) => [...nodesIn(from, view)]);
  const edits = new Map<string, Edit>();
  const referrers = nodes.flatMap((it) => [...referrersTo(it, view), ...referrersIn(it, view)]);
  for (const referrer of referrers) {
    const text = newText(referrer, moved, view);
    const edit = text === undefined ? undefined : editOf(referrer, text, view);
    if (edit) edits.set(`${edit.place.span.start} ${edit.place.path}`, edit);
  }
  return [...edits.values()];
}

type Moved = (path: string) => string;

/** Where a path will be; itself when it stays. */
const movedBy =
  (moves: readonly Move[]): Moved =>
  (path) => {
    const move = moves.find(({ from }) => isInside(path, from));
    return move ? join(move.to, relative(move.from, path)) : path;
  };

/** The file or folder, and everything inside. */
function* nodesIn(path: string, view: View): Generator<string> {
  yield path;
  for (const name of view.folder(path)) yield* nodesIn(join(path, name), view);
}

/** Who names that file or folder, relative to itself or to the root of a source. */
function referrersTo(path: string, view: View): readonly Referrer[] {
  const out: Referrer[] = [];
  for (let root = path; root !== dirname(root); ) {
    root = dirname(root);
    if (!view.roots.some((it) => isInside(root, it.path))) break;
    out.push(...view.sourceListersOf(relative(root, path)));
  }
  // Who applies the folder may name Components by paths that count from there.
  const counting = out.flatMap(({ resource }) => referencesOf(resource, "applied"));
  return [...view.listersOf(path), ...out, ...counting];
}

/** What the file itself names by relative paths. */
const referrersIn = (path: string, view: View): readonly Referrer[] =>
  (view.file(path)?.documents ?? []).flatMap(({ document }) =>
    resourcesOf(document, path).flatMap((it) => referencesOf(it, "file")),
  );

const referencesOf = (resource: Resource, base: PathTarget["base"]): readonly Referrer[] =>
  resource.references
    .filter(({ row: { target } }) => target.type === "path" && target.base === base)
    .map((reference) => ({ resource, reference }));

/** What the reference has to say after the move; `undefined` when what it says stays true. */
function newText(referrer: Referrer, moved: Moved, view: View): string | undefined {
  const { resource, reference } = referrer;
  const { target } = reference.row;
  if (target.type !== "path" || reference.open || isRemote(reference.text)) return undefined;
  const pair = target.base === "file" ? fileBase(referrer, view) : sourceBase(referrer, view);
  if (!pair) return undefined;
  const base = target.base === "file" ? dirname(moved(resource.path)) : moved(pair.base);
  const to = moved(pair.target);
  if (join(base, reference.text) === to) return undefined;
  if (target.base !== "file" && target.base !== "applied" && !isInside(to, base)) return undefined;
  return spelled(relative(base, to), reference);
}

/** The folder from which a path counts, and what it leads to. */
interface BasedPath {
  readonly base: string;
  readonly target: string;
}

function fileBase({ resource, reference }: Referrer, view: View): BasedPath | undefined {
  const base = dirname(resource.path);
  const target = join(base, reference.text);
  const isThere = view.exists(target) || view.folder(target).length > 0;
  return isThere ? { base, target } : undefined;
}

function sourceBase({ resource, reference }: Referrer, view: View): BasedPath | undefined {
  const { row, text, base = "" } = reference;
  if (row.target.type !== "path") return undefined;
  const { sourceAt } = row.target;
  const [target, ...more] = foldersOf(view, resource, `${base}/${text}`, sourceAt);
  // Where it may be one of several, none is surely meant.
  if (target === undefined || more.length > 0) return undefined;
  const { roots, certain } = sourceRootsOf(view, resource, sourceAt);
  const tried = roots.length > 0 || certain ? roots : view.roots.map((it) => it.path);
  const root = tried.find((it) => foldersFrom(it, base, text) === target);
  if (root === undefined) return undefined;
  return { base: join(root, inRoot(base)), target };
}

const foldersFrom = (root: string, base: string, text: string): string =>
  join(root, inRoot(`${base}/${text}`));

/** A path that counts from a root, however it begins. */
const inRoot = (path: string): string => relative("/", join("/", path));

/** In the spelling of the old text: its `./` or `/` in front, its slash at the end. */
function spelled(path: string, { text, prefix }: Reference): string {
  const lead = /^(\.?\/)/.exec(text)?.[1] ?? "";
  const trail = text.endsWith("/") && text.length > 1 && path !== "." ? "/" : "";
  if (path === ".") return `${prefix}${lead === "" ? "." : lead}`;
  return `${prefix}${path.startsWith("..") ? "" : lead}${path}${trail}`;
}

function editOf({ resource, reference }: Referrer, text: string, view: View): Edit | undefined {
  const file = view.file(resource.path);
  const written = file && writtenAt(file, resource, reference.path);
  if (!written) return undefined;
  const { path, document, scalar } = written;
  // An anchored path moves for all that use it: they mean the same folder.
  const place = absolute(file, { path, document, span: scalar.span });
  const isBlock = scalar.style === "literal" || scalar.style === "folded";
  const style = isBlock ? "plain" : scalar.style;
  return place && { place, text: stringText(text, { flow: true, style }) };
}
