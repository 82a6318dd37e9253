import { documentKey, type Remark, type RenderingFacts } from "./builtTables.ts";
import { listOf } from "./listMap.ts";
import { memo } from "./memo.ts";
import { samePath } from "./node.ts";
import type { Resource } from "./resource.ts";
import type { SchemaCatalogue } from "./schema/catalogue.ts";
import type { Settings } from "./settings.ts";
import {
  fileAt,
  objectKey,
  pathKey,
  type Referrer,
  type Root,
  sourcePathKey,
  type Workspace,
  type WorkspaceFile,
} from "./workspace.ts";
import type { YamlDocument } from "./yaml.ts";

/**
 * The questions that rules and features may ask of a workspace. Every answer depends on one key, so what a rule
 * asked can be recorded, and only those who asked for what a change touched are asked again.
 */
export interface View {
  readonly roots: readonly Root[];
  readonly settings: Settings;
  readonly catalogue: SchemaCatalogue;
  /** Is there a file of that path? */
  readonly exists: (path: string) => boolean;
  readonly file: (path: string) => WorkspaceFile | undefined;
  /** Names of the files and folders inside; empty when there is no such folder. */
  readonly folder: (path: string) => readonly string[];
  /** Everything of that kind and name, in any namespace, patches included. */
  readonly named: (group: string, kind: string, name: string) => readonly Resource[];
  readonly ofKind: (group: string, kind: string) => readonly Resource[];
  /** Resources of which a fact holds: `chart flagger`. */
  readonly withFact: (fact: string) => readonly Resource[];
  /** Everything of that kind and name that some build gives, of all builds. */
  readonly builtNamed: (group: string, kind: string, name: string) => readonly Resource[];
  /** What builds make of a resource of a file: none where no build takes it up. */
  readonly builtFrom: (resource: Resource) => readonly Resource[];
  /** Built objects that a patch, image or other entry in the document has changed. */
  readonly changedBy: (document: YamlDocument) => readonly Resource[];
  /** What builds say of a document. */
  readonly remarksOn: (document: YamlDocument) => readonly Remark[];
  /** Ids of the builds that a kustomization file is part of. */
  readonly buildsOf: (path: string) => readonly string[];
  /** What is kept of a build. */
  readonly rendered: (id: string) => RenderingFacts | undefined;
  /** Builds with variables that a file goes into, by name. */
  readonly substitutedIn: (path: string) => readonly RenderingFacts[];
  /** Builds that take variables from a document, by name. */
  readonly definedBy: (document: YamlDocument) => readonly RenderingFacts[];
  /** Did no build of a cluster leave anything out? */
  readonly isComplete: (cluster: string | undefined) => boolean;
  /** Who names an object of that kind and name, whatever the namespace. */
  readonly namersOf: (group: string, kind: string, name: string) => readonly Referrer[];
  /** Who names this file or folder by a path relative to itself. */
  readonly listersOf: (path: string) => readonly Referrer[];
  /** Who names this path counted from the root of some source. */
  readonly sourceListersOf: (path: string) => readonly Referrer[];
  /**
   * What follows from other answers, worked out once for each moment of the workspace, however many ask.
   * `key` names the question; `derive` may use nothing but the view it is given.
   */
  readonly derived: <T>(key: string, derive: (view: View) => T) => T;
}

/**
 * A view of a workspace; `record` is told the key of every question. What builds make and say of the document `own` is
 * not recorded: whoever checks it is told of that in any case (`Touched.documents`).
 */
export function viewOf(
  workspace: Workspace,
  record: (key: string) => void = () => {},
  own?: YamlDocument,
): View {
  const asked = (key: string) => {
    record(key);
    return key;
  };
  return {
    roots: workspace.roots,
    settings: workspace.settings,
    catalogue: workspace.catalogue,
    exists: (path) => {
      asked(`exists ${path}`);
      return fileAt(workspace, path) !== undefined;
    },
    file: (path) => {
      asked(`file ${path}`);
      return fileAt(workspace, path);
    },
    folder: (path) => {
      asked(`folder ${path}`);
      return listOf(workspace.folders, path);
    },
    named: (group, kind, name) => {
      const key = objectKey(group, kind, name);
      asked(`named ${key}`);
      return inOrder(listOf(workspace.named, key), (it) => it);
    },
    ofKind: (group, kind) => {
      asked(`kind ${group}|${kind}`);
      return inOrder(listOf(workspace.kinds, `${group}|${kind}`), (it) => it);
    },
    withFact: (fact) => {
      asked(`fact ${fact}`);
      return inOrder(listOf(workspace.facts, fact), (it) => it);
    },
    builtNamed: (group, kind, name) => {
      const key = objectKey(group, kind, name);
      asked(`built ${key}`);
      return inOrder(listOf(workspace.built.named, key), (it) => it);
    },
    builtFrom: (resource) => {
      const key = documentKey(resource.document);
      if (resource.document !== own) asked(`from ${key}`);
      const all = inOrder(listOf(workspace.built.from, key), (it) => it);
      return all.filter((it) => samePath(it.at, resource.at));
    },
    changedBy: (document) => {
      const key = documentKey(document);
      asked(`changed ${key}`);
      return inOrder(listOf(workspace.built.changed, key), (it) => it);
    },
    remarksOn: (document) => {
      const key = documentKey(document);
      if (document !== own) asked(`remarks ${key}`);
      return listOf(workspace.built.remarks, key).toSorted(byRendering);
    },
    buildsOf: (path) => {
      asked(`builds of ${path}`);
      const { readers, renderings } = workspace.built;
      const all = listOf(readers, path).filter((it) => renderings.get(it)?.parts.has(path));
      return all.toSorted();
    },
    rendered: (id) => {
      asked(`rendering ${id}`);
      return workspace.built.renderings.get(id);
    },
    substitutedIn: (path) => {
      asked(`substituted ${path}`);
      const all = factsNamed(workspace, listOf(workspace.built.readers, path));
      return all.filter((it) => it.substitution);
    },
    definedBy: (document) => {
      const key = documentKey(document);
      asked(`definers ${key}`);
      return factsNamed(workspace, listOf(workspace.built.definers, key));
    },
    isComplete: (cluster) => {
      asked(`complete ${cluster}`);
      return !workspace.built.incomplete.has(cluster);
    },
    namersOf: (group, kind, name) => referrers(workspace, asked, objectKey(group, kind, name)),
    listersOf: (path) => referrers(workspace, asked, pathKey(path)),
    sourceListersOf: (path) => referrers(workspace, asked, sourcePathKey(path)),
    derived: (key, derive) => answer(workspace, asked(`derived ${key}`), derive),
  };
}

interface Answer<T> {
  readonly value: T;
  /** All that was asked on the way: whoever uses the answer depends on it, too. */
  readonly keys: readonly string[];
}

/** By key. Those that an answer was worked out from stand before it. */
const answers = memo((_: Workspace) => new Map<string, Answer<unknown>>());

/** The keys behind that of an answer which was worked out in this moment; `undefined` for any other key. */
export const keysBehind =
  (workspace: Workspace) =>
  (key: string): readonly string[] | undefined =>
    answers(workspace).get(key)?.keys;

/** Lets go of what was worked out for a moment; it is worked out again when somebody asks. */
export const forgetAnswers = (workspace: Workspace): void => answers(workspace).clear();

/** What was worked out for one moment holds for the next, unless it asked for something that has changed. */
export function keepAnswers(
  before: Workspace,
  after: Workspace,
  changed: ReadonlySet<string>,
): void {
  const known = answers(before);
  const kept = answers(after);
  const holds = (key: string) => !changed.has(key) && (kept.has(key) || !known.has(key));
  for (const [key, it] of known) if (it.keys.every(holds)) kept.set(key, it);
}

function answer<T>(workspace: Workspace, key: string, derive: (view: View) => T): T {
  const known = answers(workspace);
  const found = known.get(key) as Answer<T> | undefined;
  if (found) return found.value;
  const keys = new Set<string>();
  const value = derive(viewOf(workspace, (it) => keys.add(it)));
  known.set(key, { value, keys: [...keys] });
  return value;
}

function referrers(workspace: Workspace, asked: (key: string) => string, key: string) {
  asked(`referrers ${key}`);
  return inOrder(listOf(workspace.referrers, key), (it) => it.resource);
}

const ordered = memo((_list: readonly unknown[]) => ({
  list: undefined as readonly unknown[] | undefined,
}));

/**
 * The tables are in the order in which files came and changed; what is answered must not depend on that.
 * Sorted by file, and inside a file by text, which stays true wherever a document moves.
 */
function inOrder<T extends object>(
  list: readonly T[],
  resourceOf: (it: T) => Resource,
): readonly T[] {
  if (list.length < 2) return list;
  const slot = ordered(list);
  // A list that is being filled has grown since.
  if (slot.list?.length !== list.length) {
    slot.list = list.toSorted((a, b) => compare(resourceOf(a), resourceOf(b)));
  }
  return slot.list as readonly T[];
}

function compare(a: Resource, b: Resource): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  if (a.document.text !== b.document.text) return a.document.text < b.document.text ? -1 : 1;
  if (a.at.length > 0 && a.at[1] !== b.at[1]) return Number(a.at[1]) - Number(b.at[1]);
  const [left = "", right = ""] = [a.built?.rendering.id, b.built?.rendering.id];
  return left === right ? 0 : left < right ? -1 : 1;
}

const factsNamed = ({ built }: Workspace, ids: readonly string[]): readonly RenderingFacts[] =>
  ids.toSorted().flatMap((it) => built.renderings.get(it) ?? []);

const byRendering = (a: Remark, b: Remark): number =>
  a.rendering.id === b.rendering.id ? 0 : a.rendering.id < b.rendering.id ? -1 : 1;
