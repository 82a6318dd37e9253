import { existsSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { GitOutcome } from "./gitOutcome.ts";
import { type RepositoryState, repositoryState } from "./repositoryState.ts";
import { runGit } from "./runGit.ts";

/** One repository on disk. */
export interface Repository {
  /** Its top folder. */
  readonly root: string;
  readonly state: () => Promise<GitOutcome<RepositoryState>>;
  /** Where a push of the branch goes; `undefined` where the repository has no remote. */
  readonly destination: (branch: string) => Promise<GitOutcome<Destination | undefined>>;
  /** What was begun and not finished: a merge, rebase, cherry-pick or revert. */
  readonly underWay: () => Promise<string | undefined>;
  /** Commits these files, just as they are on disk, and nothing else; tells the commit. */
  readonly commit: (
    paths: readonly string[],
    message: string,
    signal?: AbortSignal,
  ) => Promise<GitOutcome<string>>;
  readonly push: (
    branch: string,
    to: Destination,
    signal?: AbortSignal,
  ) => Promise<GitOutcome<void>>;
  /** How many commits HEAD is ahead of another one, and behind it; `undefined` where that one is not here. */
  readonly distance: (commit: string) => Promise<Distance | undefined>;
}

export interface Destination {
  readonly remote: string;
  /** The branch over there. */
  readonly branch: string;
  /** The push makes it the upstream. */
  readonly isNew: boolean;
}

export interface Distance {
  readonly ahead: number;
  readonly behind: number;
}

/** The repository that a file is in. */
export async function repositoryOf(file: string): Promise<GitOutcome<Repository>> {
  const found = await runGit({ root: dirname(file), args: ["rev-parse", "--show-toplevel"] });
  return found.value === undefined ? found : { value: repositoryAt(found.value.trim()) };
}

/** The repository with that top folder. */
export function repositoryAt(root: string): Repository {
  return {
    root,
    async state() {
      const args = ["status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all"];
      const told = await runGit({ root, args });
      return told.value === undefined ? told : { value: repositoryState(told.value) };
    },
    destination: (branch) => destination(root, branch),
    underWay: () => underWay(root),
    commit: (paths, message, signal) => commit(root, paths, message, signal),
    async push(branch, to, signal) {
      const refs = `refs/heads/${branch}:refs/heads/${to.branch}`;
      const args = ["push", ...(to.isNew ? ["--set-upstream"] : []), to.remote, refs];
      const pushed = await runGit({ root, args, ...(signal ? { signal } : {}) });
      return pushed.value === undefined ? pushed : { value: undefined };
    },
    distance: (other) => distance(root, other),
  };
}

/** As git push without arguments would do, and where that would not know, to the only remote or `origin`. */
async function destination(
  root: string,
  branch: string,
): Promise<GitOutcome<Destination | undefined>> {
  const format =
    "%(push:remotename)%00%(push:remoteref)%00%(upstream:remotename)%00%(upstream:remoteref)";
  const args = ["for-each-ref", `--format=${format}`, `refs/heads/${branch}`];
  const told = await runGit({ root, args });
  if (told.value === undefined) return told;
  const [pushRemote = "", pushRef = "", remote = "", ref = ""] = told.value.trim().split("\0");
  const to = [
    { remote: pushRemote, ref: pushRef },
    { remote, ref },
  ].find((it) => it.remote !== "" && it.ref !== "");
  // Without a tracked branch, what `push:` tells is only what would be made.
  if (to && remote !== "") {
    return { value: { remote: to.remote, branch: shortened(to.ref), isNew: false } };
  }
  const remotes = await runGit({ root, args: ["remote"] });
  if (remotes.value === undefined) return remotes;
  const names = remotes.value.split("\n").filter(Boolean);
  const name = names.length === 1 ? names[0] : names.find((it) => it === "origin");
  return { value: name === undefined ? undefined : { remote: name, branch, isNew: true } };
}

const shortened = (ref: string): string => ref.replace(/^refs\/heads\//, "");

const MARKS: Readonly<Record<string, string>> = {
  MERGE_HEAD: "merge",
  "rebase-merge": "rebase",
  "rebase-apply": "rebase",
  CHERRY_PICK_HEAD: "cherry-pick",
  REVERT_HEAD: "revert",
};

async function underWay(root: string): Promise<string | undefined> {
  const told = await runGit({ root, args: ["rev-parse", "--git-dir"] });
  const folder = told.value?.trim();
  if (folder === undefined) return undefined;
  const path = isAbsolute(folder) ? folder : join(root, folder);
  const mark = Object.keys(MARKS).find((it) => existsSync(join(path, it)));
  return mark && MARKS[mark];
}

async function commit(
  root: string,
  paths: readonly string[],
  message: string,
  signal: AbortSignal | undefined,
): Promise<GitOutcome<string>> {
  const abort = signal ? { signal } : {};
  const added = await runGit({ root, args: ["add", "--all", "--", ...paths], ...abort });
  if (added.value === undefined) return added;
  const args = ["commit", "--quiet", `--message=${message}`, "--", ...paths];
  const committed = await runGit({ root, args, ...abort });
  if (committed.value === undefined) return committed;
  const head = await runGit({ root, args: ["rev-parse", "HEAD"] });
  return head.value === undefined ? head : { value: head.value.trim() };
}

async function distance(root: string, commit: string): Promise<Distance | undefined> {
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  const args = ["rev-list", "--count", "--left-right", `${commit}...HEAD`, "--"];
  const told = await runGit({ root, args });
  const [, behind, ahead] = /^(\d+)\t(\d+)/.exec(told.value ?? "") ?? [];
  return ahead === undefined ? undefined : { ahead: Number(ahead), behind: Number(behind) };
}
