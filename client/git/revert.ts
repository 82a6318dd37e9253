import type { GitOutcome } from "./gitOutcome.ts";
import { runGit } from "./runGit.ts";

/** A commit that set a line. */
export interface SettingCommit {
  readonly commit: string;
  readonly subject: string;
  /** From the top of the repository. */
  readonly files: readonly string[];
  /** A first commit or a merge is not undone as a whole. */
  readonly canRevert: boolean;
}

export interface LineOfFile {
  /** Top folder of the repository. */
  readonly root: string;
  /** From there, with `/`. */
  readonly path: string;
  /** What the editor shows. */
  readonly text: string;
  /** Counted from 0. */
  readonly line: number;
}

/** The commit that set a line; `undefined` where the line is not committed yet. */
export async function commitOfLine({
  root,
  path,
  text,
  line,
}: LineOfFile): Promise<GitOutcome<SettingCommit | undefined>> {
  const at = `${line + 1},${line + 1}`;
  const args = ["blame", "--porcelain", "-L", at, "--contents", "-", "--", path];
  const blamed = await runGit({ root, args, input: text });
  if (blamed.value === undefined) return blamed;
  const [, commit = ""] = /^([0-9a-f]{40,64}) /.exec(blamed.value) ?? [];
  if (/^0*$/.test(commit)) return { value: undefined };
  const format = "--format=%P%x00%s%x00";
  const shown = await runGit({ root, args: ["show", "--name-only", "-z", format, commit] });
  if (shown.value === undefined) return shown;
  const [parents = "", subject = "", ...files] = shown.value.split("\0");
  const canRevert = parents.trim().split(" ").filter(Boolean).length === 1;
  return {
    value: { commit, subject, files: files.map((it) => it.trim()).filter(Boolean), canRevert },
  };
}

/** Makes a commit that undoes another one. Where that cannot be done without help, everything is as before. */
export async function revertCommit(root: string, commit: string): Promise<GitOutcome<string>> {
  const reverted = await runGit({ root, args: ["revert", "--no-edit", commit] });
  if (reverted.value === undefined) {
    await runGit({ root, args: ["revert", "--abort"] });
    return reverted;
  }
  const head = await runGit({ root, args: ["rev-parse", "HEAD"] });
  return head.value === undefined ? head : { value: head.value.trim() };
}
