import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import { putScene } from "../cluster/scene.ts";
import { canaryPage } from "./canaryPage.ts";
import { runScene } from "./runScene.ts";
import { seriousFaults } from "./seriousFaults.ts";
import { useWindow } from "./useWindow.ts";

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
  putScene(demo, runScene(Date.now()));
});
afterAll(() => demo.close());

const window = useWindow(inject("trusting"), "faces", (folder) => {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, "kubeconfig"), demo.kubeconfig);
  writeFileSync(
    join(folder, ".vscode", "settings.json"),
    JSON.stringify({ "flightpath.kubeconfig": "kubeconfig" }),
  );
});
const view = () => canaryPage(window().page);
const live = (): Locator => view().locator(".live");
const inside = () => insideOf(demo.cluster, "person");

test("the panel of a Canary shows its run in the cluster over the plan", async () => {
  const { page, command, goTo, picture } = window();
  await command("View: Show Flightpath");
  const cluster = page.locator('.pane:has(.pane-header[aria-label*="Cluster"])');
  await cluster.locator(".monaco-button", { hasText: "Use Context…" }).click();
  const contexts = page.locator(".quick-input-list .monaco-list-row");
  await contexts.filter({ hasText: "flightpath-demo" }).first().click();
  const canaries = page.locator('.pane:has(.pane-header[aria-label*="Canaries"])');
  await canaries.locator(".monaco-list-row", { hasText: "face" }).waitFor();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  await command("Flightpath: Simulate Canary");
  await live().locator("h2", { hasText: "In the cluster flightpath-demo" }).waitFor();
  await live().locator(".outcome", { hasText: "Progressing" }).waitFor();
  await expect
    .poll(() => live().locator("[role=status]").textContent())
    .toContain("canary 10 % · 1 of 3 checks failed");
  await expect
    .poll(() => live().locator(".live-why").textContent())
    .toBe("The last failed check said: success rate 25.00% < 70%");
  await live()
    .locator(".next", { hasText: /looks again/ })
    .waitFor();
  await live().getByText("Events of the run").click();
  await live().locator("li", { hasText: "New revision detected!" }).waitFor();
  await live().getByText("Events of the run").click();
  expect(await seriousFaults(view())).toEqual([]);
  await picture("live-canary");
});

test("it follows the cluster, and says afterwards why it ended so", async () => {
  const { picture } = window();
  const place = {
    apiVersion: "flagger.app/v1beta1",
    kind: "Canary",
    namespace: "faces",
    name: "face",
  };
  const face = inside().get(place) ?? {};
  const say = (reason: string) => inside().event(face, "Warning", "Synced", reason);
  say("Rolling back face.faces failed checks threshold reached 3");
  say("Canary failed! Scaling down face.faces");
  const status = { phase: "Failed", canaryWeight: 0, failedChecks: 3 };
  expect(inside().patch(place, { status }, "status").code).toBe(200);
  await live().locator(".outcome", { hasText: "Failed" }).waitFor();
  await live().locator(".live-why", { hasText: "Why it ended: " }).waitFor();
  await expect
    .poll(() => live().locator(".live-why").textContent())
    .toContain("success rate 25.00% < 70%");
  // The line of the run ends on the ground, left of where the plan ends.
  const line = live().locator(".live-line");
  await expect
    .poll(async () => {
      const [run, ground] = await Promise.all([
        line.boundingBox(),
        live().locator(".live-ground").boundingBox(),
      ]);
      return run && ground && run.width < 0.8 * ground.width;
    })
    .toBe(true);
  await expect.poll(() => live().locator(".live-end").getAttribute("d")).not.toBe("");
  await picture("live-canary-failed");
});

test("a restart is asked about, and changes the target", async () => {
  const { page } = window();
  await live().getByRole("button", { name: "Restart…" }).click();
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("Restart Deployment faces/face in flightpath-demo?").waitFor();
  await dialog.getByRole("button", { name: "Restart", exact: true }).click();
  const place = { apiVersion: "apps/v1", kind: "Deployment", namespace: "faces", name: "face" };
  const template = () => JSON.stringify(inside().get(place)?.spec);
  await expect.poll(template).toContain("kubectl.kubernetes.io/restartedAt");
});

test("gates stand there as the Canary declares them, and one is opened through the API server", async () => {
  const { page } = window();
  await live().getByRole("button", { name: "Close gate approval…" }).waitFor();
  await live().getByRole("button", { name: "Open gate approval…" }).click();
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("Open Gate flagger-system/approval in flightpath-demo?").waitFor();
  await expect.poll(() => dialog.textContent()).toContain("Flagger hears of it at its next tick.");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
});

test("the labels show what the cluster has beside the prediction", async () => {
  const { page, goTo, command, picture } = window();
  await page.locator(".tab", { hasText: "faces-canary.yaml" }).click();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  await command("Flightpath: Show Selector Labels");
  await view().locator(".live-strip", { hasText: "flightpath-demo: Failed" }).waitFor();
  await view().getByRole("button", { name: "After (now)" }).click();
  const card = (id: string) => view().locator(`[data-id="${id}"]`);
  await card("Service/face-primary").getByText("1 of 1 endpoint ready: face-primary").waitFor();
  await card("Deployment/face-primary").getByText("1 of 1 pod ready").waitFor();
  // The prediction knows nothing of the Deployment, which is in another repository, and assumes a label.
  await card("Service/face").getByText("≠ selects service=face-primary in the cluster").waitFor();
  expect(await seriousFaults(view())).toEqual([]);
  await picture("live-labels");
});
