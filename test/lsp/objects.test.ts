import { afterEach, beforeEach, expect, test } from "vitest";
import type { WirePlace } from "../../protocol/canary.ts";
import {
  type Carrier,
  carriersOf,
  type FileObject,
  objectsChanged,
  objectsIn,
  type TemplateField,
  templateFieldsOf,
} from "../../protocol/objects.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { readFixture } from "../support/fixture.ts";
import { memoryHost } from "../support/memoryHost.ts";

const { files } = readFixture(`
  #- /repo/apps/kustomization.yaml
  namespace: faces
  resources: [face.yaml]
  images: [{ name: face, newTag: "2" }]
  #- /repo/apps/face.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: face }
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: face }
  spec: { template: { spec: { containers: [{ name: face, image: "face:1" }] } } }
`);
const uri = "file:///repo/apps/face.yaml";

let conversation: Conversation;
beforeEach(async () => {
  conversation = await converse(memoryHost(new Map(files)), "/repo");
});
afterEach(() => conversation.end());

const ask = <Answer>(method: string, params: object): Promise<Answer> =>
  conversation.editor.sendRequest<Answer>(method, params);

test("the objects of a file, or of the document at a line, with lines and columns", async () => {
  const all = await ask<FileObject<WirePlace>[]>(objectsIn.method, { uri });
  expect(all.map(({ identity, head }) => [identity, head.start])).toEqual([
    [
      { group: "", kind: "Service", namespace: "faces", name: "face" },
      { line: 1, character: 6 },
    ],
    [
      { group: "apps", kind: "Deployment", namespace: "faces", name: "face" },
      { line: 5, character: 6 },
    ],
  ]);
  const one = await ask<FileObject<WirePlace>[]>(objectsIn.method, { uri, line: 6 });
  expect(one.map((it) => it.identity.kind)).toEqual(["Deployment"]);
  expect(await ask(objectsIn.method, { uri: "file:///elsewhere.yaml" })).toEqual([]);
});

test("nobody carries a folder without Flux; an image stands where its tag is set", async () => {
  expect(await ask<Carrier[]>(carriersOf.method, { uri })).toEqual([]);
  const workload = { group: "apps", kind: "Deployment", namespace: "faces", name: "face" };
  const fields = await ask<TemplateField<WirePlace>[]>(templateFieldsOf.method, {
    workloads: [workload],
  });
  expect(fields).toEqual([
    {
      workload,
      container: "face",
      field: "image",
      name: "",
      value: "face:2",
      place: {
        uri: "file:///repo/apps/kustomization.yaml",
        start: { line: 2, character: 31 },
        end: { line: 2, character: 34 },
      },
    },
  ]);
});

test("tells when builds give something else", async () => {
  await ask(objectsIn.method, { uri });
  let told = 0;
  conversation.editor.onNotification(objectsChanged.method, () => {
    told++;
  });
  const text = "namespace: other\nresources: [face.yaml]\n";
  await conversation.editor.sendNotification("textDocument/didOpen", {
    textDocument: {
      uri: "file:///repo/apps/kustomization.yaml",
      languageId: "yaml",
      version: 1,
      text,
    },
  });
  await expect.poll(() => told).toBeGreaterThan(0);
  const [service] = await ask<FileObject<WirePlace>[]>(objectsIn.method, { uri });
  expect(service?.identity.namespace).toBe("other");
});
