import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
let folder = "";

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "flightpath-diff-")));
  git("init", "--quiet");
  write("base/kustomization.yaml", "resources: [web.yaml]\n");
  write(
    "base/web.yaml",
    "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { port: 1 }\n",
  );
  write("staging/kustomization.yaml", "namespace: staging\nresources: [../base]\n");
  write("production/kustomization.yaml", "namespace: production\nresources: [../base]\n");
  write(
    "settings/kustomization.yaml",
    "configMapGenerator: [{ name: words, files: [words.txt] }]\nsecretGenerator: [{ name: login, envs: [login.env] }]\n",
  );
  write("settings/words.txt", "one\n");
  write("settings/login.env", "password=hunter2\n");
  save();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): void {
  execFileSync("git", args, { cwd: folder });
}

function save(): void {
  git("add", "--all");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "a");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** Runs the built command line in the repository. */
function diff(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), "diff", ...args],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test("nothing has changed: exit code 0", () => {
  write(
    "base/web.yaml",
    "# a comment\napiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { port: 1 }\n",
  );
  expect(diff("HEAD")).toEqual({
    status: 0,
    stdout: "No build gives anything else.\n",
    stderr: "",
  });
});

test("a change shows in every build that it reaches: exit code 1", () => {
  write(
    "production/kustomization.yaml",
    "namespace: production\nresources: [../base, more.yaml]\n",
  );
  write("production/more.yaml", "apiVersion: v1\nkind: Service\nmetadata: { name: more }\n");
  write(
    "base/web.yaml",
    "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { port: 2 }\n",
  );
  expect(diff("HEAD")).toEqual({
    status: 1,
    stderr: "",
    stdout: `production
  added Service production/more
    @@ -0,0 +1,5 @@
    +apiVersion: v1
    +kind: Service
    +metadata:
    +  name: more
    +  namespace: production
  changed Service production/web
    @@ -4,4 +4,4 @@
       name: web
       namespace: production
     spec:
    -  port: 1
    +  port: 2

staging
  changed Service staging/web
    @@ -4,4 +4,4 @@
       name: web
       namespace: staging
     spec:
    -  port: 1
    +  port: 2

2 builds, 1 object added, 2 objects changed.
`,
  });
});

test("files that only generators read count, and what Secrets hold is not told", () => {
  write("settings/words.txt", "two\n");
  write("settings/login.env", "password=hunter3\n");
  const { status, stdout } = diff("HEAD");
  expect(status).toBe(1);
  expect(stdout).toContain("-    one\n");
  expect(stdout).toContain("+    two\n");
  expect(stdout).toContain("-  password: '**REDACTED** (before)'\n");
  expect(stdout).toContain("+  password: '**REDACTED** (after)'\n");
  expect(stdout).toContain("2 objects changed.");
  expect(stdout).not.toMatch(/hunter|aHVudGVy/);
});

test("a build that fails", () => {
  write("staging/kustomization.yaml", "resources: [../nowhere]\n");
  const { status, stdout } = diff("HEAD");
  expect(status).toBe(1);
  expect(stdout).toMatch(/^staging\n {2}fails now: .*nowhere.*\n\n1 build\.\n$/);
});

test("as JSON", () => {
  rmSync(join(folder, "staging"), { recursive: true });
  const { status, stdout } = diff("HEAD", "--format", "json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    revision: "HEAD",
    builds: [
      {
        build: "staging",
        folder: "staging",
        change: "removed",
        objects: [
          {
            change: "removed",
            group: "",
            version: "v1",
            kind: "Service",
            namespace: "staging",
            name: "web",
            after: "",
            before: expect.stringContaining("port: 1\n"),
            diff: expect.stringMatching(/^@@ -1,7 \+0,0 @@\n-apiVersion: v1\n/),
          },
        ],
      },
    ],
  });
});

test("a folder inside the repository, and an older revision", () => {
  write(
    "base/web.yaml",
    "apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { port: 2 }\n",
  );
  write("settings/words.txt", "two\n");
  save();
  expect(diff("HEAD").status).toBe(0);
  const { status, stdout } = diff("HEAD~1", "settings");
  expect(status).toBe(1);
  expect(stdout).toMatch(/^\.\n {2}changed ConfigMap words-/);
  expect(stdout).not.toContain("Service");
});

test.for([
  [["nope"], 'There is no revision "nope" in FOLDER; git log lists those that there are.'],
  [["--", "-x"], 'There is no revision "-x" in FOLDER; git log lists those that there are.'],
  [[], "diff wants a git revision and at most one folder: flightpath diff HEAD ."],
  [["HEAD", "a", "b"], "diff wants a git revision and at most one folder: flightpath diff HEAD ."],
  [["HEAD", "nowhere"], "nowhere is no folder. Name one that is."],
  [["HEAD", "--format", "xml"], 'Unknown format "xml". There are: text, json.'],
  [["HEAD", "--what"], "Unknown option '--what'. flightpath diff --help tells the options."],
] as const)("%j cannot run: exit code 2 and one sentence", ([args, sentence]) => {
  expect(diff(...args)).toEqual({
    status: 2,
    stdout: "",
    stderr: `flightpath: ${sentence.replace("FOLDER", folder)}\n`,
  });
});
