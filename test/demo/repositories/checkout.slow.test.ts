import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bootstraps } from "../../../demo/repositories/bootstrap.ts";
import { checkout, type Reference } from "../../../demo/repositories/checkout.ts";
import { readFolders } from "../../../demo/repositories/readFolders.ts";

const folder = mkdtempSync(join(tmpdir(), "flightpath-checkout-test-"));
const work = join(folder, "work");
const bare = join(folder, "fleet.git");
const commits: string[] = [];

const git = (...args: readonly string[]) =>
  execFileSync(
    "git",
    ["-C", work, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args],
    {
      encoding: "utf8",
    },
  ).trim();

beforeAll(() => {
  mkdirSync(join(work, "apps"), { recursive: true });
  git("init", "--quiet", "--initial-branch", "main");
  for (const [index, tag] of ["v1.0.0", "v1.1.0", "v2.0.0-rc.1"].entries()) {
    writeFileSync(join(work, "apps/words.txt"), `${index}\n`);
    git("add", "--all");
    git("commit", "--quiet", "--message", `step ${index}\n\nmore`);
    // One of them is a tag with words of its own.
    git("tag", ...(index === 1 ? ["--annotate", "--message", "words"] : []), tag);
    commits.push(git("rev-parse", "HEAD"));
  }
  git("remote", "add", "origin", "git@git.example.com:org/fleet.git");
  writeFileSync(join(work, "apps/uncommitted.txt"), "no\n");
  execFileSync("git", ["clone", "--quiet", "--bare", work, bare]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.for([
  [{ branch: "main" }, 2, "main"],
  [{ tag: "v1.1.0", branch: "main" }, 1, "v1.1.0"],
  [{ semver: ">=1.0.0", tag: "v1.0.0" }, 1, "v1.1.0"],
  [{ name: "refs/tags/v1.0.0", semver: "*" }, 0, "refs/tags/v1.0.0"],
] as readonly (readonly [Reference, number, string])[])(
  "%o",
  async ([wanted, index, reference]) => {
    for (const path of [work, bare]) {
      const found = await checkout(path, wanted);
      expect(found).toEqual({
        value: {
          commit: commits[index],
          reference,
          subject: `step ${index}`,
          files: new Map([["apps/words.txt", `${index}\n`]]),
        },
      });
    }
  },
);

test("a commit stands alone, or with the branch that was named for it", async () => {
  const [first = ""] = commits;
  expect(await checkout(bare, { commit: first })).toMatchObject({
    value: { commit: first, reference: "" },
  });
  expect(await checkout(bare, { commit: first, branch: "main" })).toMatchObject({
    value: { reference: "main" },
  });
});

test.for([
  [{}, `couldn't find remote ref "refs/heads/master"`],
  [{ branch: "none" }, `couldn't find remote ref "refs/heads/none"`],
  [{ tag: "v9" }, `couldn't find remote ref "refs/tags/v9"`],
  [{ semver: "9.x" }, "no match found for semver: 9.x"],
  [{ commit: "f".repeat(40) }, `git commit '${"f".repeat(40)}' not found: object not found`],
] as readonly (readonly [Reference, string])[])("%o is not there", async ([wanted, problem]) => {
  expect(await checkout(bare, wanted)).toEqual({ problem });
});

test("a plain folder is what lies there, without what is no file", async () => {
  const plain = join(folder, "plain");
  mkdirSync(join(plain, "node_modules/x"), { recursive: true });
  writeFileSync(join(plain, "node_modules/x/a.yaml"), "a: 1\n");
  writeFileSync(join(plain, "b.yaml"), "b: 1\n");
  writeFileSync(join(plain, "raw"), Buffer.from([0xff, 0xfe]));
  symlinkSync("b.yaml", join(plain, "link.yaml"));
  const first = await checkout(plain, { branch: "main" });
  if ("problem" in first) throw new Error(first.problem);
  expect([...first.value.files.keys()]).toEqual(["b.yaml", "raw"]);
  expect(first.value.commit).toMatch(/^[0-9a-f]{40}$/);
  expect(await checkout(plain, { branch: "main" })).toEqual(first);
  writeFileSync(join(plain, "b.yaml"), "b: 2\n");
  const second = await checkout(plain, { branch: "main" });
  expect("value" in second && second.value.commit).not.toBe(first.value.commit);
});

test("folders are read as people name them", async () => {
  const url = "ssh://git@git.example.com:2222/org/x";
  expect(await readFolders([work, `${url}=${bare}`])).toEqual({
    value: [
      { path: work, remotes: ["git@git.example.com:org/fleet.git"] },
      { path: bare, url, remotes: [work] },
    ],
  });
});

test("what a cluster follows: its gotk-sync.yaml, else what bootstrap would have written", async () => {
  const synced = join(folder, "synced");
  mkdirSync(join(synced, "clusters/home/flux-system"), { recursive: true });
  writeFileSync(
    join(synced, "clusters/home/flux-system/gotk-sync.yaml"),
    "apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: flux-system, namespace: flux-system }\nspec: { url: https://git.example.com/x }\n",
  );
  mkdirSync(join(synced, "clusters/away"), { recursive: true });
  writeFileSync(join(synced, "clusters/away/a.yaml"), "a: 1\n");
  mkdirSync(join(synced, "at/home/flux-system"), { recursive: true });
  writeFileSync(
    join(synced, "at/home/flux-system/gotk-sync.yaml"),
    "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: flux-system, namespace: flux-system }\nspec: { path: ./at/home }\n",
  );
  const one = { path: synced, remotes: [] };
  expect(await bootstraps(one)).toMatchObject([
    { cluster: "at/home" },
    {
      cluster: "clusters/home",
      url: "https://git.example.com/x",
      objects: [{ kind: "GitRepository" }],
    },
  ]);
  rmSync(join(synced, "clusters/home"), { recursive: true });
  rmSync(join(synced, "at"), { recursive: true });
  expect(await bootstraps(one)).toMatchObject([
    {
      cluster: "clusters/away",
      url: "https://git.example.com/synced",
      objects: [
        { kind: "GitRepository" },
        { kind: "Kustomization", spec: { path: "./clusters/away" } },
      ],
    },
  ]);
});

test("where a repository pushes to a folder of this machine, only what was pushed counts", async () => {
  const clone = join(folder, "clone");
  execFileSync("git", ["clone", "--quiet", bare, clone]);
  const own = ["-C", clone, "-c", "user.name=t", "-c", "user.email=t@example.com"];
  execFileSync("git", [...own, "commit", "--quiet", "--allow-empty", "--message", "mine"]);
  const before = await checkout(clone, { branch: "main" });
  execFileSync("git", [...own, "push", "--quiet", "origin", "main"]);
  const after = await checkout(clone, { branch: "main" });
  const subjects = [before, after].map((it) => ("value" in it ? it.value.subject : it.problem));
  expect(subjects).toEqual(["step 2", "mine"]);
});
