import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import { field } from "../../server/engine/canary/json.ts";
import { until } from "../cluster/support.ts";

const folder = mkdtempSync(join(tmpdir(), "flightpath-state-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kustomization = (demo: Demo, name: string) =>
  insideOf(demo.cluster, "person").get({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    namespace: "flux-system",
    name,
  });

const revisionOf = (demo: Demo) =>
  field(kustomization(demo, "flux-system"), "status", "lastAppliedRevision");

/** A git repository with a cluster, to which commits are added. */
function repository(name: string) {
  const path = join(folder, name);
  mkdirSync(join(path, "clusters/home"), { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync(
      "git",
      ["-C", path, "-c", "user.name=t", "-c", "user.email=t@example.com", ...args],
      {
        encoding: "utf8",
      },
    ).trim();
  git("init", "--quiet", "--initial-branch", "main");
  return {
    path,
    commit(words: string): string {
      const text = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: words, namespace: default }\ndata: { words: ${words} }\n`;
      writeFileSync(join(path, "clusters/home/words.yaml"), text);
      git("add", "--all");
      git("commit", "--quiet", "--message", words);
      return git("rev-parse", "HEAD");
    },
  };
}

test("a folder clusters is followed, commits count, and a state goes on where it ended", async () => {
  const { path, commit } = repository("fleet");
  const first = commit("one");
  const state = join(folder, "state");
  const options = { folders: [path], state };
  const demo = await startDemo(options);
  expect(demo.notes).toEqual([`It follows clusters/home of ${path}.`]);
  await until("the first commit", () => revisionOf(demo) === `main@sha1:${first}`);
  const uid = field(kustomization(demo, "flux-system"), "metadata", "uid");
  await demo.close();
  expect(readdirSync(state)).toEqual(["cluster.json"]);
  if (process.platform !== "win32") {
    expect(statSync(join(state, "cluster.json")).mode & 0o777).toBe(0o600);
  }

  const second = commit("two");
  const again = await startDemo(options);
  expect(field(kustomization(again, "flux-system"), "metadata", "uid")).toBe(uid);
  await until("the second commit", () => revisionOf(again) === `main@sha1:${second}`);
  await again.close();
});

test.for([
  ["no JSON", "{"],
  ["JSON of somebody else", '{ "objects": [] }'],
] as const)("a state that is %s is told, and left as it is", async ([, text]) => {
  const state = mkdtempSync(join(folder, "rubbish-"));
  const file = join(state, "cluster.json");
  writeFileSync(file, text);
  await expect(startDemo({ state })).rejects.toThrow(
    `${file} holds no state of a demo cluster: move it away to begin anew, or name another folder with --state.`,
  );
  expect(readFileSync(file, "utf8")).toBe(text);
});

test("a folder that is none, and a cluster that is not there, are told", async () => {
  await expect(startDemo({ folders: ["nowhere"] })).rejects.toThrow(
    "nowhere is no folder. Name one that holds a repository.",
  );
  const { path, commit } = repository("other");
  commit("one");
  await expect(startDemo({ folders: [path], follow: "clusters/away" })).rejects.toThrow(
    "No folder describes a cluster clusters/away. There are: clusters/home.",
  );
});
