import { afterEach, beforeEach, expect, test } from "vitest";
import type { CodeLens, FoldingRange, Hover, Location } from "vscode-languageserver";
import {
  type BuildItem,
  type BuildQuestion,
  buildsChanged,
  buildsOf,
  landingOf,
  type RenderedBuild,
  renderBuild,
} from "../../protocol/rendered.ts";
import { questionOf, renderedUri } from "../../protocol/renderedUri.ts";
import type { Host } from "../../server/host/host.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { readFixture } from "../support/fixture.ts";
import { memoryHost } from "../support/memoryHost.ts";

const { files } = readFixture(`
  #- /repo/base/kustomization.yaml
  resources: [web.yaml]
  #- /repo/base/web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec: { replicas: 1 }
  #- /repo/staging/kustomization.yaml
  resources: [../base]
  namespace: staging
  #- /repo/production/kustomization.yaml
  resources: [../base]
  replicas:
    - { name: web, count: 5 }
  #- /repo/notes.yaml
  kind: Nothing
`);

const past = new Map([...files, ["/repo/production/kustomization.yaml", "resources: [../base]\n"]]);

/** Knows one revision, in which nobody had scaled production. */
function host(): Host {
  return {
    ...memoryHost(new Map(files)),
    commitOf: async (_, revision) =>
      revision === "HEAD" ? { value: "c0ffee" } : { problem: `There is no ${revision}.` },
    filesAt: async () => ({
      value: [...past].map(([path, text]) => ({ path, content: { text } })),
    }),
  };
}

const production: BuildQuestion = { id: "kustomize /repo/production" };
const uri = (question: BuildQuestion): string => renderedUri(question, "any/title");

let conversation: Conversation;
let told: string[][];
beforeEach(async () => {
  told = [];
  conversation = await converse(host(), "/repo");
  conversation.editor.onNotification(buildsChanged.method, (params: { ids: string[] }) => {
    told.push(params.ids);
  });
});
afterEach(() => conversation.end());

const ask = <Result>(method: string, params: object): Promise<Result> =>
  conversation.editor.sendRequest<Result>(method, params);
const render = (question: BuildQuestion): Promise<RenderedBuild> =>
  ask(renderBuild.method, question);
const builds = async (question: object): Promise<readonly string[]> =>
  (await ask<BuildItem[]>(buildsOf.method, question)).map(({ label }) => label);

/** Where a text stands that occurs once. */
function positionOf(text: string, part: string): { line: number; character: number } {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

const scaled = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 5
`;

test("the builds of a workspace, of a file, of a folder", async () => {
  expect(await builds({})).toEqual(["production", "staging"]);
  expect(await builds({ uri: "file:///repo/base/web.yaml" })).toEqual(["production", "staging"]);
  expect(await builds({ uri: "file:///repo/staging" })).toEqual(["staging"]);
  expect(await builds({ uri: "file:///repo/staging/kustomization.yaml" })).toEqual(["staging"]);
  expect(await builds({ uri: "file:///repo/base" })).toEqual(["base", "production", "staging"]);
  expect(await builds({ uri: "file:///repo" })).toEqual(["production", "staging"]);
  expect(await builds({ uri: "file:///repo/notes.yaml" })).toEqual([]);
  const [first] = await ask<BuildItem[]>(buildsOf.method, {});
  expect(first).toEqual({ ...production, label: "production", detail: "1 object" });
});

test("manifests, and where each line comes from", async () => {
  const { text } = await render(production);
  expect(text).toBe(scaled);
  const at = { textDocument: { uri: uri(production) }, position: positionOf(text, "5") };
  expect(await ask<Hover>("textDocument/hover", at)).toEqual({
    contents: {
      kind: "markdown",
      value:
        "`5` set by replicas in [production/kustomization.yaml:3](file:///repo/production/kustomization.yaml#L3), " +
        "before `1` in [base/web.yaml:4](file:///repo/base/web.yaml#L4).",
    },
    range: { start: { line: 5, character: 12 }, end: { line: 5, character: 13 } },
  });
  const [place] = await ask<Location[]>("textDocument/definition", at);
  expect(place?.uri).toBe("file:///repo/production/kustomization.yaml");
  expect(place?.range.start.line).toBe(2);
  const folds = await ask<FoldingRange[]>("textDocument/foldingRange", at);
  expect(folds).toEqual([
    { startLine: 2, endLine: 3 },
    { startLine: 4, endLine: 5 },
  ]);
  const symbols = await ask<{ name: string }[]>("textDocument/documentSymbol", at);
  expect(symbols.map((it) => it.name)).toEqual(["Deployment/web"]);
});

test("where a line of a file has landed", async () => {
  await render(production);
  const landing = (path: string, line: number, character: number) =>
    ask(landingOf.method, {
      rendered: uri(production),
      uri: `file:///repo/${path}`,
      line,
      character,
    });
  expect(await landing("base/web.yaml", 3, 18)).toBe(5);
  expect(await landing("production/kustomization.yaml", 2, 24)).toBe(5);
  expect(await landing("notes.yaml", 0, 0)).toBe(null);
});

test("a lens leads to the builds of its object", async () => {
  await builds({});
  const textDocument = { uri: "file:///repo/base/web.yaml" };
  const [lens] = await ask<CodeLens[]>("textDocument/codeLens", { textDocument });
  expect(lens?.command).toEqual({
    title: "in 2 builds",
    command: "flightpath.showRenderedManifests",
    arguments: ["file:///repo/base/web.yaml", 0],
  });
});

test("an edit anywhere tells of the builds that were asked for, and of no others", async () => {
  await render(production);
  await render({ id: "kustomize /repo/base" });
  const textDocument = { uri: "file:///repo/base/web.yaml", languageId: "yaml", version: 1 };
  const text = files.get("/repo/base/web.yaml") ?? "";
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: { ...textDocument, text: text.replace("name: web", "name: shop") },
  });
  await expect
    .poll(() => told.flat().sort())
    .toEqual(["kustomize /repo/base", "kustomize /repo/production"]);
  expect((await render({ id: "kustomize /repo/base" })).text).toContain("name: shop");
});

test("an edit that no build reads tells nothing", async () => {
  await render(production);
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: {
      uri: "file:///repo/notes.yaml",
      languageId: "yaml",
      version: 1,
      text: "a: b\n",
    },
  });
  await conversation.until("file:///repo/notes.yaml", (_, version) => version === 1);
  await builds({});
  expect(told).toEqual([]);
});

test("a build that fails says why in its document", async () => {
  const text = "resources: [../nowhere]\n";
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: {
      uri: "file:///repo/production/kustomization.yaml",
      languageId: "yaml",
      version: 1,
      text,
    },
  });
  expect((await render(production)).text).toMatch(
    /^# This build fails: .*nowhere.*\n(# .*\n)*# The cause is at production\/kustomization\.yaml:1\.\n$/,
  );
});

test("a revision, and what was never there", async () => {
  const then = { ...production, revision: "HEAD" };
  expect(await render(then)).toEqual({ text: scaled.replace("5", "1") });
  expect(await render({ ...production, revision: "nope" })).toEqual({
    text: "# There is no nope.\n",
    error: "There is no nope.",
  });
  const at = { textDocument: { uri: uri(then) }, position: { line: 5, character: 12 } };
  const found = await ask<Hover>("textDocument/hover", at);
  expect(JSON.stringify(found.contents)).toContain("`1` in [base/web.yaml:4]");
  expect((await render({ id: "kustomize /repo/other" })).error).toMatch(/no more/);
});

test("git is not asked for people who do not trust the workspace", async () => {
  await conversation.editor.sendNotification("workspace/didChangeConfiguration", {
    settings: { flightpath: { trusted: false } },
  });
  expect((await render({ ...production, revision: "HEAD" })).error).toMatch(/trust/);
  expect((await render(production)).error).toBe(undefined);
});

test("commits and checkouts tell of what is shown of a revision", async () => {
  await render({ ...production, revision: "HEAD" });
  await conversation.editor.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: "file:///repo/.git/logs/HEAD", type: 2 }],
  });
  await expect.poll(() => told).toEqual([["kustomize /repo/production"]]);
});

test("a rendered document is no file of the workspace", async () => {
  const { text } = await render(production);
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri: uri(production), languageId: "yaml", version: 1, text: `${text}wrong: [` },
  });
  expect(await builds({})).toEqual(["production", "staging"]);
  expect(conversation.published.has(uri(production))).toBe(false);
  const textDocument = { uri: uri(production) };
  await conversation.editor.sendNotification("textDocument/didClose", { textDocument });
  const position = { line: 0, character: 0 };
  expect(await ask("textDocument/hover", { textDocument, position })).toBe(null);
});

test("addresses keep what they speak of", () => {
  for (const question of [production, { id: "flux /a b/%/ü ns/x", revision: "main~3?#" }]) {
    expect(questionOf(renderedUri(question, "a/b: ü #?"))).toEqual(question);
  }
  expect(questionOf("file:///a?{}")).toBe(undefined);
  expect(questionOf("flightpath-rendered:/x.yaml?%7B")).toBe(undefined);
});
