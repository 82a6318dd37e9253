import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import type { JsonObject } from "../../server/engine/canary/json.ts";
import { clusterScene } from "../cluster/clusterScene.ts";
import { putScene } from "../cluster/scene.ts";
import { quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

/** Commands on a cluster whose objects stand still, but for a controller that takes requests up. */
let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
  putScene(
    demo,
    clusterScene((it) => new Date(Date.now() - it * 60_000).toISOString()),
  );
  takeUp("Kustomization");
});
afterAll(() => demo.close());

const flux = "kustomize.toolkit.fluxcd.io/v1";

/** Answers each request half a second later, with the conditions that the object has. */
function takeUp(kind: string): void {
  const inside = insideOf(demo.cluster, "kustomize-controller");
  inside.onChange(flux, kind, (object) => {
    const { name, namespace, annotations, generation } = object.metadata as JsonObject;
    const token = (annotations as JsonObject | undefined)?.["reconcile.fluxcd.io/requestedAt"];
    const { lastHandledReconcileAt: handled, observedGeneration } = (object.status ??
      {}) as JsonObject;
    const isAsked = token !== undefined && token !== handled;
    if (!isAsked && observedGeneration === generation) return;
    const status = {
      observedGeneration: generation,
      ...(isAsked ? { lastHandledReconcileAt: token } : {}),
    };
    const place = { apiVersion: flux, kind, namespace: String(namespace), name: String(name) };
    setTimeout(() => inside.patch(place, { status } as JsonObject, "status"), 500);
  });
}

const window = useWindow(inject("trusting"), "faces", (folder) => {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, "kubeconfig"), demo.kubeconfig);
  const settings = { "flightpath.kubeconfig": "kubeconfig" };
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings));
});

const rows = (): Locator => window().page.locator(".quick-input-list .monaco-list-row");
const titled = (title: string): Promise<void> =>
  window().page.locator(".quick-input-title", { hasText: title }).waitFor();

/** Picks the first that holds a text, by keys: a tooltip may lie over a line. */
async function pick(text: string): Promise<void> {
  const { page } = window();
  await rows().filter({ hasText: text }).first().waitFor();
  await quickInput(page).fill(text);
  await rows().first().filter({ hasText: text }).waitFor();
  await quickInput(page).press("Enter");
}

const dialog = (): Locator => window().page.locator(".monaco-dialog-box");
const toast = (text: string | RegExp): Locator =>
  window().page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text });
const tab = (text: string): Locator => window().page.locator(".tab.active", { hasText: text });

/** What the editor in front shows; blanks are not what they were. */
const text = async (): Promise<string> =>
  (await window().page.locator(".editor-instance .view-line").allTextContents())
    .join("\n")
    .replaceAll("\u00a0", " ");

async function untilText(part: string | RegExp): Promise<void> {
  await expect.poll(text).toMatch(part);
}

const closeToasts = (): Promise<void> => window().command("Notifications: Clear All Notifications");

test("a command asks for the context first, then offers the object under the cursor before all others", async () => {
  const { page, goTo, picture } = window();
  await goTo("clusters/my-cluster/apps.yaml", "name: <|>apps");
  await startCommand(page, "Flightpath: Reconcile");
  await titled("Use Context");
  await pick("flightpath-demo");
  await titled("Reconcile in flightpath-demo");
  await rows().filter({ hasText: "Kustomization flux-system/apps" }).first().waitFor();
  const first = () => rows().first().textContent();
  await expect.poll(first).toContain("Kustomization flux-system/apps");
  await expect.poll(first).toContain("Here in the file");
  await picture("cluster-pick");
});

test("a reconciliation is asked about, waited for, and its failure told with the root cause", async () => {
  const { picture } = window();
  await pick("Kustomization flux-system/apps");
  await dialog()
    .getByText("Reconcile Kustomization flux-system/apps in flightpath-demo?")
    .waitFor();
  await picture("cluster-confirm");
  await dialog().getByRole("button", { name: "Reconcile", exact: true }).click();
  const ending = toast("Kustomization flux-system/apps waits for others.");
  await ending.waitFor();
  await expect
    .poll(() => ending.textContent())
    .toContain("The root cause is Deployment cert-manager/cert-manager: does not exist.");
  await picture("cluster-failed");
  await ending.getByRole("button", { name: "Explain" }).click();
  await toast("is not ready because of").getByRole("button", { name: "Show All Steps" }).click();
  await expect.poll(() => rows().count()).toBe(3);
  await picture("cluster-why");
  await window().page.keyboard.press("Escape");
  await closeToasts();
});

test("a description is a page of words", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Describe");
  await pick("Kustomization flux-system/apps");
  await tab("Kustomization flux-system › apps description.txt").waitFor();
  await untilText("Why it is not ready");
  await expect
    .poll(text)
    .toContain("waits for others: dependency 'flux-system/infrastructure' is not ready");
  await picture("cluster-describe");
});

test("the live object, with its managed fields folded", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Open Live YAML");
  await pick("Kustomization flux-system/apps");
  await tab("live.yaml").waitFor();
  await untilText("managedFields:");
  await expect.poll(text).not.toContain("fieldsType: FieldsV1");
  await picture("cluster-yaml");
});

test("the difference between the cluster and what Flux would apply follows the file", async () => {
  const { page, goTo, picture } = window();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  await startCommand(page, "Flightpath: Diff Live with Working Tree");
  await pick("Canary faces/face");
  await tab("Canary faces/face").waitFor();
  const right = page.locator(".editor.modified .view-line");
  await right.filter({ hasText: "kustomize.toolkit.fluxcd.io/name: apps" }).waitFor();
  await picture("cluster-diff");
});

test("events come while they are seen", async () => {
  const { page, picture } = window();
  const inside = insideOf(demo.cluster, "kustomize-controller");
  const place = { apiVersion: flux, kind: "Kustomization", namespace: "flux-system", name: "apps" };
  const apps = inside.get(place) ?? {};
  inside.event(apps, "Normal", "DependencyNotReady", "Dependencies do not meet ready condition");
  await startCommand(page, "Flightpath: Show Events");
  await pick("Kustomization flux-system/apps");
  await untilText("Dependencies do not meet ready condition");
  inside.event(apps, "Warning", "HealthCheckFailed", "\u001b[31mnot healthy");
  await untilText(/Warning +HealthCheckFailed[\s\S]*not healthy/);
  expect(await text()).not.toContain("[31m");
  await picture("cluster-events");
});

test("an object rests with a reason, and is woken up again", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Suspend");
  await pick("Kustomization flux-system/infrastructure");
  await page.locator(".quick-input-title", { hasText: "Suspend Kustomization" }).waitFor();
  await quickInput(page).fill("the network is being mended");
  await picture("cluster-suspend-why");
  await quickInput(page).press("Enter");
  await dialog().getByRole("button", { name: "Suspend", exact: true }).click();
  await toast("rests until it is resumed").waitFor();
  const inside = insideOf(demo.cluster, "test");
  const now = inside.get({
    apiVersion: flux,
    kind: "Kustomization",
    namespace: "flux-system",
    name: "infrastructure",
  });
  expect(now).toMatchObject({
    metadata: { annotations: { "flightpath/suspended-because": "the network is being mended" } },
    spec: { suspend: true },
  });
  await startCommand(page, "Flightpath: Resume");
  await rows().filter({ hasText: "the network is being mended" }).waitFor();
  await pick("Kustomization flux-system/infrastructure");
  await dialog().getByRole("button", { name: "Resume", exact: true }).click();
  await toast("Kustomization flux-system/infrastructure failed").waitFor();
  await closeToasts();
});

test("before something is deleted, what goes with it is told", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Delete");
  await pick("Kustomization flux-system/flux-system");
  await dialog()
    .getByText("Through Kustomization flux-system/apps: deletes 4 objects with it")
    .waitFor();
  await picture("cluster-delete");
  await dialog().getByRole("button", { name: "Cancel" }).click();
  await dialog().waitFor({ state: "hidden" });
});

test("a check of the cluster says first what is not well", async () => {
  const { command, picture } = window();
  await command("Flightpath: Flux Check");
  await untilText("To look at:");
  await expect.poll(text).toContain("flux-system/kustomize-controller: 0 of 1 ready");
  await picture("cluster-check");
});

test("from the cluster to the line of the file, and back", async () => {
  const { page, goTo, picture } = window();
  await startCommand(page, "Flightpath: Open Manifest in Workspace");
  await pick("Canary faces/smiley");
  await tab("faces-canary.yaml").waitFor();
  await goTo("clusters/my-cluster/apps.yaml", "name: <|>apps");
  await startCommand(page, "Flightpath: Reveal in Cluster");
  await page
    .locator(`.pane:has(.pane-header[aria-label*="Cluster"]) .monaco-list-row.selected`)
    .filter({ hasText: "apps" })
    .waitFor();
  await picture("cluster-reveal");
});
