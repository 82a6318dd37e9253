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
      return listOf(workspace.named, key);
    },
    ofKind: (group, kind) => {
      asked(`kind ${group}|${kind}`);
      return listOf(workspace.kinds, `${group}|${kind}`);
    },
    withFact: (fact) => {
      asked(`fact ${fact}`);
      return listOf(workspace.facts, fact);
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
  return listOf(workspace.referrers, key);
}
