import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { recent } from "../../server/engine/recent.ts";
import { rendering, renderingsOf } from "../../server/engine/renderings.ts";
import { type Checker, checker, drain } from "../../server/engine/rules/checker.ts";
import { emptyWorkspace, fileAt, type Workspace } from "../../server/engine/workspace.ts";
import { bigOverlay } from "../kustomize/bigOverlay.ts";
import { changedAndBuilt } from "../support/built.ts";
import { catalogue } from "../support/catalogue.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

test.each([
  ["one overlay", bigOverlay(12)],
  ["the faces", filesBelow(join(import.meta.dirname, "../../examples/faces"))],
])("workspaces of the past are let go: %s", async (_, files) => {
  const checks = checker();
  let workspace = changedBy(emptyWorkspace(catalogue), files, checks);
  const past: WeakRef<object>[] = [];
  let last: readonly object[] = [];
  for (const [path, text] of files) {
    for (const mark of ["# 1\n", "# 2\n", ""]) {
      last = momentOf(workspace, path);
      for (const it of last) past.push(new WeakRef(it));
      workspace = changedBy(workspace, new Map([[path, text + mark]]), checks);
    }
  }
  expect(new Set(past.map((it) => it.deref())).size).toBeGreaterThan(10);
  await collected();
  // What was asked last may be remembered.
  const now = new Set([...last, ...[...files.keys()].flatMap((it) => momentOf(workspace, it))]);
  const alive = past.map((it) => it.deref()).filter((it) => it && !now.has(it));
  expect(alive.length).toBe(0);
});

test("who remembers answers does not keep alive what they were worked out for", async () => {
  const past = askedAndForgotten();
  await collected();
  expect(past.filter((it) => it.deref())).toEqual([]);
});

const keysOf = recent((it: object) => Object.keys(it), 64);

/** Inputs that were asked for again and again, which nobody holds any more. */
function askedAndForgotten(): readonly WeakRef<object>[] {
  const inputs = Array.from({ length: 40 }, () => ({}));
  for (const it of [...inputs, ...inputs, ...inputs]) keysOf(it);
  return inputs.map((it) => new WeakRef(it));
}

/** What is referred to weakly lives until the end of a turn. */
async function collected(): Promise<void> {
  await new Promise((done) => setImmediate(done));
  collectGarbage();
}

/** What a workspace holds of its own: its builds, and the documents of a file. */
const momentOf = (workspace: Workspace, path: string): readonly object[] => [
  workspace.built,
  ...(fileAt(workspace, path)?.documents ?? []),
];

/** The workspace with new texts, everything in it built, checked and rendered. */
function changedBy(before: Workspace, texts: ReadonlyMap<string, string>, checks: Checker) {
  const changes = [...texts].map(([path, text]) => ({ path, content: { text } }));
  const { workspace, touched } = changedAndBuilt(before, changes);
  for (const it of touched) checks.invalidate(it);
  drain(checks, workspace);
  for (const { id } of renderingsOf(workspace)) rendering(workspace, id);
  return workspace;
}

function filesBelow(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((it) => join(folder, it))
    .filter((it) => statSync(it).isFile() && /\.ya?ml$/.test(it));
  return new Map(paths.map((it) => [it, readFileSync(it, "utf8")]));
}
