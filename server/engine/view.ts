import { listOf } from "./listMap.ts";
import { memo } from "./memo.ts";
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

/** A view of a workspace; `record` is told the key of every question. */
export function viewOf(workspace: Workspace, record: (key: string) => void = () => {}): View {
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
    namersOf: (group, kind, name) => referrers(workspace, asked, objectKey(group, kind, name)),
    listersOf: (path) => referrers(workspace, asked, pathKey(path)),
    sourceListersOf: (path) => referrers(workspace, asked, sourcePathKey(path)),
    derived: (key, derive) => {
      const { value, keys } = answer(workspace, key, derive);
      for (const it of keys) record(it);
      return value;
    },
  };
}

interface Answer<T> {
  readonly value: T;
  /** All that was asked on the way: whoever uses the answer depends on it, too. */
  readonly keys: readonly string[];
}

const answers = memo((_: Workspace) => new Map<string, Answer<unknown>>());

/** Lets go of what was worked out for a moment; it is worked out again when somebody asks. */
export const forgetAnswers = (workspace: Workspace): void => answers(workspace).clear();

function answer<T>(workspace: Workspace, key: string, derive: (view: View) => T): Answer<T> {
  const known = answers(workspace);
  let found = known.get(key) as Answer<T> | undefined;
  if (!found) {
    const keys = new Set<string>();
    const value = derive(viewOf(workspace, (it) => keys.add(it)));
    found = { value, keys: [...keys] };
    known.set(key, found);
  }
  return found;
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
  return a.at.length > 0 ? Number(a.at[1]) - Number(b.at[1]) : 0;
}
