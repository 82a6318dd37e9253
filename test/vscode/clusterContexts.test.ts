import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import { clusterScene } from "../cluster/clusterScene.ts";
import { putScene } from "../cluster/scene.ts";
import { pickLine } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
  putScene(
    demo,
    clusterScene((it) => new Date(Date.now() - it * 60_000).toISOString()),
  );
});
afterAll(() => demo.close());

/** The demo's kubeconfig, in which one context is called as a cluster of production would be. */
const kubeconfig = () => demo.kubeconfig.replaceAll("flightpath-demo-viewer", "prod-eu");

const window = useWindow(inject("trusting"), "faces", (folder) => {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, "kubeconfig"), kubeconfig());
  writeFileSync(
    join(folder, ".vscode", "settings.json"),
    JSON.stringify({ "flightpath.kubeconfig": "kubeconfig" }),
  );
});

const view = () => window().page.locator('.pane:has(.pane-header[aria-label*="Cluster"])');
const contextItem = () => window().page.locator('[id="flightpath.flightpath.flightpath.context"]');
const choose = (text: string) => pickLine(window().page, text);

test("a protected context is read-only until it is unlocked", async () => {
  const { page, command, picture } = window();
  await command("View: Show Flightpath");
  await startCommand(page, "Flightpath: Use Context…");
  await page
    .locator(".quick-input-list .monaco-list-row", { hasText: "protected: read-only" })
    .waitFor();
  await picture("cluster-contexts");
  await choose("prod-eu");
  await contextItem().locator(".codicon-lock").waitFor();
  await startCommand(page, "Flightpath: Unlock Protected Context…");
  const dialogue = page.locator(".monaco-dialog-box");
  await dialogue.getByText("Allow changes in prod-eu until this window is closed?").waitFor();
  await picture("cluster-unlock");
  await dialogue.getByRole("button", { name: "Unlock prod-eu" }).click();
  await contextItem().locator(".codicon-lock").waitFor({ state: "detached" });
});

test("kubectl going to another context moves nothing", async () => {
  const { page, folder, picture } = window();
  const text = readFileSync(join(folder, "kubeconfig"), "utf8");
  const moved = text.replace(/("current-context": ").*?"/, '$1flightpath-demo-tenant"');
  expect(moved).not.toBe(text);
  writeFileSync(join(folder, "kubeconfig"), moved);
  const notice = page.locator(".notification-toast", { hasText: "prod-eu stays pinned" });
  await notice.waitFor();
  await picture("cluster-current-context");
  await expect.poll(() => contextItem().textContent()).toContain("prod-eu");
  await notice.locator(".codicon-notifications-clear").click();
});

test("a folder is pinned to a context, and the item says when the file in front is of another one", async () => {
  const { page, folder, open, picture } = window();
  await startCommand(page, "Flightpath: Pin Folder to Context…");
  await choose("clusters/my-cluster");
  await page.locator(".quick-input-widget", { hasText: "Use Context" }).waitFor();
  await choose("flightpath-demo-tenant");
  await expect
    .poll(() => readFileSync(join(folder, ".vscode", "settings.json"), "utf8"))
    .toContain('"clusters/my-cluster": "flightpath-demo-tenant"');
  await open("clusters/my-cluster/apps.yaml");
  await contextItem().getByText("not flightpath-demo-tenant").waitFor();
  await picture("cluster-other-context");
});

test("a cluster without Flux and Flagger is said to be one", async () => {
  const { picture } = window();
  const inside = insideOf(demo.cluster, "test");
  const [apiVersion, kind] = ["apiextensions.k8s.io/v1", "CustomResourceDefinition"];
  for (const { metadata } of inside.list(apiVersion, kind)) {
    const { name } = metadata as { name: string };
    if (/fluxcd|flagger/.test(name)) inside.remove({ apiVersion, kind, namespace: "", name });
  }
  inside.remove({
    apiVersion: "apps/v1",
    kind: "Deployment",
    namespace: "flux-system",
    name: "source-controller",
  });
  inside.remove({
    apiVersion: "apps/v1",
    kind: "Deployment",
    namespace: "flux-system",
    name: "kustomize-controller",
  });
  await view().locator(".pane-header").hover();
  await view().locator(".action-label.codicon-refresh").click();
  await view().getByText("Flux is not installed in this cluster").waitFor();
  await picture("cluster-absent");
});

test("without a context that can be used, the view says what is missing", async () => {
  const { folder, command, picture } = window();
  await command("Flightpath: Disconnect from Cluster");
  await view().getByText("No cluster is chosen for this workspace.").waitFor();
  await contextItem().waitFor({ state: "detached" });
  writeFileSync(join(folder, "kubeconfig"), "kind: [");
  await view().getByText("There is no kubeconfig that can be used").waitFor();
  await picture("cluster-no-kubeconfig");
});
