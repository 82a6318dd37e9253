import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Repository, repositoryOf } from "../../../client/git/repository.ts";
import { commitOfLine, revertCommit } from "../../../client/git/revert.ts";

let scratch: string;
let home: string;
let repository: Repository;

const git = (...args: string[]): string =>
  execFileSync("git", args, { cwd: home, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
const write = (name: string, text: string): void => writeFileSync(join(home, name), text);

/** A repository with one commit, and a bare one that it pushes to. */
beforeEach(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "flightpath-git-")));
  home = join(scratch, "home");
  execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", "origin.git"], {
    cwd: scratch,
  });
  execFileSync("git", ["clone", "--quiet", "origin.git", "home"], {
    cwd: scratch,
    stdio: "ignore",
  });
  git("config", "user.name", "Somebody");
  git("config", "user.email", "somebody@example.com");
  git("config", "commit.gpgSign", "false");
  git("symbolic-ref", "HEAD", "refs/heads/main");
  write("one.yaml", "a: 1\nb: 2\n");
  write("two.yaml", "c: 3\n");
  git("add", ".");
  git("commit", "--quiet", "-m", "First");
  git("push", "--quiet", "-u", "origin", "main");
  const found = await repositoryOf(join(home, "one.yaml"));
  if (!found.value) throw new Error(found.problem);
  repository = found.value;
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const to = { remote: "origin", branch: "main", isNew: false };

test("tells branch, upstream and changed files", async () => {
  write("one.yaml", "a: 9\nb: 2\n");
  write("new name.yaml", "");
  const { value } = await repository.state();
  expect(repository.root).toBe(home);
  expect(value).toMatchObject({ branch: "main", upstream: "origin/main", ahead: 0, behind: 0 });
  expect(value?.files).toEqual([
    { path: "one.yaml", change: "changed" },
    { path: "new name.yaml", change: "untracked" },
  ]);
});

test("commits the named files alone, and pushes", async () => {
  write("one.yaml", "a: 9\nb: 2\n");
  write("two.yaml", "c: 4\n");
  write(":new.yaml", "d: 5\n");
  git("add", "two.yaml");
  const committed = await repository.commit(["one.yaml", ":new.yaml"], "- Nine\n\nand more");
  expect(committed.problem).toBeUndefined();
  expect(git("log", "-1", "--format=%s", "--name-only").trim().split("\n")).toEqual([
    "- Nine",
    "",
    ":new.yaml",
    "one.yaml",
  ]);
  const before = await repository.state();
  expect(before.value).toMatchObject({
    ahead: 1,
    files: [{ path: "two.yaml", change: "changed" }],
  });
  expect(await repository.destination("main")).toEqual({ value: to });
  expect(await repository.push("main", to)).toEqual({ value: undefined });
  expect((await repository.state()).value?.ahead).toBe(0);
});

test("a deleted file can be committed", async () => {
  rmSync(join(home, "two.yaml"));
  expect((await repository.state()).value?.files).toEqual([
    { path: "two.yaml", change: "deleted" },
  ]);
  expect((await repository.commit(["two.yaml"], "Less")).problem).toBeUndefined();
  expect((await repository.state()).value?.files).toEqual([]);
});

test("a branch without upstream goes to the only remote, and then has one", async () => {
  git("checkout", "--quiet", "-b", "fix/one");
  expect((await repository.state()).value?.upstream).toBeUndefined();
  const { value } = await repository.destination("fix/one");
  expect(value).toEqual({ remote: "origin", branch: "fix/one", isNew: true });
  if (value) await repository.push("fix/one", value);
  expect((await repository.state()).value?.upstream).toBe("origin/fix/one");
});

test("a branch that follows one of another name is pushed there", async () => {
  git("checkout", "--quiet", "-b", "mine", "--track", "origin/main");
  expect(await repository.destination("mine")).toEqual({ value: to });
});

test("without a remote, there is nowhere to push to", async () => {
  git("remote", "remove", "origin");
  expect(await repository.destination("main")).toEqual({ value: undefined });
});

test("a detached HEAD is on no branch", async () => {
  git("checkout", "--quiet", "--detach");
  const { value } = await repository.state();
  expect(value?.branch).toBeUndefined();
  expect(value?.head).toMatch(/^[0-9a-f]{40}$/);
});

test("a push that would lose commits of others is refused in one sentence", async () => {
  execFileSync("git", ["clone", "--quiet", "origin.git", "other"], { cwd: scratch });
  const other = join(scratch, "other");
  const theirs = ["-c", "user.name=x", "-c", "user.email=x@y", "-c", "commit.gpgSign=false"];
  execFileSync("git", [...theirs, "commit", "--quiet", "--allow-empty", "-m", "Theirs"], {
    cwd: other,
  });
  execFileSync("git", ["push", "--quiet"], { cwd: other, stdio: "ignore" });
  write("one.yaml", "a: 5\n");
  await repository.commit(["one.yaml"], "Ours");
  expect(await repository.push("main", to)).toEqual({
    problem: "The remote has commits that are not here; pull, then push again.",
  });
});

function hook(folder: string, name: string, words: string): void {
  const path = join(folder, "hooks", name);
  writeFileSync(path, `#!/bin/sh\necho "${words}" >&2\nexit 1\n`);
  chmodSync(path, 0o755);
}

test("hooks that refuse are told in their own words", async () => {
  hook(join(home, ".git"), "pre-commit", "indentation is wrong");
  write("one.yaml", "a: 5\n");
  const refused = await repository.commit(["one.yaml"], "Five");
  expect(refused.problem).toBe(`git failed in ${home}: indentation is wrong.`);
  rmSync(join(home, ".git", "hooks", "pre-commit"));
  expect((await repository.commit(["one.yaml"], "Five")).problem).toBeUndefined();
  hook(join(scratch, "origin.git"), "pre-receive", "main is protected");
  expect((await repository.push("main", to)).problem).toBe(
    "The remote refused the push: main is protected.",
  );
});

test("a remote that is not there, and one that cannot be reached", async () => {
  git("remote", "set-url", "origin", join(scratch, "nowhere.git"));
  expect((await repository.push("main", to)).problem).toBe(
    "The remote is no repository, or not one that you may see; git remote -v shows its address.",
  );
  git("remote", "set-url", "origin", "http://somebody:secret@127.0.0.1:9/x.git");
  const { problem } = await repository.push("main", to);
  expect(problem).toMatch(/^The remote cannot be reached: .+\.$/);
  expect(problem).not.toContain("secret");
});

test("a person without a name is told how to get one", async () => {
  git("config", "--unset", "user.name");
  git("config", "user.useConfigOnly", "true");
  git("config", "--unset", "user.email");
  const before = { ...process.env };
  process.env.GIT_CONFIG_GLOBAL = "/dev/null";
  process.env.HOME = scratch;
  write("one.yaml", "a: 5\n");
  const { problem } = await repository.commit(["one.yaml"], "Five");
  process.env = before;
  expect(problem).toMatch(/^git does not know who you are; run: git config --global user\.name/);
});

test("a folder in no repository, and a conflict", async () => {
  const { problem } = await repositoryOf(join(scratch, "loose.yaml"));
  expect(problem).toBe(`${scratch} is in no git repository.`);
  git("checkout", "--quiet", "-b", "side");
  write("one.yaml", "a: side\n");
  git("commit", "--quiet", "-am", "Side");
  git("checkout", "--quiet", "main");
  write("one.yaml", "a: main\n");
  git("commit", "--quiet", "-am", "Main");
  expect(await repository.underWay()).toBeUndefined();
  expect(() => git("merge", "--quiet", "side")).toThrow();
  expect(await repository.underWay()).toBe("merge");
  expect((await repository.state()).value?.files).toEqual([
    { path: "one.yaml", change: "conflict" },
  ]);
});

test("counts commits between what was applied and HEAD", async () => {
  const applied = git("rev-parse", "HEAD").trim();
  write("one.yaml", "a: 5\n");
  await repository.commit(["one.yaml"], "Five");
  expect(await repository.distance(applied)).toEqual({ ahead: 1, behind: 0 });
  expect(await repository.distance("0123456789012345678901234567890123456789")).toBeUndefined();
  expect(await repository.distance("--all")).toBeUndefined();
});

const line = (text: string, at: number) => ({ root: home, path: "one.yaml", text, line: at });

test("finds the commit that set a line, through what is not saved, and undoes it", async () => {
  write("one.yaml", "a: 75\nb: 2\n");
  await repository.commit(["one.yaml"], "Seventy-five");
  write("two.yaml", "c: 4\n");
  await repository.commit(["two.yaml"], "Other");
  const found = await commitOfLine(line("# new\na: 75\nb: 2\n", 1));
  expect(found.value).toMatchObject({
    subject: "Seventy-five",
    files: ["one.yaml"],
    canRevert: true,
  });
  expect(await commitOfLine(line("# new\na: 75\nb: 2\n", 0))).toEqual({ value: undefined });
  const reverted = await revertCommit(home, found.value?.commit ?? "");
  expect(reverted.problem).toBeUndefined();
  expect(git("show", "HEAD:one.yaml")).toBe("a: 1\nb: 2\n");
  expect(git("show", "HEAD:two.yaml")).toBe("c: 4\n");
});

test("a first commit is not undone, and a revert in conflict leaves everything as it was", async () => {
  expect((await commitOfLine(line("a: 1\nb: 2\n", 1))).value?.canRevert).toBe(false);
  write("one.yaml", "a: 75\nb: 2\n");
  const { value: commit = "" } = await repository.commit(["one.yaml"], "Seventy-five");
  write("one.yaml", "a: 80\nb: 2\n");
  await repository.commit(["one.yaml"], "Eighty");
  const { problem } = await revertCommit(home, commit);
  expect(problem).toBe(`There are conflicts in ${home}; resolve them first.`);
  expect(await repository.underWay()).toBeUndefined();
  expect((await repository.state()).value?.files).toEqual([]);
});
