import { type BuiltTables, emptyTables } from "./builtTables.ts";
import { type BuildMemory, emptyMemory, type Reader } from "./kustomize/memory.ts";
import {
  add,
  type Draft,
  draftOf,
  emptyListMap,
  finish,
  keysOf,
  type ListMap,
  listOf,
  remove,
} from "./listMap.ts";
import { basename, dirname, join } from "./path.ts";
import type { Reference } from "./references/read.ts";
import type { Rendering, RenderingName } from "./rendering.ts";
import { type Resource, resourcesOf } from "./resource.ts";
import type { SchemaCatalogue } from "./schema/catalogue.ts";
import { defaultSettings, type Settings } from "./settings.ts";
import { type PlacedDocument, splitDocuments, type YamlDocument } from "./yaml.ts";

/** A folder the person opened, and what is known of where it came from. */
export interface Root {
  readonly path: string;
  /** URLs of its git remotes; none when it is no checkout. */
  readonly remotes: readonly string[];
}

/** A file at one moment. */
export interface WorkspaceFile {
  readonly path: string;
  /** Absent for files that are there but not read: no YAML, too large, ignored. */
  readonly text: string | undefined;
  /** What a generator reads from a file that is no manifest: text, or bytes that are no UTF-8. */
  readonly data?: string | Uint8Array;
  /** Where a symbolic link leads: the path of a file or folder, which may be a link again. */
  readonly link?: string;
  /** Of `data` that is text and no YAML, one that holds all of it. */
  readonly documents: readonly PlacedDocument[];
}

/** Who names something, and by which of its references. */
export interface Referrer {
  readonly resource: Resource;
  readonly reference: Reference;
}

/**
 * All files of the workspace at one moment, and what follows from them. Immutable: `changed` makes the next one,
 * which shares everything that did not change.
 */
export interface Workspace {
  readonly roots: readonly Root[];
  readonly settings: Settings;
  readonly catalogue: SchemaCatalogue;
  readonly files: ListMap<WorkspaceFile>;
  /** Names of the files and folders in a folder. */
  readonly folders: ListMap<string>;
  /** Symbolic links, and where they lead. */
  readonly links: ReadonlyMap<string, string>;
  /** Key: group|kind|name. */
  readonly named: ListMap<Resource>;
  /** Key: group|kind. */
  readonly kinds: ListMap<Resource>;
  /** Key: a fact of `facts.ts`. */
  readonly facts: ListMap<Resource>;
  /** Key: what is named, see `objectKey`, `pathKey` and `sourcePathKey`. */
  readonly referrers: ListMap<Referrer>;
  /** What builds make of the files; of the last moment at which they were made (`renderings.ts`). */
  readonly built: BuiltTables;
  readonly builder: Builder;
}

/** What builds remember from moment to moment, and the moment that trees are made from. */
export interface Builder {
  readonly memory: BuildMemory;
  reader: Reader | undefined;
  /** Files that builds asked for. */
  asked: ReadonlySet<string>;
  /** By the id of the build: how it is made now. */
  readonly makers: Map<string, Maker>;
}

/** A build that can be made at this moment. */
export interface Maker {
  readonly name: RenderingName;
  /** Of all that it depends on besides the files that it reads. */
  readonly version: string;
  readonly make: (reader: Reader) => Omit<Rendering, "name">;
}

/** One file, new, changed or (without content) gone. */
export interface FileChange {
  readonly path: string;
  readonly content: FileContent | undefined;
}

/**
 * A manifest; what a build needs of any other file; the path that a symbolic link leads to; `listed`: it is there, but
 * nobody reads it.
 */
export type FileContent =
  | { readonly text: string }
  | { readonly data: string | Uint8Array }
  | { readonly link: string }
  | "listed";

/** What a change did, in words that `View` can record: whoever asked for one of these keys must be asked again. */
export interface Touched {
  readonly keys: ReadonlySet<string>;
  readonly added: readonly { readonly path: string; readonly document: YamlDocument }[];
  readonly removed: readonly { readonly path: string; readonly document: YamlDocument }[];
  /** Files whose text changed or that came or went. */
  readonly paths: ReadonlySet<string>;
  /** Documents of which builds make or say something else. */
  readonly documents: ReadonlySet<YamlDocument>;
}

export const emptyWorkspace = (
  catalogue: SchemaCatalogue,
  roots: readonly Root[] = [{ path: "", remotes: [] }],
  settings: Settings = defaultSettings,
): Workspace => ({
  roots,
  settings,
  catalogue,
  files: emptyListMap(),
  folders: emptyListMap(),
  links: new Map(),
  named: emptyListMap(),
  kinds: emptyListMap(),
  facts: emptyListMap(),
  referrers: emptyListMap(),
  built: emptyTables,
  builder: { memory: emptyMemory(), reader: undefined, asked: new Set(), makers: new Map() },
});

export const objectKey = (group: string, kind: string, name: string): string =>
  `${group}|${kind}|${name}`;
export const pathKey = (path: string): string => `path ${path}`;
/** Paths that count from the root of a source; which folder that is, `sources.ts` says. */
export const sourcePathKey = (path: string): string => `source ${join("", path)}`;

export const fileAt = (workspace: Workspace, path: string): WorkspaceFile | undefined =>
  listOf(workspace.files, path)[0];

export function* filesOf(workspace: Workspace): Generator<WorkspaceFile> {
  for (const path of keysOf(workspace.files)) {
    const file = fileAt(workspace, path);
    if (file) yield file;
  }
}

/** The workspace after the changes, and what they touched. */
export function changed(
  workspace: Workspace,
  changes: Iterable<FileChange>,
): { readonly workspace: Workspace; readonly touched: Touched } {
  const batch = beginBatch(workspace);
  for (const change of changes) applyChange(batch, change);
  return snapshot(batch);
}

/** Told of each new document while its tree is at hand. */
type OnDocument = (path: string, document: YamlDocument) => void;

/**
 * Many changes in a row, as when a folder is read. `snapshot` may be asked at any time; snapshots of one batch share
 * their tables, so an earlier one shows later changes too. Not to be used after the last one.
 */
export interface Batch {
  readonly before: Workspace;
  readonly onDocument: OnDocument;
  readonly files: Draft<WorkspaceFile>;
  readonly folders: Draft<string>;
  /** Absent while they are those of `before`. */
  links: Map<string, string> | undefined;
  readonly named: Draft<Resource>;
  readonly kinds: Draft<Resource>;
  readonly facts: Draft<Resource>;
  readonly referrers: Draft<Referrer>;
  readonly keys: Set<string>;
  readonly added: { path: string; document: YamlDocument }[];
  readonly removed: { path: string; document: YamlDocument }[];
  readonly paths: Set<string>;
  readonly documents: ReadonlySet<YamlDocument>;
}

export const beginBatch = (before: Workspace, onDocument: OnDocument = () => {}): Batch => ({
  before,
  onDocument,
  files: draftOf(before.files),
  folders: draftOf(before.folders),
  links: undefined,
  named: draftOf(before.named),
  kinds: draftOf(before.kinds),
  facts: draftOf(before.facts),
  referrers: draftOf(before.referrers),
  keys: new Set(),
  added: [],
  removed: [],
  paths: new Set(),
  documents: new Set(),
});

export const snapshot = (batch: Batch): { workspace: Workspace; touched: Touched } => ({
  workspace: {
    ...batch.before,
    files: finish(batch.files),
    folders: finish(batch.folders),
    links: batch.links ?? batch.before.links,
    named: finish(batch.named),
    kinds: finish(batch.kinds),
    facts: finish(batch.facts),
    referrers: finish(batch.referrers),
  },
  touched: batch,
});

export function applyChange(batch: Batch, { path, content }: FileChange): void {
  const before = listOf(finish(batch.files), path)[0];
  const after = content === undefined ? undefined : fileOf(path, content, before);
  if (before && after && isSame(before, after)) return;
  batch.paths.add(path);
  batch.keys.add(`file ${path}`);
  if (before) remove(batch.files, path, before);
  if (after) add(batch.files, path, after);
  if (before?.link !== after?.link) setLink(batch, path, after?.link);
  if (!before !== !after) {
    batch.keys.add(`exists ${path}`);
    if (after) enterFolder(batch, path);
    else leaveFolder(batch, path);
  }
  const manifests = { before: manifestsIn(before), after: manifestsIn(after) };
  for (const document of manifests.before) {
    if (!manifests.after.has(document)) withdraw(batch, path, document);
  }
  for (const document of manifests.after) {
    if (!manifests.before.has(document)) publish(batch, path, document);
  }
}

const isSame = (a: WorkspaceFile, b: WorkspaceFile): boolean =>
  a.text === b.text && a.data === b.data && a.link === b.link;

/** A link stands for all that lies where it leads. */
function setLink(batch: Batch, path: string, target: string | undefined): void {
  batch.links ??= new Map(batch.before.links);
  if (target === undefined) batch.links.delete(path);
  else batch.links.set(path, target);
  batch.keys.add(`exists ${path}`);
}

const manifestsIn = (file: WorkspaceFile | undefined): ReadonlySet<YamlDocument> =>
  new Set(file?.data === undefined ? file?.documents.map((it) => it.document) : []);

function fileOf(
  path: string,
  content: FileContent,
  before: WorkspaceFile | undefined,
): WorkspaceFile {
  if (content === "listed") return { path, text: undefined, documents: [] };
  if ("link" in content) return { path, text: undefined, link: content.link, documents: [] };
  if ("data" in content) {
    const { data } = content;
    return { path, text: undefined, data, documents: documentsIn(path, data, before) };
  }
  if (before?.text === content.text) return before;
  return { path, text: content.text, documents: splitDocuments(content.text, before?.documents) };
}

/** A manifest that is not checked here may be part of a build all the same. */
function documentsIn(
  path: string,
  data: string | Uint8Array,
  before: WorkspaceFile | undefined,
): readonly PlacedDocument[] {
  if (typeof data !== "string") return [];
  if (/\.(ya?ml|json)$|(^|\/)Kustomization$/.test(path)) {
    return splitDocuments(data, before?.documents);
  }
  return [{ document: wholly(data), start: 0 }];
}

const wholly = (text: string): YamlDocument => ({ text, inherited: undefined });

/** Names a new file in its folder, and new folders in theirs. */
function enterFolder(batch: Batch, path: string): void {
  let child = path;
  for (;;) {
    const folder = dirname(child);
    const siblings = listOf(finish(batch.folders), folder);
    batch.keys.add(`folder ${folder}`);
    if (siblings.includes(basename(child))) return;
    add(batch.folders, folder, basename(child));
    if (siblings.length > 0 || folder === "" || folder === child) return;
    child = folder;
  }
}

function leaveFolder(batch: Batch, path: string): void {
  let child = path;
  for (;;) {
    const folder = dirname(child);
    remove(batch.folders, folder, basename(child));
    batch.keys.add(`folder ${folder}`);
    if (listOf(finish(batch.folders), folder).length > 0 || folder === "") return;
    child = folder;
  }
}

function publish(batch: Batch, path: string, document: YamlDocument): void {
  batch.added.push({ path, document });
  for (const resource of resourcesOf(document, path)) index(batch, resource, add);
  batch.onDocument(path, document);
}

function withdraw(batch: Batch, path: string, document: YamlDocument): void {
  batch.removed.push({ path, document });
  for (const resource of resourcesOf(document, path)) index(batch, resource, remove);
}

/** Enters a resource into all indexes, or takes it out of them. */
function index(
  batch: Batch,
  resource: Resource,
  put: <T>(draft: Draft<T>, key: string, value: T) => void,
): void {
  const kind = `${resource.group}|${resource.kind}`;
  const name = objectKey(resource.group, resource.kind, resource.name);
  batch.keys.add(`named ${name}`).add(`kind ${kind}`);
  put(batch.named, name, resource);
  put(batch.kinds, kind, resource);
  for (const fact of resource.facts) {
    batch.keys.add(`fact ${fact}`);
    put(batch.facts, fact, resource);
  }
  for (const referrer of referrersOf(resource)) {
    const key = targetKey(referrer);
    batch.keys.add(`referrers ${key}`);
    put(batch.referrers, key, referrer);
  }
}

const referrers = new WeakMap<Resource, readonly Referrer[]>();

/** The same objects at each call, so that what was entered can be taken out. */
function referrersOf(resource: Resource): readonly Referrer[] {
  let found = referrers.get(resource);
  if (!found) {
    found = resource.references.map((reference) => ({ resource, reference }));
    referrers.set(resource, found);
  }
  return found;
}

/** The key under which a reference is found from its target. */
export function targetKey({ resource, reference }: Referrer): string {
  const { target } = reference.row;
  if (target.type === "path") {
    if (target.base === "file") return pathKey(join(dirname(resource.path), reference.text));
    return sourcePathKey(join(reference.base ?? "", reference.text));
  }
  const name = target.type === "key" ? (reference.holder ?? "") : reference.text;
  return objectKey(reference.group, reference.kind, name);
}
