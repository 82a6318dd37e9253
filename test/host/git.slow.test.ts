import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileContent } from "../../server/engine/workspace.ts";
import { commitOf, filesAt } from "../../server/host/git.ts";
import type { LoadOptions } from "../../server/host/host.ts";

const options: LoadOptions = { exclude: ["**/archive/**"], useGitignore: true, maxFileBytes: 100 };

let scratch = "";
let root = "";
let commit = "";
const touched = () => join(scratch, "touched");

beforeAll(async () => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), "flightpath-git-")));
  root = join(scratch, "repo");
  mkdirSync(root);
  git("init", "--quiet", "--initial-branch=main");
  write(".gitattributes", "*.yaml filter=trace diff=trace export-subst\n");
  write(".gitignore", "out/\n");
  write("apps/web.yaml", "replicas: 1\n");
  write("apps/ä ö\n.yaml", "umlaut: ü\n");
  write("apps/empty.yaml", "");
  write("apps/big.yaml", `a: ${"b".repeat(200)}\n`);
  write("apps/binary.bin", Buffer.from([0, 255, 254, 10]));
  write("apps/words.txt", "hello\n");
  write("archive/old.yaml", "a: 1\n");
  write("out/made.yaml", "a: 1\n");
  symlinkSync("web.yaml", join(root, "apps/link.yaml"));
  git("add", "--force", "--all");
  save("first");
  write("apps/web.yaml", "replicas: 2\n");
  git("add", "--all");
  save("second");
  write("apps/web.yaml", "replicas: 3\n");
  // Whatever git could be made to run leaves a trace.
  git("config", "filter.trace.smudge", `touch ${touched()}; cat`);
  git("config", "diff.trace.textconv", `touch ${touched()}; cat`);
  git("config", "core.fsmonitor", `touch ${touched()}`);
  for (const hook of ["post-checkout", "post-index-change", "reference-transaction"]) {
    write(`.git/hooks/${hook}`, `#!/bin/sh\ntouch ${touched()}\n`);
    chmodSync(join(root, ".git/hooks", hook), 0o755);
  }
  const found = await commitOf(root, "HEAD~1");
  if ("value" in found) commit = found.value;
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function git(...args: readonly string[]): string {
  return execFileSync("git", args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["pipe", "pipe", "pipe"],
  });
}

const save = (message: string) =>
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", message);

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

async function contents(folder = root, also: readonly string[] = []) {
  const found = await filesAt(folder, commit, options, new Set(also));
  if ("problem" in found) throw new Error(found.problem);
  return Object.fromEntries(
    found.value.map(({ path, content }): [string, FileContent | undefined] => [
      path.slice(root.length + 1),
      content,
    ]),
  );
}

test("files as they were, read as those on disk are", async () => {
  expect(await contents()).toEqual({
    ".gitattributes": "listed",
    ".gitignore": "listed",
    "apps/web.yaml": { text: "replicas: 1\n" },
    "apps/ä ö\n.yaml": { text: "umlaut: ü\n" },
    "apps/empty.yaml": { text: "" },
    "apps/big.yaml": "listed",
    "apps/binary.bin": "listed",
    "apps/words.txt": "listed",
    "apps/link.yaml": { link: join(root, "apps/web.yaml") },
    "archive/old.yaml": "listed",
    "out/made.yaml": "listed",
  });
});

test("what only a build needs is read when it is named", async () => {
  const found = await contents(root, [join(root, "apps/binary.bin"), join(root, "apps/words.txt")]);
  expect(found["apps/words.txt"]).toEqual({ data: "hello\n" });
  expect(found["apps/binary.bin"]).toEqual({ data: Buffer.from([0, 255, 254, 10]) });
});

test("a folder inside the repository", async () => {
  expect(Object.keys(await contents(join(root, "apps")))).toContain("apps/web.yaml");
  expect(Object.keys(await contents(join(root, "apps")))).not.toContain("archive/old.yaml");
});

test("no hook, filter or monitor runs, and nothing is written", async () => {
  await contents();
  expect(() => execFileSync("ls", [touched()], { stdio: "pipe" })).toThrow();
  expect(git("-c", "core.fsmonitor=false", "status", "--porcelain").trim()).toBe("M apps/web.yaml");
});

test("revisions of every kind", async () => {
  const head = git("rev-parse", "HEAD").trim();
  expect(await commitOf(root, "main")).toEqual({ value: head });
  expect(await commitOf(root, head.slice(0, 8))).toEqual({ value: head });
  expect(await commitOf(root, "HEAD~1")).toEqual({ value: commit });
});

test.for([["nope"], ["-h"], ["--output=touched"], ["HEAD:apps"], ["main..HEAD"], ["a\nb"], [""]])(
  "%j is no revision, and no option either",
  async ([revision = ""]) => {
    expect(await commitOf(root, revision)).toEqual({
      problem: `There is no revision ${JSON.stringify(revision)} in ${root}; git log lists those that there are.`,
    });
  },
);

test("a folder without git, one that is not there, and a repository without commits", async () => {
  expect(await commitOf(scratch, "HEAD")).toEqual({
    problem: `${scratch} is in no git repository.`,
  });
  const nowhere = join(scratch, "nowhere");
  expect(await commitOf(nowhere, "HEAD")).toEqual({
    problem: `${nowhere} is no folder on this machine, so git knows nothing of it.`,
  });
  const fresh = join(scratch, "fresh");
  execFileSync("git", ["init", "--quiet", fresh]);
  expect(await commitOf(fresh, "HEAD")).toMatchObject({
    problem: expect.stringContaining('There is no revision "HEAD"'),
  });
});

test("what is set for git on the command line does not lead elsewhere", async () => {
  process.env.GIT_DIR = join(scratch, "fresh", ".git");
  try {
    expect(await commitOf(root, "HEAD~1")).toEqual({ value: commit });
  } finally {
    delete process.env.GIT_DIR;
  }
});
