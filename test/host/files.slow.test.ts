import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeHost } from "../../server/host/files.ts";
import type { LoadOptions } from "../../server/host/host.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "flightpath-host-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const options: LoadOptions = {
  exclude: ["**/archive/**"],
  useGitignore: true,
  maxFileBytes: 100,
};

function write(path: string, text = "a: 1\n"): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Each file and whether it was read or only listed. */
async function loaded(some: Partial<LoadOptions> = {}): Promise<readonly string[]> {
  const out: string[] = [];
  for await (const portion of nodeHost.load(root, { ...options, ...some })) {
    for (const { path, content } of portion) {
      const name = path.slice(root.length + 1);
      if (typeof content === "object" && "link" in content) {
        out.push(`${name} -> ${content.link.slice(root.length + 1)}`);
      } else out.push(`${name} ${content === "listed" ? "listed" : "read"}`);
    }
  }
  return out.sort();
}

test("YAML is read, other files are known by name", async () => {
  write("apps/a.yaml");
  write("apps/b.yml");
  write("apps/Kustomization");
  write("apps/logo.png");
  expect(await loaded()).toEqual([
    "apps/Kustomization read",
    "apps/a.yaml read",
    "apps/b.yml read",
    "apps/logo.png listed",
  ]);
});

test("what git ignores is known by name; nested rules count in their folder", async () => {
  write(".gitignore", "secret.yaml\nbuild/\n");
  write("secret.yaml");
  write("build/out.yaml");
  write("apps/.gitignore", "*.gen.yaml\n!keep.gen.yaml\n");
  write("apps/x.gen.yaml");
  write("apps/keep.gen.yaml");
  write("other/x.gen.yaml");
  expect(await loaded()).toEqual([
    ".gitignore listed",
    "apps/.gitignore listed",
    "apps/keep.gen.yaml read",
    "apps/x.gen.yaml listed",
    "build/out.yaml listed",
    "other/x.gen.yaml read",
    "secret.yaml listed",
  ]);
  expect(await loaded({ useGitignore: false })).toContain("secret.yaml read");
});

test("excluded folders and large or binary files are listed", async () => {
  write("archive/old.yaml");
  write("apps/archive/old.yaml");
  write("large.yaml", `a: ${"x".repeat(200)}\n`);
  write("binary.yaml", "a\0b");
  expect(await loaded()).toEqual([
    "apps/archive/old.yaml listed",
    "archive/old.yaml listed",
    "binary.yaml listed",
    "large.yaml listed",
  ]);
});

test("links are known inside the folder, and nothing outside is", async () => {
  const outside = mkdtempSync(join(tmpdir(), "flightpath-outside-"));
  writeFileSync(join(outside, "private.yaml"), "a: 1\n");
  write("apps/a.yaml");
  symlinkSync(join(root, "apps/a.yaml"), join(root, "link.yaml"));
  symlinkSync("../apps", join(root, "apps/loop"));
  symlinkSync("gone.yaml", join(root, "dangling.yaml"));
  symlinkSync(outside, join(root, "outside"));
  symlinkSync(join(outside, "private.yaml"), join(root, "private.yaml"));
  expect(await loaded()).toEqual([
    "apps/a.yaml read",
    "apps/loop -> apps",
    "link.yaml -> apps/a.yaml",
  ]);
  rmSync(outside, { recursive: true });
});

test("one file is read by the same rules", () => {
  write(".gitignore", "secret.yaml\n");
  write("secret.yaml");
  write("apps/a.yaml", "b: 2\n");
  const read = (path: string) => nodeHost.read(join(root, path), options).content;
  expect(read("apps/a.yaml")).toEqual({ text: "b: 2\n" });
  expect(read("secret.yaml")).toBe("listed");
  expect(read("gone.yaml")).toBeUndefined();
  expect(read("apps")).toBeUndefined();
});

test("a link is not read through, whoever asks", () => {
  write("apps/a.yaml");
  write(".gitignore", "hidden.yaml\n");
  symlinkSync("apps/a.yaml", join(root, "link.yaml"));
  symlinkSync("apps/a.yaml", join(root, "hidden.yaml"));
  symlinkSync("gone.yaml", join(root, "dangling.yaml"));
  const link = { link: join(root, "apps/a.yaml") };
  const read = (path: string) => nodeHost.read(join(root, path), options).content;
  expect(read("link.yaml")).toEqual(link);
  expect(read("hidden.yaml")).toEqual(link);
  expect(read("dangling.yaml")).toBeUndefined();
  expect(nodeHost.readData(join(root, "link.yaml"), root, options).content).toEqual(link);
});

test("remotes are read from git's own file", async () => {
  write(".git/config", '[remote "origin"]\n\turl = git@github.com:me/fleet.git\n');
  expect(await nodeHost.remotes(root)).toEqual(["git@github.com:me/fleet.git"]);
  expect(await nodeHost.remotes(join(root, "none"))).toEqual([]);
});

test("a folder that is not there has no files", async () => {
  rmSync(root, { recursive: true });
  expect(await loaded()).toEqual([]);
});
