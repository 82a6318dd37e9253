import { afterEach, beforeEach, expect, test } from "vitest";
import type {
  CodeAction,
  CodeLens,
  CompletionItem,
  CompletionList,
  Hover,
  InlayHint,
} from "vscode-languageserver";
import { lensPlaces } from "../../protocol/lensPlaces.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

const apps = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  prune: maybe
  sourceRef:
    kind: GitRepository
    name: fleet
  dependsOn:
    - name: infra
    - name: x
`;

const others = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: infra
  namespace: flux-system
`;

const textDocument = { uri: "file:///repo/apps.yaml" };
const whole = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };

let conversation: Conversation;
beforeEach(async () => {
  const files = new Map([
    ["/repo/apps.yaml", apps],
    ["/repo/others.yaml", others],
  ]);
  conversation = await converse(memoryHost(files), "/repo");
  await conversation.until("file:///repo/apps.yaml", (it) => it.length > 1);
});
afterEach(() => conversation.end());

const ask = <Result>(method: string, params: object): Promise<Result> =>
  conversation.editor.sendRequest<Result>(method, params);

test("completion replaces the word, and says more when it is looked at", async () => {
  const position = { line: 7, character: 4 };
  const list = await ask<CompletionList>("textDocument/completion", { textDocument, position });
  const item = list.items.find((it) => it.label === "path");
  expect(item?.textEdit).toEqual({
    range: { start: { line: 7, character: 2 }, end: { line: 7, character: 7 } },
    newText: "path",
  });
  const resolved = await ask<CompletionItem>("completionItem/resolve", item ?? {});
  expect(resolved.documentation).toMatchObject({ kind: "markdown" });
});

test("hover", async () => {
  const position = { line: 12, character: 14 };
  const found = await ask<Hover>("textDocument/hover", { textDocument, position });
  expect(found).toEqual({
    contents: { kind: "markdown", value: "**Kustomization flux-system/infra** · `others.yaml`" },
    range: { start: { line: 12, character: 12 }, end: { line: 12, character: 17 } },
  });
});

test("actions edit files and make new ones", async () => {
  const range = { start: { line: 7, character: 9 }, end: { line: 7, character: 9 } };
  const context = { diagnostics: [] };
  const actions = await ask<CodeAction[]>("textDocument/codeAction", {
    textDocument,
    range,
    context,
  });
  expect(actions.map((it) => it.title)).toEqual([
    "Suppress wrong-type here",
    "Turn wrong-type off in .flightpath.yaml",
  ]);
  expect(actions[0]?.edit?.changes).toEqual({
    "file:///repo/apps.yaml": [
      {
        range: { start: { line: 7, character: 14 }, end: { line: 7, character: 14 } },
        newText: " # flightpath-ignore: wrong-type",
      },
    ],
  });
  expect(actions[1]?.edit?.documentChanges?.[0]).toMatchObject({
    kind: "create",
    uri: "file:///repo/.flightpath.yaml",
  });
  expect(actions[1]?.diagnostics).toMatchObject([{ code: "wrong-type" }]);
});

test("lenses count, and lead to what they count", async () => {
  const other = { textDocument: { uri: "file:///repo/others.yaml" } };
  const [lens] = await ask<CodeLens[]>("textDocument/codeLens", other);
  const command = lens?.command;
  const asks = {
    about: "dependents",
    path: "/repo/others.yaml",
    group: "kustomize.toolkit.fluxcd.io",
    kind: "Kustomization",
    name: "infra",
    namespace: "flux-system",
  };
  expect(command).toEqual({
    title: "depended on by 1",
    command: "flightpath.showReferences",
    arguments: ["file:///repo/others.yaml", { line: 0, character: 0 }, asks],
  });
  expect(await ask(lensPlaces.method, command?.arguments?.[2] ?? {})).toEqual([
    {
      uri: "file:///repo/apps.yaml",
      range: { start: { line: 12, character: 12 }, end: { line: 12, character: 17 } },
    },
  ]);
});

test("every lens comes with its command, and a question about nothing has no places", async () => {
  for (const path of ["apps.yaml", "others.yaml"]) {
    const lenses = await ask<CodeLens[]>("textDocument/codeLens", {
      textDocument: { uri: `file:///repo/${path}` },
    });
    expect(lenses.length).toBeGreaterThan(0);
    expect(lenses.filter((it) => !it.command?.title)).toEqual([]);
  }
  expect(await ask(lensPlaces.method, {})).toEqual([]);
});

test("hints and lenses can be switched off", async () => {
  const hints = () => ask<InlayHint[]>("textDocument/inlayHint", { textDocument, range: whole });
  expect((await hints()).map((it) => [it.position.line, it.label])).toEqual([
    [10, "in flux-system"],
    [12, "in flux-system"],
    [13, "in flux-system"],
  ]);
  await conversation.editor.sendNotification("workspace/didChangeConfiguration", {
    settings: { flightpath: { inlayHints: { enabled: false }, codeLens: { enabled: false } } },
  });
  expect(await hints()).toEqual([]);
  const lenses = { textDocument: { uri: "file:///repo/others.yaml" } };
  expect(await ask("textDocument/codeLens", lenses)).toEqual([]);
});
