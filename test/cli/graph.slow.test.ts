import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const examples = join(root, "examples");
let folder = "";

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "flightpath-graph-")));
  cpSync(join(examples, "faces"), folder, { recursive: true });
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "a");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function git(...args: readonly string[]): void {
  execFileSync("git", args, { cwd: folder });
}

/** Runs the built command line. */
function graph(cwd: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), "graph", ...args],
    { cwd, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

test.for([
  ["faces.txt", ["faces", "faces-demo"]],
  ["faces.mmd", ["faces", "--kind", "kustomization", "--format", "mermaid"]],
  ["faces.dot", ["faces", "--kind", "Kustomization", "--format", "dot"]],
  ["faces.svg", ["faces", "--focus", "HelmRelease/linkerd-viz/linkerd-viz", "--format", "svg"]],
] as const)("%s", async ([name, args]) => {
  const { status, stdout, stderr } = graph(examples, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  await expect(stdout).toMatchFileSnapshot(join(import.meta.dirname, "graph", name));
});

test("the waves of the workshop", () => {
  const { nodes } = JSON.parse(graph(examples, "faces", "faces-demo", "--format", "json").stdout);
  const waves = nodes
    .filter((it: { kind: string }) => it.kind === "Kustomization")
    .map((it: { name: string; schedule: { wave: number; earliest: number } }) => {
      return [it.schedule.wave, it.schedule.earliest, it.name];
    });
  expect(waves).toEqual([
    [0, 0, "flux-system"],
    [1, 0, "cert-manager"],
    [2, 30, "linkerd"],
    [3, 120, "flagger"],
    [3, 120, "ingress-nginx"],
    [4, 150, "apps"],
    [5, 150, "faces"],
  ]);
});

test("against a revision: what is new, what is gone", () => {
  const file = join(folder, "clusters/my-cluster/apps.yaml");
  const before = readFileSync(file, "utf8");
  expect(graph(folder, "--against", "HEAD").stdout).not.toMatch(/ new| gone|[├└]─ [+-]/);
  writeFileSync(file, before.replace("    - name: flagger\n", ""));
  const { status, stdout, stderr } = graph(folder, "--against", "HEAD");
  writeFileSync(file, before);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("after - flagger, ingress-nginx\n");
  expect(stdout).toContain("\n1 edge gone.\n");
});

test.for([
  [["nowhere"], "nowhere is no folder. Name one that is."],
  [["--format", "xml"], 'Unknown format "xml". There are: text, json, mermaid, dot, svg.'],
  [["--what"], "Unknown option '--what'. flightpath graph --help tells the options."],
  [
    ["--focus", "apps"],
    '--focus takes KIND/NAMESPACE/NAME, such as Kustomization/flux-system/apps, not "apps".',
  ],
  [
    ["--focus", "kustomization/flux-system/ap"],
    "There is no kustomization flux-system/ap in the graph. Did you mean Kustomization flux-system/apps?",
  ],
  [
    ["--focus", "Bucket/a/b"],
    "There is no Bucket a/b in the graph. flightpath graph --format text shows those that there are.",
  ],
  [
    ["--kind", "Pod"],
    'Nothing in the graph is of --kind "Pod". There are: Canary, ConfigMap, Deployment, GitRepository, HelmRelease, HelmRepository, Ingress, Kustomization, Secret.',
  ],
  [
    ["--against", "nope"],
    'There is no revision "nope" in FOLDER; git log lists those that there are.',
  ],
  [["a", "b", "--against", "HEAD"], "--against compares one folder. Name only one."],
] as const)("%j cannot run: exit code 2 and one sentence", ([args, sentence]) => {
  expect(graph(folder, ...args)).toEqual({
    status: 2,
    stdout: "",
    stderr: `flightpath: ${sentence.replace("FOLDER", folder)}\n`,
  });
});

test("a folder with nothing of Flux", () => {
  const { status, stdout } = graph(join(examples, "faces-demo/k8s/01-base"));
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: "There is nothing of Flux or Flagger here.\n",
  });
});
