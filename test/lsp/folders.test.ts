import { afterEach, expect, test } from "vitest";
import { checkWorkspace } from "../../protocol/checkWorkspace.ts";
import {
  type BuildItem,
  buildsOf,
  type RenderedBuild,
  renderBuild,
} from "../../protocol/rendered.ts";
import { type Conversation, converse } from "../support/conversation.ts";
import { memoryHost } from "../support/memoryHost.ts";

let conversation: Conversation | undefined;
afterEach(() => conversation?.end());

const files = new Map([
  ["/me/fleet/kustomization.yaml", 'resources: ["https://github.com/acme/base//web"]\n'],
  ["/me/demo/kustomization.yaml", "configMapGenerator: [{ name: x }]\n"],
  ["/me/demo/broken/kustomization.yaml", "components: [../more]\n"],
  ["/me/demo/more/kustomization.yaml", "kind: Kustomization\nresources: []\n"],
  ["/me/cache/base/web/kustomization.yaml", "resources: [web.yaml]\n"],
  ["/me/cache/base/wrong.yaml", "apiVersion: v1\nkind: ConfigMap\ndata: [1]\n"],
  [
    "/me/cache/base/web/web.yaml",
    "{ apiVersion: v1, kind: ConfigMap, metadata: { name: one } }\n---\n{ apiVersion: v1, kind: ConfigMap, metadata: { name: two } }\n",
  ],
]);

/** Two folders are open; the settings name a third one. */
async function begun(sources: Readonly<Record<string, string>>): Promise<Conversation> {
  const folders = ["fleet", "demo"].map((name) => ({ uri: `file:///me/${name}`, name }));
  const begun = await converse(memoryHost(files), "/me/fleet", {
    workspaceFolders: folders,
    initializationOptions: { settings: { sources } },
  });
  await begun.editor.sendRequest(checkWorkspace.method);
  conversation = begun;
  return begun;
}

const rendered = async ({ editor }: Conversation, folder = "/me/fleet"): Promise<string> => {
  const question = { id: `kustomize ${folder}` };
  return (await editor.sendRequest<RenderedBuild>(renderBuild.method, question)).text;
};

test("a folder that is not open stands in for a repository; nothing of it is checked", async () => {
  const it = await begun({ "git@github.com:acme/base.git": "../cache/base" });
  const text = await rendered(it);
  expect([...text.matchAll(/name: (.*)/g)].map((it) => it[1])).toEqual(["one", "two"]);
  const told = [...it.published].filter(([path]) => path.includes("/cache/"));
  expect(told).toEqual([]);
});

test("without it, the resource is left out", async () => {
  const it = await begun({});
  expect(await rendered(it)).not.toContain("name: one");
  expect(it.published.get("file:///me/fleet/kustomization.yaml")?.messages).toEqual([
    "0: remote-resource",
  ]);
});

test("where several folders are open, builds bear the names of theirs", async () => {
  const { editor } = await begun({});
  const items = await editor.sendRequest<BuildItem[]>(buildsOf.method, {});
  expect(items.map((it) => it.label)).toEqual(["demo", "demo/broken", "fleet"]);
});

test("and a build that fails says so with the paths that people know", async () => {
  expect(await rendered(await begun({}), "/me/demo/broken")).toBe(
    `# This build fails: accumulating components: accumulateDirectory: "expected kind 'Component' for path 'demo/more' but got 'Kustomization'"
# The cause is at demo/broken/kustomization.yaml:1.
`,
  );
});
