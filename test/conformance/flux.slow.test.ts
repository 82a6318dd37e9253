import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fluxMakers } from "../../server/engine/flux/clusters.ts";
import type { FluxBuild } from "../../server/engine/flux/fluxBuild.ts";
import type { FluxMaker } from "../../server/engine/flux/fluxMaker.ts";
import { goJson } from "../../server/engine/kustomize/json.ts";
import { emptyMemory, readerOf } from "../../server/engine/kustomize/memory.ts";
import { defaultSettings } from "../../server/engine/settings.ts";
import { changed, emptyWorkspace, type FileChange } from "../../server/engine/workspace.ts";
import { workspaceFiles } from "../../server/engine/workspaceFiles.ts";
import { builtSchemas } from "../../server/host/builtSchemas.ts";
import { nodeHost } from "../../server/host/files.ts";
import { defaultConfiguration } from "../../server/lsp/configuration.ts";

/** What the real controllers did with small repositories; only where the folder is beside the checkout. */
const recorded = join(import.meta.dirname, "../../../shared/conformance/flux");

interface Case {
  readonly name: string;
  readonly kind: "build" | "error" | "cluster";
  readonly dir: string;
  readonly kustomization: string;
  readonly reason?: string;
  readonly essential?: readonly string[];
}

const isThere = existsSync(recorded);
const cases: readonly Case[] = isThere
  ? JSON.parse(readFileSync(join(recorded, "manifest.json"), "utf8")).cases
  : [];
const catalogue = builtSchemas();

describe.skipIf(!isThere)("recorded from the real controllers", () => {
  test("all recordings are there", () => {
    expect(cases.length).toBeGreaterThanOrEqual(284);
  });

  const builds = cases.filter((it) => it.kind === "build");
  test.for(builds.map((it) => [it.name, it] as const))("%s", async ([, it]) => {
    const { error, objects } = await built(it);
    expect(error).toBeUndefined();
    const { compare } = await import(join(recorded, "run.mjs"));
    const expected = readFileSync(join(recorded, "cases", it.name, "expected.json"), "utf8");
    const got = objects.map(({ node }) => JSON.parse(goJson(node)));
    expect(compare(JSON.parse(expected).objects, got, true)).toBeNull();
  });

  const errors = cases.filter((it) => it.kind === "error");
  test.for(errors.map((it) => [it.name, it] as const))("%s", async ([, it]) => {
    const { error } = await built(it);
    expect(error?.reason).toBe(it.reason);
    const message = error?.message.toLowerCase();
    for (const text of it.essential ?? []) expect(message).toContain(text.toLowerCase());
    expect(error?.place).toBeDefined();
  });
});

/** As the command line builds it: files that only a generator wants are read when it asks. */
async function built({ dir, kustomization }: Case): Promise<FluxBuild> {
  const root = join(recorded, dir);
  const { load } = defaultConfiguration;
  const changes: FileChange[] = [];
  for await (const portion of nodeHost.load(root, load)) changes.push(...portion);
  const empty = emptyWorkspace(catalogue, [{ path: root, remotes: [] }], defaultSettings);
  const tried = new Set<string>();
  for (let now = changed(empty, changes).workspace; ; ) {
    const reader = readerOf(workspaceFiles(now), emptyMemory());
    const isWanted = (it: FluxMaker) => it.name.kustomization === kustomization;
    const build = [...fluxMakers(now, reader, false)].find(isWanted)?.make(reader);
    if (!build) throw new Error(`${kustomization} was not found.`);
    const wanted = build.error?.unread.filter((it) => !tried.has(it)) ?? [];
    if (wanted.length === 0) return build;
    for (const it of wanted) tried.add(it);
    now = changed(
      now,
      wanted.map((path) => nodeHost.readData(path, root, load)),
    ).workspace;
  }
}
