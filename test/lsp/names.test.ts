import { afterEach, expect, test } from "vitest";
import { checkWorkspace } from "../../protocol/checkWorkspace.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

let conversation: Conversation | undefined;
afterEach(() => conversation?.end());

const APPS = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { path: ./web, dependsOn: [{ name: infra }] }
`;

const files = () =>
  new Map([
    ["/repo/apps.yaml", APPS],
    [
      "/repo/infra.yaml",
      "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: infra, namespace: flux-system }\n",
    ],
    ["/repo/web/kustomization.yaml", "resources:\n  - app.yaml\n"],
    ["/repo/web/app.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n"],
  ]);

const textDocument = { uri: "file:///repo/apps.yaml" };
/** In `infra` of dependsOn. */
const position = { line: 3, character: 42 };
const INFRA = { start: { line: 3, character: 41 }, end: { line: 3, character: 46 } };
const INFRA_NAME = { start: { line: 2, character: 18 }, end: { line: 2, character: 23 } };

async function ask<T>(method: string, params: object): Promise<T> {
  conversation = await converse(memoryHost(files()), "/repo");
  // Answered once everything has been read.
  await conversation.editor.sendRequest(checkWorkspace.method);
  return conversation.editor.sendRequest(method, { textDocument, position, ...params });
}

test.for([
  ["textDocument/definition", [{ uri: "file:///repo/infra.yaml", range: INFRA_NAME }]],
  ["textDocument/declaration", [{ uri: "file:///repo/infra.yaml", range: INFRA_NAME }]],
  ["textDocument/documentHighlight", [{ range: INFRA, kind: 2 }]],
  ["textDocument/prepareRename", { range: INFRA, placeholder: "infra" }],
  [
    "textDocument/documentLink",
    [
      {
        range: { start: { line: 3, character: 14 }, end: { line: 3, character: 19 } },
        target: "file:///repo/web/kustomization.yaml",
      },
    ],
  ],
  ["textDocument/foldingRange", []],
] as const)("%s", async ([method, expected]) => {
  expect(await ask(method, {})).toEqual(expected);
});

test("references with and without the declaration", async () => {
  const reference = { uri: "file:///repo/apps.yaml", range: INFRA };
  expect(await ask("textDocument/references", { context: { includeDeclaration: false } })).toEqual([
    reference,
  ]);
  conversation?.end();
  expect(await ask("textDocument/references", { context: { includeDeclaration: true } })).toEqual([
    { uri: "file:///repo/infra.yaml", range: INFRA_NAME },
    reference,
  ]);
});

test("a rename edits all files; a refusal is an error with its reason", async () => {
  expect(await ask("textDocument/rename", { newName: "base" })).toEqual({
    changes: {
      "file:///repo/apps.yaml": [{ range: INFRA, newText: "base" }],
      "file:///repo/infra.yaml": [{ range: INFRA_NAME, newText: "base" }],
    },
  });
  conversation?.end();
  await expect(ask("textDocument/rename", { newName: "apps" })).rejects.toThrow(
    "There is a Kustomization flux-system/apps already, in apps.yaml.",
  );
});

test("a folder moves with what names it", async () => {
  const moved = [{ oldUri: "file:///repo/web", newUri: "file:///repo/sites/web" }];
  expect(await ask("workspace/willRenameFiles", { files: moved })).toEqual({
    changes: {
      "file:///repo/apps.yaml": [
        {
          range: { start: { line: 3, character: 14 }, end: { line: 3, character: 19 } },
          newText: "./sites/web",
        },
      ],
    },
  });
});

test("symbols of a file and of the workspace", async () => {
  const symbols = await ask<{ name: string; children: unknown[] }[]>(
    "textDocument/documentSymbol",
    {},
  );
  expect(symbols.map((it) => [it.name, it.children.length])).toEqual([["Kustomization/apps", 4]]);
  conversation?.end();
  const found = await ask<{ name: string; containerName: string }[]>("workspace/symbol", {
    query: "cmapp",
  });
  expect(found.map((it) => [it.name, it.containerName])).toEqual([["ConfigMap/app", "web"]]);
});

test("selections grow", async () => {
  const [chain] = await ask<{ range: typeof INFRA; parent: { range: typeof INFRA } }[]>(
    "textDocument/selectionRange",
    { positions: [position] },
  );
  expect(chain?.range).toEqual(INFRA);
  expect(chain?.parent.range.start).toEqual({ line: 3, character: 35 });
});
