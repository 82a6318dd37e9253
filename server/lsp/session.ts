import { basename, isInside } from "../engine/path.ts";
import { concernOf, rebuild } from "../engine/renderings.ts";
import { REPOSITORY_SETTINGS } from "../engine/repositorySettings.ts";
import { checkAlone, prepare } from "../engine/rules/check.ts";
import { type Checker, checker } from "../engine/rules/checker.ts";
import { present, type Shown } from "../engine/rules/present.ts";
import type { SchemaCatalogue } from "../engine/schema/catalogue.ts";
import type { Settings } from "../engine/settings.ts";
import { foldersBeyond } from "../engine/standIns.ts";
import {
  applyChange,
  type Batch,
  beginBatch,
  changed,
  emptyWorkspace,
  type FileChange,
  fileAt,
  filesOf,
  type Root,
  snapshot,
  type Workspace,
} from "../engine/workspace.ts";
import { asData, loadBeyond } from "../host/beyond.ts";
import type { Host, LoadOptions } from "../host/host.ts";
import { repositoryOptions } from "../host/repository.ts";

/** How long work may go on before waiting requests get their turn, in milliseconds. */
const TURN = 8;

/** How many changed files are taken in at once. */
const PORTION = 50;

/** Everything that changes: disk and open buffers in, the current workspace and its problems out. */
export interface Session {
  readonly workspace: () => Workspace;
  /** Resolves once everything known has been checked. */
  readonly settled: () => Promise<void>;
  /** The problems of a file as they are shown now. */
  readonly shownIn: (path: string) => readonly Shown[];
  readonly versionOf: (path: string) => number | undefined;
  readonly open: (path: string, version: number, text: string) => void;
  readonly edit: (path: string, version: number, text: string) => Promise<void>;
  readonly close: (path: string) => void;
  /** Files that changed on disk; the open ones are known better here. */
  readonly reload: (paths: readonly string[]) => Promise<void>;
  /** Reads these folders, and nothing but them. */
  readonly setRoots: (
    paths: readonly string[],
    settings: Settings,
    options: LoadOptions,
  ) => Promise<void>;
  readonly configure: (settings: Settings, options: LoadOptions) => Promise<void>;
  readonly dispose: () => void;
}

/** What the outside is told. */
export interface SessionEvents {
  /** The problems of this file may be different now. */
  readonly onChecked: (path: string) => void;
  /** Everything that waited has been checked. */
  readonly onSettled: () => void;
  /** These builds give something else now. */
  readonly onRebuilt: (ids: readonly string[]) => void;
  /** A bug of ours met while checking. */
  readonly onFailure: (error: unknown) => void;
  /** Reading has come so far; `undefined` when all is read. */
  readonly onReading: (done: number | undefined) => void;
}

export function createSession(
  host: Host,
  catalogue: SchemaCatalogue,
  settings: Settings,
  options: LoadOptions,
  events: SessionEvents,
): Session {
  let checks: Checker = checker();
  const open = new Map<string, { version: number; text: string }>();
  let workspace = emptyWorkspace(catalogue, [], settings);
  /** Until every file is known, findings that need other files would be guesses. */
  let reading = true;
  let loading: Batch | undefined;
  /** As the editor gave them; a repository may add sources of its own. */
  let settingsGiven = settings;
  let loadOptions = options;
  let roots: readonly string[] = [];
  /** By root, what its own settings file adds included. */
  const rootOptions = new Map<string, LoadOptions>();
  let generation = 0;
  let draining: Promise<void> | undefined;
  /** The builds are of an earlier moment. */
  let stale: "contents" | "builds" | undefined;
  /** After reading, what the files by themselves say is told before the first builds are made. */
  let filesFirst = false;
  let building: { readonly of: Workspace; readonly turns: ReturnType<typeof rebuild> } | undefined;
  /** Files read because a build asked for them; those that cannot be read are not tried again. */
  const tried = new Set<string>();
  let preferred: string | undefined;

  /** While a folder is being read, changes join the batch; its tables are those of the current workspace. */
  const apply = (changes: readonly FileChange[]) => {
    if (loading) {
      for (const change of changes) applyChange(loading, overlay(change));
      workspace = {
        ...snapshot(loading).workspace,
        roots: workspace.roots,
        settings: workspace.settings,
      };
      return;
    }
    const next = changed(workspace, changes.map(overlay));
    workspace = next.workspace;
    const concern = concernOf(workspace, next.touched);
    stale = stale === "builds" ? stale : (concern ?? stale);
    checks.invalidate(next.touched);
  };
  /** What stands in an editor outranks what is on disk. */
  const overlay = (change: FileChange): FileChange => {
    const buffer = open.get(change.path);
    return buffer ? { path: change.path, content: { text: buffer.text } } : change;
  };

  /** The edited file at once, everything else in turns. */
  const drain = (first?: string) => {
    if (first !== undefined) {
      preferred = first;
      // The same text in a new version has nothing to check, but its version to answer.
      if (step() !== first) events.onChecked(first);
    }
    draining ??= inTurns().finally(() => {
      draining = undefined;
      events.onSettled();
    });
  };
  /** One build more; begins anew where files have changed since. */
  const buildNext = () => {
    if (building?.of !== workspace) building = { of: workspace, turns: rebuild(workspace, stale) };
    const { done, value } = building.turns.next();
    if (!done) return;
    building = undefined;
    stale = undefined;
    workspace = value.workspace;
    checks.invalidate(value.touched);
    if (value.ids.length > 0) events.onRebuilt(value.ids);
    const unread = value.unread.filter((it) => !tried.has(it));
    for (const path of unread) tried.add(path);
    if (unread.length > 0) apply(unread.map(forBuild));
  };
  /** A file that a build needs though it is no manifest; nothing outside the folders is read. */
  const forBuild = (path: string): FileChange => {
    const root = [...roots, ...foldersBeyond(workspace)].find((it) => isInside(path, it));
    if (root === undefined) return { path, content: undefined };
    return host.readData(path, root, rootOptions.get(root) ?? loadOptions);
  };
  /** The one catch of work that nobody asked for: what fails in one file must not stop the others. */
  const step = (): string | undefined => {
    const path = checks.next(preferred);
    if (path === undefined) return undefined;
    try {
      checks.step(workspace, path);
      events.onChecked(path);
    } catch (error) {
      events.onFailure(error);
    }
    return path;
  };
  const buildOrFail = () => {
    try {
      buildNext();
    } catch (error) {
      stale = undefined;
      building = undefined;
      events.onFailure(error);
    }
  };
  const inTurns = async () => {
    await host.pause();
    let since = performance.now();
    for (;;) {
      if (stale && !filesFirst) buildOrFail();
      else if (step() === undefined) {
        filesFirst = false;
        if (!stale) return;
      }
      if (performance.now() - since < TURN) continue;
      await host.pause();
      since = performance.now();
    }
  };

  /** One file as it is on disk; nothing outside the folders is read. */
  const onDisk = (path: string): FileChange => {
    tried.delete(path);
    const root = roots.find((it) => isInside(path, it));
    const isBeyond = foldersBeyond(workspace).some((it) => isInside(path, it));
    if (root === undefined && !isBeyond) return { path, content: undefined };
    const change = host.read(path, rootOptions.get(root ?? "") ?? loadOptions);
    return root === undefined ? asData(change) : withoutOutwardLink(change, root);
  };

  const load = (): Promise<void> => readAll().catch(events.onFailure);
  const readAll = async () => {
    const mine = ++generation;
    reading = true;
    // What an editor says right after the start, above all which files are open, goes first.
    for (let turns = 0; turns < 5; turns++) await host.pause();
    if (mine !== generation) return;
    loading = beginBatch(
      emptyWorkspace(catalogue, workspace.roots, workspace.settings),
      prepare(catalogue),
    );
    const before = [...filesOf(workspace)].map((it) => it.path);
    workspace = snapshot(loading).workspace;
    for (const path of open.keys()) apply([{ path, content: undefined }]);
    let done = 0;
    const take = async (portion: readonly FileChange[]): Promise<boolean> => {
      let since = performance.now();
      for (const change of portion) {
        if (mine !== generation || !loading) return false;
        applyChange(loading, overlay(change));
        if (performance.now() - since < TURN) continue;
        await host.pause();
        since = performance.now();
      }
      done += portion.length;
      events.onReading(done);
      return mine === generation && loading !== undefined;
    };
    for (const root of roots) {
      const own = repositoryOptions(host, root, loadOptions);
      rootOptions.set(root, own.load);
      const sources = { ...workspace.settings.sources, ...own.sources };
      workspace = { ...workspace, settings: { ...workspace.settings, sources } };
      for await (const portion of host.load(root, own.load)) if (!(await take(portion))) return;
    }
    for (const folder of foldersBeyond(workspace)) {
      for await (const portion of loadBeyond(host, folder, loadOptions)) {
        if (!(await take(portion))) return;
      }
    }
    if (!loading) return;
    const { touched } = snapshot(loading);
    workspace = {
      ...snapshot(loading).workspace,
      roots: workspace.roots,
      settings: workspace.settings,
    };
    loading = undefined;
    checks = checker();
    checks.invalidate(touched);
    tried.clear();
    stale = "builds";
    filesFirst = true;
    reading = false;
    events.onReading(undefined);
    for (const path of before) if (!fileAt(workspace, path)) events.onChecked(path);
    for (const path of open.keys()) drain(path);
    drain();
  };

  const answer = (path: string) => {
    if (reading) events.onChecked(path);
    else drain(path);
  };

  return {
    workspace: () => workspace,
    settled: async () => {
      while (reading || draining) {
        await draining;
        if (reading) await host.pause();
      }
    },
    shownIn(path) {
      if (reading) return present(workspace, path, checkAlone(workspace, path));
      // Who asks before the check of the last keystroke gets it now.
      if (checks.next(path) === path) checks.step(workspace, path);
      return present(workspace, path, checks.problemsOf(workspace, path));
    },
    versionOf: (path) => open.get(path)?.version,
    open(path, version, text) {
      open.set(path, { version, text });
      apply([{ path, content: undefined }]);
      answer(path);
    },
    async edit(path, version, text) {
      open.set(path, { version, text });
      apply([{ path, content: undefined }]);
      // A request that came right behind the keystroke, as completion does, goes first; it needs no check.
      await host.pause();
      await host.pause();
      answer(path);
    },
    close(path) {
      open.delete(path);
      apply([onDisk(path)]);
      if (!reading) drain(path);
    },
    async reload(paths) {
      if (paths.some((path) => decidesWhatIsRead(path))) return load();
      // Another branch may change thousands of files at once.
      for (let at = 0; at < paths.length; at += PORTION) {
        apply(paths.slice(at, at + PORTION).map(onDisk));
        await host.pause();
      }
      if (!reading) drain();
    },
    async setRoots(paths, settings, options) {
      roots = paths;
      settingsGiven = settings;
      loadOptions = options;
      const known: Root[] = [];
      for (const path of paths) known.push({ path, remotes: await host.remotes(path) });
      workspace = { ...workspace, roots: known, settings };
      await load();
    },
    async configure(next, nextOptions) {
      if (sameAs(next, settingsGiven) && sameAs(nextOptions, loadOptions)) return;
      const reads =
        !sameAs(nextOptions, loadOptions) || !sameAs(next.sources, settingsGiven.sources);
      settingsGiven = next;
      loadOptions = nextOptions;
      workspace = { ...workspace, settings: next };
      if (reads) await load();
      else for (const { path } of filesOf(workspace)) events.onChecked(path);
    },
    dispose() {
      generation++;
      loading = undefined;
    },
  };
}

/** A link that leads out of the folder is none, as when the folder is read. */
const withoutOutwardLink = (change: FileChange, root: string): FileChange => {
  const { path, content } = change;
  const leads = typeof content === "object" && "link" in content && !isInside(content.link, root);
  return leads ? { path, content: undefined } : change;
};

const sameAs = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A change of these changes everything. */
const decidesWhatIsRead = (path: string): boolean =>
  [".gitignore", REPOSITORY_SETTINGS].includes(basename(path));
