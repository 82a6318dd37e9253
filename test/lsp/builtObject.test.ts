import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type BuiltByAnswer,
  type BuiltObjectAnswer,
  builtBy,
  builtObject,
  type ObjectPlace,
  placesOf,
  printYaml,
} from "../../protocol/builtObject.ts";
import type { ObjectIdentity } from "../../protocol/cluster.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { readFixture } from "../support/fixture.ts";
import { memoryHost } from "../support/memoryHost.ts";

const { files } = readFixture(`
  #- /repo/clusters/prod/flux-system/gotk-sync.yaml
  apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata: { name: flux-system, namespace: flux-system }
  spec: { url: https://example.com/repo.git, interval: 1m }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec: { path: ./clusters/prod, prune: true, interval: 1m, sourceRef: { kind: GitRepository, name: flux-system } }
  #- /repo/clusters/prod/apps.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: apps, namespace: flux-system }
  spec: { path: ./apps/prod, prune: true, interval: 1m, sourceRef: { kind: GitRepository, name: flux-system } }
  #- /repo/apps/base/kustomization.yaml
  resources: [web.yaml, login.yaml]
  #- /repo/apps/base/web.yaml
  # the web
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web }
  spec: { replicas: 1, selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: web, image: "web:1.0" }] } } }
  #- /repo/apps/base/login.yaml
  apiVersion: v1
  kind: Secret
  metadata: { name: login }
  stringData: { password: hunter2 }
  data: { token: aHVudGVyMw== }
  #- /repo/apps/prod/kustomization.yaml
  resources: [../base]
  namespace: shop
  replicas: [{ name: web, count: 3 }]
  #- /repo/notes/lonely.yaml
  apiVersion: v1
  kind: ConfigMap
  metadata: { name: lonely }
`);

let conversation: Conversation;
beforeEach(async () => {
  conversation = await converse(memoryHost(new Map(files)), "/repo");
});
afterEach(() => conversation.end());

const places = (identity: ObjectIdentity): Promise<readonly ObjectPlace[]> =>
  conversation.editor.sendRequest(placesOf.method, identity);
const built = (identity: ObjectIdentity): Promise<BuiltObjectAnswer> =>
  conversation.editor.sendRequest(builtObject.method, { identity, salt: "salt" });

const web: ObjectIdentity = { group: "apps", kind: "Deployment", namespace: "shop", name: "web" };
const login: ObjectIdentity = { group: "", kind: "Secret", namespace: "shop", name: "login" };

test("an object of the cluster leads to its manifest, whatever overlays call it", async () => {
  expect(await places(web)).toEqual([
    {
      uri: "file:///repo/apps/base/web.yaml",
      line: 3,
      character: 18,
      label: "apps/base/web.yaml:4",
      builds: ["Kustomization flux-system/apps · clusters/prod · apps/prod · 2 objects"],
    },
  ]);
  expect(await places({ ...web, namespace: "elsewhere" })).toEqual([]);
  const lonely = await places({ group: "", kind: "ConfigMap", namespace: "any", name: "lonely" });
  expect(lonely.map(({ label, builds }) => [label, builds])).toEqual([["notes/lonely.yaml:3", []]]);
});

test("an object comes as Flux would apply it", async () => {
  const { found, problems } = await built(web);
  expect(problems).toEqual([]);
  expect(found).toHaveLength(1);
  const [{ object, kustomization, digests }] = found as [BuiltObjectAnswer["found"][number]];
  expect(kustomization).toBe("flux-system/apps");
  expect(digests).toEqual({});
  expect(object).toMatchObject({
    metadata: {
      namespace: "shop",
      labels: { "kustomize.toolkit.fluxcd.io/name": "apps" },
    },
    spec: { replicas: 3 },
  });
});

test("of a Secret only digests leave the server", async () => {
  const { found } = await built(login);
  const digest = (text: string) =>
    createHash("sha256")
      .update(`salt${Buffer.from(text).toString("base64")}`)
      .digest("hex");
  expect(found[0]?.object.data).toEqual({ password: "**REDACTED**", token: "**REDACTED**" });
  expect(found[0]?.object.stringData).toBeUndefined();
  expect(found[0]?.digests).toEqual({ password: digest("hunter2"), token: digest("hunter3") });
  expect(JSON.stringify(found)).not.toMatch(/hunter|aHVudGVy/);
});

test("a Kustomization tells what it would apply", async () => {
  const answer = await conversation.editor.sendRequest<BuiltByAnswer>(builtBy.method, {
    namespace: "flux-system",
    name: "apps",
  });
  expect(answer.map(({ label, objects, error }) => [label, objects, error])).toEqual([
    ["Kustomization flux-system/apps", expect.arrayContaining([web, login]), undefined],
  ]);
});

test("a build that fails is told with its sentence", async () => {
  const uri = "file:///repo/apps/prod/kustomization.yaml";
  const text = "resources: [../nowhere]\n";
  const textDocument = { uri, languageId: "yaml", version: 1, text };
  await conversation.editor.sendNotification("textDocument/didOpen", { textDocument });
  const { found, problems } = await built(web);
  expect(found).toEqual([]);
  expect(problems).toEqual([expect.stringMatching(/^Kustomization flux-system\/apps: .*nowhere/)]);
});

test("values are printed as documents of one text", async () => {
  const text = await conversation.editor.sendRequest(printYaml.method, {
    values: [{ kind: "A", a: 1 }, { kind: "B" }],
  });
  expect(text).toBe("a: 1\nkind: A\n---\nkind: B\n");
});
