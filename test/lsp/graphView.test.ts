import { afterEach, beforeEach, expect, test } from "vitest";
import type { WirePlace } from "../../protocol/canary.ts";
import {
  drawGraph,
  exportGraph,
  type GraphChoice,
  type GraphPicture,
  type GraphProblem,
  graphChanged,
  graphFindings,
  graphNodesAt,
} from "../../protocol/graphView.ts";
import type { FileChange } from "../../server/engine/workspace.ts";
import type { Host } from "../../server/host/host.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

const kustomization = (name: string, more = "") => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec:
  interval: 10m
  path: ./${name}
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${more}`;

const SYNC = `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: flux-system, namespace: flux-system }
spec: { interval: 1m, url: "https://git.example.com/fleet" }
---
${kustomization("flux-system").replace("./flux-system", "./clusters/prod")}`;

const APPS = "/repo/clusters/prod/apps.yaml";

const now = new Map([
  ["/repo/clusters/prod/flux-system/gotk-sync.yaml", SYNC],
  ["/repo/clusters/prod/infra.yaml", kustomization("infra")],
  [APPS, `${kustomization("apps", "  dependsOn: [{ name: infra }]\n")}`],
]);
const then = new Map([
  ...now,
  [APPS, kustomization("apps")],
  ["/repo/clusters/prod/old.yaml", kustomization("old")],
]);
then.delete("/repo/clusters/prod/infra.yaml");

const choice: GraphChoice = {
  layer: "files",
  namespaces: [],
  kinds: [],
  states: [],
  expanded: [],
  collapsed: [],
};

/** A repository with one commit. */
const host = (): Host => ({
  ...memoryHost(new Map(now)),
  commitOf: async () => ({ value: "c0ffee" }),
  filesAt: async () => ({
    value: [...then].map(([path, text]): FileChange => ({ path, content: { text } })),
  }),
});

let conversation: Conversation;
let told: number;
beforeEach(async () => {
  told = 0;
  conversation = await converse(host(), "/repo");
  conversation.editor.onNotification(graphChanged.method, () => {
    told++;
  });
});
afterEach(() => conversation.end());

type Picture = GraphPicture<WirePlace>;

const draw = (more: Partial<GraphChoice> & { readonly live?: unknown } = {}) =>
  conversation.editor.sendRequest<Picture>(drawGraph.method, { ...choice, ...more });

const names = ({ nodes }: Picture) =>
  nodes.map(({ kind, name, change }) => [`${kind} ${name}`, change].filter(Boolean).join(", "));

const uri = `file://${APPS}`;

test("the graph of the files, with places that lead to lines", async () => {
  const picture = await draw();
  expect(names(picture)).toEqual([
    "GitRepository flux-system",
    "Kustomization flux-system",
    "Kustomization infra",
    "Kustomization apps",
  ]);
  const apps = picture.nodes.find((it) => it.name === "apps");
  expect(picture.places[apps?.place ?? -1]).toMatchObject({
    uri,
    start: { line: 2, character: 18 },
  });
});

test("an edit that changes the graph is told once, another is not", async () => {
  await draw();
  const edit = (version: number, text: string) =>
    conversation.editor.sendNotification("textDocument/didChange", {
      textDocument: { uri, version },
      contentChanges: [{ text }],
    });
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text: now.get(APPS) },
  });
  await edit(2, `${now.get(APPS)}# a comment\n`);
  await conversation.until(uri, (_, version) => version === 2);
  await draw();
  expect(told).toBe(0);
  await edit(3, kustomization("apps"));
  await expect.poll(() => told).toBe(1);
  const { edges } = await draw();
  expect(edges.some((it) => it.type === "dependsOn")).toBe(false);
});

test("the last commit, and what has changed since", async () => {
  const commit = await draw({ layer: "commit" });
  expect(names(commit)).toEqual([
    "GitRepository flux-system",
    "Kustomization flux-system",
    "Kustomization apps",
    "Kustomization old",
  ]);
  // What is gone is in no file.
  expect(commit.nodes.map((it) => it.place !== undefined)).toEqual([true, true, true, false]);
  expect(names(await draw({ layer: "since-commit" }))).toEqual([
    "GitRepository flux-system",
    "Kustomization flux-system",
    "Kustomization infra, new",
    "Kustomization old, gone",
    "Kustomization apps, was in wave 1",
  ]);
});

test("without trust no git is run", async () => {
  conversation.end();
  conversation = await converse(host(), "/repo", {
    initializationOptions: { settings: { trusted: false } },
  });
  const answer = (await draw({ layer: "commit" })) as Picture | GraphProblem;
  expect(answer).toEqual({ problem: expect.stringContaining("git runs only in workspaces") });
});

test("without a cluster, its layers say what to do", async () => {
  const answer = (await draw({ layer: "apart" })) as Picture | GraphProblem;
  expect(answer).toEqual({ problem: expect.stringContaining("Use Context") });
});

test("a cluster that the client knows, against the files", async () => {
  const live = {
    context: "kind",
    notes: ["Canaries are not shown."],
    edges: [],
    nodes: ["apps", "stray"].map((name) => ({
      apiGroup: "kustomize.toolkit.fluxcd.io",
      kind: "Kustomization",
      namespace: "flux-system",
      name,
      type: "kustomization",
      state: { name: "ready", mood: "good", message: "" },
      facts: {},
      applies: [],
    })),
  };
  const picture = await draw({ layer: "apart", live });
  expect(picture.notes).toEqual(live.notes);
  expect(names(picture)).toEqual([
    "GitRepository flux-system, only in Git",
    "Kustomization flux-system, only in Git",
    "Kustomization stray, only in the cluster",
    "Kustomization infra, only in Git",
    "Kustomization apps",
  ]);
});

test("nodes of a line, and of a file", async () => {
  const at = (line?: number) =>
    conversation.editor.sendRequest<string[]>(graphNodesAt.method, {
      uri: "file:///repo/clusters/prod/flux-system/gotk-sync.yaml",
      ...(line === undefined ? {} : { line }),
    });
  const kinds = (ids: readonly string[]) => ids.map((it) => it.split("|")[1]?.split(".")[0]);
  expect(kinds(await at(2))).toEqual(["GitRepository"]);
  expect(kinds(await at(7))).toEqual(["Kustomization"]);
  expect(kinds(await at())).toEqual(["GitRepository", "Kustomization"]);
});

test("what the rules have found in the document of a node", async () => {
  const text = kustomization("apps", "  dependsOn: [{ name: infar }]\n");
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version: 1, text },
  });
  await draw();
  const found = await conversation.editor.sendRequest<{ code: string }[]>(graphFindings.method, {
    uri,
    line: 2,
  });
  expect(found.map((it) => it.code)).toContain("depends-on-missing");
});

test.for([
  ["svg", "<svg "],
  ["mermaid", "flowchart LR"],
  ["dot", "digraph"],
  ["json", "{"],
])("what is shown, as %s", async ([format, begin]) => {
  const asked = { ...choice, kinds: ["Kustomization"], format };
  const { text } = await conversation.editor.sendRequest<{ text: string }>(
    exportGraph.method,
    asked,
  );
  expect(text.startsWith(begin ?? "")).toBe(true);
  // What a Kustomization applies is told as data.
  if (format !== "json") expect(text).not.toContain("GitRepository");
});

test("an unknown format is refused in one sentence", async () => {
  const answer = await conversation.editor.sendRequest(exportGraph.method, {
    ...choice,
    format: "exe",
  });
  expect(answer).toEqual({ problem: 'There is no format "exe".' });
});
