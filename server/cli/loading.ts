import { isInside } from "../engine/path.ts";
import { defaultSettings, type Settings } from "../engine/settings.ts";
import { foldersBeyond } from "../engine/standIns.ts";
import { changed, type FileChange, type Root, type Workspace } from "../engine/workspace.ts";
import { loadBeyond } from "../host/beyond.ts";
import { nodeHost } from "../host/files.ts";
import type { LoadOptions } from "../host/host.ts";
import { repositoryOptions } from "../host/repository.ts";

/** Folders that a command is about, and what their own settings say. */
export interface Loading {
  readonly roots: readonly Root[];
  readonly settings: Settings;
  /** How the files of one of the roots are read; `load` for any other folder. */
  readonly optionsFor: (root: string) => LoadOptions;
}

/** Reads the settings of the folders; what is wrong with them is told on stderr. */
export async function loadingOf(
  paths: readonly string[],
  load: LoadOptions,
  rules: Settings["rules"] = {},
): Promise<Loading> {
  const roots: Root[] = [];
  const options = new Map<string, LoadOptions>();
  let sources: Settings["sources"] = {};
  for (const path of paths) {
    roots.push({ path, remotes: await nodeHost.remotes(path) });
    const own = repositoryOptions(nodeHost, path, load);
    options.set(path, own.load);
    sources = { ...sources, ...own.sources };
    for (const problem of own.problems) {
      process.stderr.write(`flightpath: In ${path}/.flightpath.yaml, ${problem}\n`);
    }
  }
  const settings = { ...defaultSettings, rules, sources };
  return { roots, settings, optionsFor: (root) => options.get(root) ?? load };
}

/** All files as they are on disk, and those of what stands in for repositories elsewhere. */
export async function* filesOnDisk(loading: Loading): AsyncGenerator<readonly FileChange[]> {
  for (const { path } of loading.roots) yield* nodeHost.load(path, loading.optionsFor(path));
  yield* filesBeyond(loading);
}

/** The files of what stands in for repositories elsewhere. */
export async function* filesBeyond(loading: Loading): AsyncGenerator<readonly FileChange[]> {
  for (const folder of foldersBeyond(loading)) {
    yield* loadBeyond(nodeHost, folder, loading.optionsFor(folder));
  }
}

/** Files that builds need though they are no manifests. */
export function dataOnDisk(
  { roots, settings, optionsFor }: Loading,
  paths: ReadonlySet<string>,
): readonly FileChange[] {
  const folders = [...roots.map((it) => it.path), ...foldersBeyond({ roots, settings })];
  return [...paths].flatMap((path) => {
    const root = folders.find((it) => isInside(path, it));
    return root === undefined ? [] : [nodeHost.readData(path, root, optionsFor(root))];
  });
}

/** What was made of a workspace, and the files that nobody has read and that are needed for it. */
export interface Attempt<T> {
  readonly value: T;
  readonly workspace: Workspace;
  readonly unread: readonly string[];
}

/** Makes something, and reads what only that needs, until nothing more is asked for. */
export async function untilRead<T>(
  workspace: Workspace,
  make: (workspace: Workspace) => Attempt<T>,
  read: (wanted: ReadonlySet<string>) => readonly FileChange[] | Promise<readonly FileChange[]>,
): Promise<T> {
  const tried = new Set<string>();
  for (let now = workspace; ; ) {
    const made = make(now);
    const wanted = new Set(made.unread.filter((it) => !tried.has(it)));
    if (wanted.size === 0) return made.value;
    for (const it of wanted) tried.add(it);
    now = changed(made.workspace, await read(wanted)).workspace;
  }
}
