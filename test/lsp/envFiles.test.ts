import { afterEach, expect, test } from "vitest";
import { checkWorkspace } from "../../protocol/checkWorkspace.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

let conversation: Conversation | undefined;
afterEach(() => conversation?.end());

const files = new Map([
  [
    "/repo/kustomization.yaml",
    `resources: [web.yaml]
configMapGenerator:
  - name: settings
    envs: [settings.env]
`,
  ],
  ["/repo/settings.env", "# What the program reads.\nCOLOUR=blue\n\nSPEED=3\n"],
  [
    "/repo/web.yaml",
    `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: web:1
      env:
        - name: SPEED
          valueFrom: { configMapKeyRef: { name: settings, key: SPEED } }
`,
  ],
]);

/** In `SPEED` of the reference. */
const at = { textDocument: { uri: "file:///repo/web.yaml" }, position: { line: 9, character: 63 } };
const REFERENCE = { start: { line: 9, character: 63 }, end: { line: 9, character: 68 } };
const LINE = { start: { line: 3, character: 0 }, end: { line: 3, character: 5 } };

/** A host that knows an env file by name until a build asks for it. */
async function begun(): Promise<Conversation> {
  const host = memoryHost(files);
  const listed = (path: string) => path.endsWith(".env");
  const begun = await converse(
    {
      ...host,
      async *load() {
        yield [...files].map(([path, text]) => ({
          path,
          content: listed(path) ? ("listed" as const) : { text },
        }));
      },
    },
    "/repo",
  );
  await begun.editor.sendRequest(checkWorkspace.method);
  conversation = begun;
  return begun;
}

test("a key that a line of an env file sets is found there", async () => {
  const { editor } = await begun();
  expect(await editor.sendRequest("textDocument/definition", at)).toEqual([
    { uri: "file:///repo/settings.env", range: LINE },
  ]);
});

test("and changed there, where the key gets another name", async () => {
  const { editor } = await begun();
  expect(await editor.sendRequest("textDocument/rename", { ...at, newName: "PACE" })).toEqual({
    changes: {
      "file:///repo/settings.env": [{ range: LINE, newText: "PACE" }],
      "file:///repo/web.yaml": [{ range: REFERENCE, newText: "PACE" }],
    },
  });
});
