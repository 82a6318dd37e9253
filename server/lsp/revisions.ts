import { isInside } from "../engine/path.ts";
import type { Rendering } from "../engine/rendering.ts";
import { rebuild, rendering } from "../engine/renderings.ts";
import { foldersBeyond } from "../engine/standIns.ts";
import {
  changed,
  emptyWorkspace,
  type FileChange,
  filesOf,
  type Workspace,
} from "../engine/workspace.ts";
import type { Answer, Host, LoadOptions } from "../host/host.ts";
import { repositoryOptions } from "../host/repository.ts";

/** What builds gave at earlier moments that git knows. */
export interface Revisions {
  /**
   * A build as it was in a revision.
   *
   * @param folder that the build is about: the repository around it must know the revision
   */
  readonly rendering: (id: string, folder: string, revision: string) => Promise<Answer<Past>>;
  /** The workspace as it was in a revision, all its builds made. */
  readonly workspace: (folder: string, revision: string) => Promise<Answer<Workspace>>;
}

export interface Past {
  readonly workspace: Workspace;
  /** `undefined` where there was no such build. */
  readonly rendering: Rendering | undefined;
}

/** How many moments are kept for who asks again. */
const KEPT = 2;

/**
 * Reads revisions through the host.
 *
 * @param now the workspace, whose folders and settings count for the past, too
 */
export function revisions(host: Host, now: () => Workspace, options: () => LoadOptions): Revisions {
  const moments = new Map<string, Promise<Answer<Moment>>>();
  const momentAt = (commits: Commits): Promise<Answer<Moment>> => {
    const { settings, roots } = now();
    const key = JSON.stringify([[...commits], roots, settings, options()]);
    const known = moments.get(key) ?? read(host, now(), options(), commits);
    moments.delete(key);
    moments.set(key, known);
    for (const [oldest] of moments) if (moments.size > KEPT) moments.delete(oldest);
    return known;
  };
  return {
    async rendering(id, folder, revision) {
      const commits = await commitsOf(host, now(), folder, revision);
      if ("problem" in commits) return commits;
      const moment = await momentAt(commits.value);
      return "problem" in moment ? moment : build(host, moment.value, id, options());
    },
    async workspace(folder, revision) {
      const commits = await commitsOf(host, now(), folder, revision);
      if ("problem" in commits) return commits;
      const moment = await momentAt(commits.value);
      if ("problem" in moment) return moment;
      moment.value.built ??= buildAll(host, moment.value, options());
      return moment.value.built;
    },
  };
}

/** By the path of a root, the commit that it is read at; roots that do not know the revision are read as they are now. */
type Commits = ReadonlyMap<string, string>;

interface Moment {
  readonly commits: Commits;
  workspace: Workspace;
  /** Where all its builds have been asked for. */
  built?: Promise<Answer<Workspace>>;
}

async function commitsOf(
  host: Host,
  { roots }: Workspace,
  folder: string,
  revision: string,
): Promise<Answer<Commits>> {
  const commits = new Map<string, string>();
  let problem = `No folder is open that holds ${folder}.`;
  let known = false;
  for (const { path } of roots) {
    const found = await host.commitOf(path, revision);
    const own = isInside(folder, path);
    if ("value" in found) {
      commits.set(path, found.value);
      known ||= own;
    } else if (own) problem = found.problem;
  }
  return known ? { value: commits } : { problem };
}

async function read(
  host: Host,
  { catalogue, roots, settings, ...now }: Workspace,
  options: LoadOptions,
  commits: Commits,
): Promise<Answer<Moment>> {
  const changes: FileChange[] = [];
  for (const { path } of roots) {
    const commit = commits.get(path);
    const files = commit && (await host.filesAt(path, commit, own(host, path, options), NOTHING));
    if (!files) changes.push(...filesNow({ catalogue, roots, settings, ...now }, path));
    else if ("problem" in files) return files;
    else changes.push(...files.value);
  }
  for (const folder of foldersBeyond({ roots, settings })) {
    changes.push(...filesNow({ catalogue, roots, settings, ...now }, folder));
  }
  const { workspace } = changed(emptyWorkspace(catalogue, roots, settings), changes);
  return { value: { commits, workspace } };
}

const NOTHING: ReadonlySet<string> = new Set();

/** What the repository itself leaves out counts for its past, too. */
const own = (host: Host, root: string, options: LoadOptions): LoadOptions =>
  repositoryOptions(host, root, options).load;

const filesNow = (workspace: Workspace, root: string): readonly FileChange[] =>
  [...filesOf(workspace)]
    .filter((it) => isInside(it.path, root))
    .map(({ path, text, data, link }) => {
      if (text !== undefined) return { path, content: { text } };
      if (link !== undefined) return { path, content: { link } };
      return { path, content: data === undefined ? "listed" : { data } };
    });

/** Builds, and reads what only builds need, until nothing more is asked for. */
async function build(
  host: Host,
  moment: Moment,
  id: string,
  options: LoadOptions,
): Promise<Answer<Past>> {
  const tried = new Set<string>();
  for (;;) {
    const found = rendering(moment.workspace, id);
    const unread = (found?.error?.unread ?? []).filter((it) => !tried.has(it));
    if (unread.length === 0) {
      return { value: { workspace: moment.workspace, rendering: found } };
    }
    for (const it of unread) tried.add(it);
    const changes = await unreadFiles(host, moment, unread, options);
    if ("problem" in changes) return changes;
    moment.workspace = changed(moment.workspace, changes.value).workspace;
  }
}

/** How long builds may go on before waiting requests get their turn, in milliseconds. */
const TURN = 8;

async function buildAll(
  host: Host,
  moment: Moment,
  options: LoadOptions,
): Promise<Answer<Workspace>> {
  const tried = new Set<string>();
  for (;;) {
    const { workspace, unread } = await inTurns(host, rebuild(moment.workspace));
    moment.workspace = workspace;
    const wanted = unread.filter((it) => !tried.has(it));
    if (wanted.length === 0) return { value: workspace };
    for (const it of wanted) tried.add(it);
    const changes = await unreadFiles(host, moment, wanted, options);
    if ("problem" in changes) return changes;
    moment.workspace = changed(moment.workspace, changes.value).workspace;
  }
}

async function inTurns<T>(host: Host, turns: Generator<undefined, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const { done, value } = turns.next();
    if (done) return value;
    if (performance.now() - since < TURN) continue;
    await host.pause();
    since = performance.now();
  }
}

async function unreadFiles(
  host: Host,
  { commits, workspace }: Moment,
  paths: readonly string[],
  options: LoadOptions,
): Promise<Answer<readonly FileChange[]>> {
  const changes: FileChange[] = [];
  for (const root of [...workspace.roots.map((it) => it.path), ...foldersBeyond(workspace)]) {
    const mine = new Set(paths.filter((it) => isInside(it, root)));
    const commit = commits.get(root);
    if (mine.size === 0) continue;
    if (commit === undefined) {
      for (const it of mine) changes.push(host.readData(it, root, options));
      continue;
    }
    const found = await host.filesAt(root, commit, options, mine);
    if ("problem" in found) return found;
    changes.push(...found.value.filter((it) => mine.has(it.path)));
  }
  return { value: changes };
}
