import { afterEach, expect, test } from "vitest";
import { type Conversation, converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

let conversation: Conversation | undefined;
afterEach(() => conversation?.end());

const kustomization = (
  name: string,
  dependsOn: string,
) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
spec:
  interval: 10m
  path: ./${name}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
  dependsOn:
    - name: ${dependsOn}
`;

const files = () =>
  new Map([
    ["/repo/apps.yaml", kustomization("apps", "infra")],
    ["/repo/infra.yaml", kustomization("infra", "nothing")],
    ["/repo/apps/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n"],
    ["/repo/infra/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\n"],
  ]);

const open = (text: string) => ({
  textDocument: { uri: "file:///repo/apps.yaml", languageId: "yaml", version: 1, text },
});

const edit = (version: number, text: string) => ({
  textDocument: { uri: "file:///repo/apps.yaml", version },
  contentChanges: [{ text }],
});

test("files that nobody opened are checked", async () => {
  conversation = await converse(memoryHost(files()), "/repo");
  const messages = await conversation.until("file:///repo/infra.yaml", (it) => it.length > 0);
  expect(messages).toEqual(["13: depends-on-missing"]);
});

test("an edit is answered with its version, and tells on other files", async () => {
  conversation = await converse(memoryHost(files()), "/repo");
  const { editor, until } = conversation;
  await editor.sendNotification("textDocument/didOpen", open(kustomization("apps", "infra")));
  await until("file:///repo/apps.yaml", (_, version) => version === 1);
  await editor.sendNotification(
    "textDocument/didChange",
    edit(2, `${kustomization("nothing", "infra")}`),
  );
  // Now there is a Kustomization called "nothing": the two wait for each other.
  const other = await until("file:///repo/infra.yaml", (it) => it.some((m) => m.includes("cycle")));
  expect(other).toEqual(["13: depends-on-cycle"]);
  const own = await until("file:///repo/apps.yaml", (_, version) => version === 2);
  expect(own).toContain("13: depends-on-cycle");
});

test("while files are still being read, an open one is checked by itself", async () => {
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  conversation = await converse(memoryHost(files(), held), "/repo");
  const { editor, until } = conversation;
  const wrong = kustomization("apps", "nowhere").replace("prune: true", "prune: maybe");
  await editor.sendNotification("textDocument/didOpen", open(wrong));
  const alone = await until("file:///repo/apps.yaml", (it) => it.length > 0);
  expect(alone).toEqual(["8: wrong-type"]);
  release();
  const all = await until("file:///repo/apps.yaml", (it) => it.length > 1);
  expect(all).toContain("13: depends-on-missing");
});

test("an editor that pulls is told nothing unasked", async () => {
  conversation = await converse(memoryHost(files()), "/repo", {
    capabilities: { textDocument: { diagnostic: {} } },
  });
  const report = await conversation.editor.sendRequest<{
    readonly items: readonly { readonly uri: string; readonly items: readonly unknown[] }[];
  }>("workspace/diagnostic", { previousResultIds: [] });
  expect(report.items.map((it) => [it.uri, it.items.length])).toEqual([
    ["file:///repo/infra.yaml", 1],
  ]);
  expect(conversation.published.size).toBe(0);
});

test("settings change without a restart", async () => {
  conversation = await converse(memoryHost(files()), "/repo");
  const { editor, until } = conversation;
  await until("file:///repo/infra.yaml", (it) => it.length > 0);
  await editor.sendNotification("workspace/didChangeConfiguration", {
    settings: { flightpath: { rules: { "depends-on-missing": "off" } } },
  });
  expect(await until("file:///repo/infra.yaml", (it) => it.length === 0)).toEqual([]);
});

test("a file that vanishes takes its findings with it", async () => {
  const disk = files();
  conversation = await converse(memoryHost(disk), "/repo");
  const { editor, until } = conversation;
  await until("file:///repo/infra.yaml", (it) => it.length > 0);
  disk.delete("/repo/infra.yaml");
  await editor.sendNotification("workspace/didChangeWatchedFiles", {
    changes: [{ uri: "file:///repo/infra.yaml", type: 3 }],
  });
  await until("file:///repo/infra.yaml", (it) => it.length === 0);
  const left = await until("file:///repo/apps.yaml", (it) => it.length > 0);
  expect(left).toEqual(["13: depends-on-missing"]);
});

test("who pulls right behind a keystroke gets the findings of that text", async () => {
  conversation = await converse(memoryHost(files()), "/repo", {
    capabilities: { textDocument: { diagnostic: {} } },
  });
  const { editor } = conversation;
  await editor.sendRequest("workspace/diagnostic", { previousResultIds: [] });
  await editor.sendNotification("textDocument/didOpen", open(kustomization("apps", "infra")));
  await editor.sendNotification(
    "textDocument/didChange",
    edit(2, kustomization("apps", "nowhere")),
  );
  const report = await editor.sendRequest<{ readonly items: readonly { readonly code: string }[] }>(
    "textDocument/diagnostic",
    { textDocument: { uri: "file:///repo/apps.yaml" } },
  );
  expect(report.items.map((it) => it.code)).toEqual(["depends-on-missing"]);
});
