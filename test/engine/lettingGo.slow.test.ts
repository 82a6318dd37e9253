import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { rendering, renderingsOf } from "../../server/engine/renderings.ts";
import { type Checker, checker, drain } from "../../server/engine/rules/checker.ts";
import { emptyWorkspace, filesOf, type Workspace } from "../../server/engine/workspace.ts";
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
  const past: WeakRef<Workspace["built"]>[] = [];
  for (const [path, text] of files) {
    for (const mark of ["# 1\n", "# 2\n", ""]) {
      past.push(new WeakRef(workspace.built));
      workspace = changedBy(workspace, new Map([[path, text + mark]]), checks);
    }
  }
  expect(new Set(past.map((it) => it.deref())).size).toBeGreaterThan(10);
  // What is referred to weakly lives until the end of a turn.
  await new Promise((done) => setImmediate(done));
  collectGarbage();
  const alive = new Set(past.map((it) => it.deref()).filter((it) => it && it !== workspace.built));
  // What was asked last may be remembered.
  expect(alive.size).toBeLessThanOrEqual(1);
  expect([...filesOf(workspace)].length).toBe(files.size);
});

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
