import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { dirname, isInside, join } from "../path.ts";
import type { SourceFile } from "./files.ts";
import type { Reader } from "./memory.ts";
import { gitUrlOf, isRemoteFile } from "./remote.ts";
import { stop } from "./stop.ts";

/** What files a kustomization may read: those below its folder, any, or those inside one folder (Flux). */
export type Restrict = "folder" | "none" | { readonly inside: string };

/** Reads for one kustomization: paths are those that its file writes (kustomize.md §4). */
export interface Loader {
  readonly reader: Reader;
  /** The folder of the kustomization, symbolic links followed. */
  readonly root: string;
  readonly restrict: Restrict;
  /** The kustomization that led here. */
  readonly referrer: Loader | undefined;
  /** The folder that stands in for a cloned repository, where this is part of one. */
  readonly clone: string | undefined;
}

/** A file that the kustomization names. `node` is the text that names it. */
export function loadFile(loader: Loader, path: string, node: Node | undefined): SourceFile {
  const place = placeOfNode(node);
  if (isRemoteFile(path)) return stop(`${NEVER_FETCHED}: ${path}`, place);
  const full = absolute(loader.root, path);
  const file = permitted(loader, full, node);
  if (file.content === undefined) {
    stop(`'${full}' is there, but its content is not known`, place, [file.path]);
  }
  return file;
}

/** Why a build that is not allowed to leave things out ends at something remote. */
export const NEVER_FETCHED = "remote resources are never fetched";

/** The loader of a folder that the kustomization names. */
export function enterFolder(loader: Loader, path: string, node: Node | undefined): Loader {
  const place = placeOfNode(node);
  if (path === "") stop("new root cannot be empty", place);
  if (path.startsWith("/")) stop(`new root '${path}' cannot be absolute`, place);
  const root = confirmedFolder(loader.reader, join(loader.root, path), loader.restrict, node);
  const clone = cloneOf(loader);
  if (clone !== undefined && !isInside(root, clone)) {
    stop(
      `security; bases in kustomizations found in cloned git repos must be within the repo, but base '${root}' is outside '${clone}'`,
      place,
    );
  }
  return { ...loader, root, referrer: loader, clone: undefined };
}

/** The folder that stands in for a URL: a loader that may not read outside of it. */
export function enterStandIn(
  loader: Loader,
  url: string,
  folder: string,
  node: Node | undefined,
): Loader {
  const reader = loader.reader.beyond ?? loader.reader;
  const clone = reader.real(folder);
  const path = join(folder, gitUrlOf(url)?.path ?? "");
  const root = confirmedFolder(reader, path, "none", node);
  if (!isInside(root, clone)) {
    stop(`"${path}" refers to directory outside of repo "${clone}"`, placeOfNode(node));
  }
  return { ...loader, reader, root, restrict: "folder", referrer: loader, clone };
}

/** The real path of a folder that must be there. */
export function confirmedFolder(
  reader: Reader,
  path: string,
  restrict: Restrict,
  node: Node | undefined,
): string {
  const place = placeOfNode(node);
  const real = reader.real(path);
  const isFolder = reader.isFolder(real);
  const prefix = "must build at directory: not a valid directory: ";
  if (!isFolder && reader.file(real) === undefined) {
    const top = typeof restrict === "object" ? restrict.inside : undefined;
    stop(`${prefix}evalsymlink failure on '${path}' : ${missing(reader, path, top)}`, place);
  }
  if (typeof restrict === "object" && !isInside(isFolder ? real : dirname(real), restrict.inside)) {
    stop(`${prefix}fs-security-constraint abs ${path}: ${outside(path, restrict.inside)}`, place);
  }
  if (!isFolder) stop(`must build at directory: '${path}': file is not directory`, place);
  return real;
}

/** The roots that led here, this one first. */
export function rootsOf(loader: Loader): readonly string[] {
  const roots: string[] = [];
  for (let it: Loader | undefined = loader; it; it = it.referrer) roots.push(it.root);
  return roots;
}

function cloneOf(loader: Loader): string | undefined {
  for (let it: Loader | undefined = loader; it; it = it.referrer) if (it.clone) return it.clone;
  return undefined;
}

const absolute = (root: string, path: string): string =>
  path.startsWith("/") ? join("/", path) : join(root, path);

function permitted(loader: Loader, path: string, node: Node | undefined): SourceFile {
  if (loader.restrict === "folder") return below(loader, path, node);
  const { reader, restrict } = loader;
  const real = reader.real(path);
  if (restrict !== "none") confine(reader, path, real, restrict.inside, node);
  const file = reader.file(real);
  if (file) return file;
  const problem = reader.isFolder(real)
    ? `read ${path}: is a directory`
    : `open ${path}: no such file or directory`;
  return stop(problem, placeOfNode(node));
}

/** As it is by default: the file must lie in or below the folder of the kustomization. */
function below({ reader, root }: Loader, path: string, node: Node | undefined): SourceFile {
  const place = placeOfNode(node);
  const real = reader.real(path);
  const file = reader.file(real);
  if (file && isInside(dirname(real), root)) return file;
  if (file) return stop(`security; file '${path}' is not in or below '${root}'`, place);
  if (reader.isFolder(real)) return stop(`'${path}' must resolve to a file`, place);
  return stop(`evalsymlink failure on '${path}' : ${missing(reader, path)}`, place);
}

/** Flux lets a build read inside the folder of the artifact and nowhere else. */
function confine(
  reader: Reader,
  path: string,
  real: string,
  inside: string,
  node: Node | undefined,
) {
  const exists = reader.file(real) !== undefined;
  if (isInside(exists ? dirname(real) : real, inside)) return;
  stop(`fs-security-constraint read ${path}: ${outside(path, inside)}`, placeOfNode(node));
}

const outside = (path: string, inside: string): string =>
  `path '${path}' is not in or below '${inside}'`;

/**
 * What the system says of a path: the first part of it that is not there, or is no folder. Of the folders around an
 * artifact, whose own is `top`, only those above it are there.
 */
function missing(reader: Reader, path: string, top?: string): string {
  let at = path;
  for (let above = dirname(at); above !== "" && above !== at; above = dirname(at)) {
    const real = reader.real(above);
    if (reader.file(real)) return "not a directory";
    if (reader.isFolder(real)) return `lstat ${at}: no such file or directory`;
    at = above;
  }
  const first = top === undefined ? path : firstBeside(top, path);
  return `lstat ${first}: no such file or directory`;
}

function firstBeside(top: string, path: string): string {
  const parts = path.split("/");
  const known = top.split("/");
  const shared = parts.findIndex((it, index) => it !== ".." && it !== known[index]);
  return shared < 0 ? path : parts.slice(0, shared + 1).join("/");
}
