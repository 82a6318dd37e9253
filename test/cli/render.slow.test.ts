import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "flightpath-render-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Its variables come from a ConfigMap that no file holds. */
const SYNC = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: https://example.com/fleet }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: flux-system, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./clusters/prod
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: ConfigMap, name: vars }] }
`;

const files: Readonly<Record<string, string | Uint8Array>> = {
  "base/kustomization.yaml": "resources: [web.yaml]\n",
  "base/web.yaml":
    "\ufeffapiVersion: v1\r\nkind: ConfigMap\r\nmetadata:\r\n  name: web\r\ndata:\r\n  page: |\r\n    one\r\n    two\r\n",
  "prod/kustomization.yaml":
    "resources: [../base, linked]\nnamePrefix: prod-\ncommonLabels: {}\nconfigMapGenerator:\n- name: logo\n  files: [logo.bin]\n  options: {disableNameSuffixHash: true}\n",
  "prod/logo.bin": Uint8Array.from([255, 254, 0]),
  "elsewhere/kustomization.yaml": "resources: [cm.yaml]\n",
  "elsewhere/cm.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: linked}\n",
  "leaving/kustomization.yaml": "resources: [cm.yaml]\n",
  "settled/.flightpath.yaml": "sources:\n  https://github.com/acme/shared: ../elsewhere\n",
  "settled/prod/kustomization.yaml": "resources: ['git@github.com:acme/shared.git?ref=v1']\n",
  "unsettled/kustomization.yaml": "resources: ['git@github.com:acme/shared.git?ref=v1']\n",
  "flux/clusters/prod/flux-system/gotk-sync.yaml": SYNC,
  "flux/clusters/prod/cm.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: b}\ndata: {c: '${D}'}\n",
  "twice/kustomization.yaml": "resources: [cm.yaml]\n",
  "twice/cm.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: b\n  a: c\n",
};

beforeAll(() => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync("../elsewhere", join(folder, "prod/linked"));
  symlinkSync("../elsewhere/cm.yaml", join(folder, "leaving/cm.yaml"));
});

/** Runs the built command line in the folder. */
function render(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), "render", ...args],
    { cwd: folder, encoding: "utf8" },
  );
  return { status, stdout, stderr: stderr.replaceAll(folder, "") };
}

test("an overlay, with a linked base, a byte order mark, Windows line ends and bytes that are no text", () => {
  expect(render("prod")).toEqual({
    status: 0,
    stdout: `apiVersion: v1
kind: ConfigMap
metadata:
  name: prod-linked
---
apiVersion: v1
binaryData:
  logo.bin: //4A
kind: ConfigMap
metadata:
  name: prod-logo
---
apiVersion: v1
data:
  page: |
    one
    two
kind: ConfigMap
metadata:
  name: prod-web
`,
    stderr:
      "# Warning: 'commonLabels' is deprecated. Please use 'labels' instead. Run 'kustomize edit fix' to update your Kustomization automatically.\n",
  });
});

test("where it is from", () => {
  expect(render("prod", "--origin", "--reorder", "none").stdout).toBe(`# from base/web.yaml:1
apiVersion: v1
data:
  page: |
    one
    two
kind: ConfigMap
metadata:
  name: prod-web # from prod/kustomization.yaml:2
---
# from elsewhere/cm.yaml:1
apiVersion: v1
kind: ConfigMap
metadata:
  name: prod-linked # from prod/kustomization.yaml:2
---
# from prod/kustomization.yaml:5
apiVersion: v1 # from prod/kustomization.yaml:5
binaryData:
  logo.bin: //4A # from prod/logo.bin:1
kind: ConfigMap # from prod/kustomization.yaml:5
metadata:
  name: prod-logo # from prod/kustomization.yaml:2
`);
});

test("as JSON", () => {
  const { stdout } = render("elsewhere", "--format", "json");
  expect(JSON.parse(stdout)).toEqual([
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "linked" } },
  ]);
});

test("a folder that is not there is kustomize's error", () => {
  expect(render("nowhere")).toEqual({
    status: 1,
    stdout: "",
    stderr:
      "Error: must build at directory: not a valid directory: evalsymlink failure on 'nowhere' : lstat /nowhere: no such file or directory\n",
  });
  expect(render("base/web.yaml").stderr).toBe(
    "Error: must build at directory: 'base/web.yaml': file is not directory\n",
  );
});

test("a link may lead out of the folder only when it is allowed to", () => {
  expect(render("leaving")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("security; file '/leaving/cm.yaml' is not in or below"),
  });
  expect(render("leaving", "--load-restrictor", "LoadRestrictionsNone").status).toBe(0);
});

test("a mistake that shows only in the text prints nothing", () => {
  expect(render("twice")).toMatchObject({ status: 1, stdout: "" });
});

test.each([
  [["a", "b"], "render takes one folder, not 2.\n"],
  [["--format", "xml"], '--format takes yaml or json, not "xml".\n'],
  [["--reorder", "no"], '--reorder takes legacy or none, not "no".\n'],
  [["--colour"], "Unknown option '--colour'. flightpath render --help tells the options.\n"],
])("%j could not run", (args, told) => {
  expect(render(...args)).toEqual({ status: 2, stdout: "", stderr: `flightpath: ${told}` });
});

test("a folder that the settings above name stands in for a repository", () => {
  expect(render("settled/prod")).toEqual({
    status: 0,
    stdout: "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: linked\n",
    stderr: "",
  });
  const { status, stderr } = render("unsettled");
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /remote resources are never fetched: git@github\.com:acme\/shared\.git\?ref=v1\n$/,
  );
});

test("what only the cluster holds ends a Flux build, and the way out is named", () => {
  expect(render("--flux", "flux-system/flux-system", "flux")).toEqual({
    status: 1,
    stdout: "",
    stderr: `Error: BuildFailed: post build failed for 'ConfigMap.v1.[noGrp]/a': substitute from 'ConfigMap/vars' error: configmaps "vars" not found
flightpath: No file here holds it. If it is in the cluster, --trust-cluster goes on without it.
`,
  });
  const trusting = render("--flux", "flux-system/flux-system", "--trust-cluster", "flux");
  expect(trusting.status).toBe(0);
  expect(trusting.stdout).toContain("name: a\n");
  expect(trusting.stderr).toBe("");
});
