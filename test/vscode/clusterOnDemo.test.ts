import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import { root } from "../../scripts/paths.mjs";
import { patience } from "./patience.ts";
import { quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

/** Commands on a cluster in which Flux and Flagger work: the demo cluster on the workshop, four times as fast. */
let demo: Demo;
beforeAll(async () => {
  const began = Date.now();
  demo = await startDemo({
    folders: ["faces", "faces-demo"].map((it) => join(root, "examples", it)),
    now: () => new Date(began + (Date.now() - began) * 4),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds / 4).unref();
      return () => clearTimeout(timer);
    },
  });
  await vi.waitFor(() => expect(isReady("faces", "faces")).toBe(true), {
    timeout: 2 * patience,
    interval: 500,
  });
});
afterAll(() => demo.close());

const flux = "kustomize.toolkit.fluxcd.io/v1";

function isReady(namespace: string, name: string): boolean {
  const place = { apiVersion: flux, kind: "Kustomization", namespace, name };
  const object = insideOf(demo.cluster, "test").get(place);
  return JSON.stringify(object?.status ?? {}).includes("Applied revision");
}

const window = useWindow(inject("trusting"), "faces", (folder) => {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, "kubeconfig"), demo.kubeconfig);
  const settings = {
    "flightpath.kubeconfig": "kubeconfig",
    "flightpath.askBeforeWriting": { "flightpath-demo": false },
  };
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify(settings));
});

const rows = (): Locator => window().page.locator(".quick-input-list .monaco-list-row");

/** Picks from a list by its title, by keys: long lists show what is typed, and a tooltip may lie over a line. */
async function pick(title: string, text: string): Promise<void> {
  const { page } = window();
  await page.locator(".quick-input-title", { hasText: title }).waitFor();
  await quickInput(page).fill(text);
  await rows().first().filter({ hasText: text }).waitFor();
  await quickInput(page).press("Enter");
}

const toast = (text: string | RegExp): Locator =>
  window().page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text });
const fluxCondition = (name: string) => {
  const place = { apiVersion: flux, kind: "Kustomization", namespace: "flux-system", name };
  return insideOf(demo.cluster, "test").get(place);
};

const closeToasts = (): Promise<void> => window().command("Notifications: Clear All Notifications");

test("a chain goes from the source to the application, one node after the other", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Reconcile Chain");
  await pick("Use Context", "flightpath-demo");
  await pick("Reconcile Chain in", "Kustomization flux-system/flux-system");
  await toast(/\d+ of \d+ .*✓ GitRepository flux-system/).waitFor();
  await picture("cluster-chain");
  const ending = toast("The chain of Kustomization flux-system/flux-system is ready");
  await ending.waitFor({ timeout: 2 * patience });
  await picture("cluster-chain-ready");
  await closeToasts();
});

test("logs of a controller are followed until somebody stops it", async () => {
  const { page } = window();
  await startCommand(page, "Flightpath: Show Controller Logs");
  await pick("Show Logs in", "Kustomization flux-system/apps");
  const item = page.locator('[id="flightpath.flightpath.flightpath.logs"]');
  await item.click();
  await item.waitFor({ state: "hidden" });
  await page.keyboard.press("Control+J");
});

test("everything that a Kustomization applies, compared in one editor", async () => {
  const { page, goTo, picture } = window();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  await goTo(
    "apps/faces/faces-canary.yaml",
    "cmd: hey -z 2m -q 10 -c 2 http://face-canary.<|>faces/",
  );
  await page.keyboard.type("x");
  await startCommand(page, "Flightpath: Diff Live with Working Tree");
  await pick("Diff Live with Working Tree in", "Kustomization flux-system/apps");
  await pick("Diff Live with Working Tree", "Everything that it applies");
  await page.locator(".tab.active", { hasText: "Kustomization flux-system/apps" }).waitFor();
  await page
    .locator(".editor.modified .view-line", { hasText: "face-canary.xfaces" })
    .first()
    .waitFor();
  await picture("cluster-diff-all");
});

test("a HelmRelease is upgraded although nothing changed, and one that rests is woken up", async () => {
  const { page } = window();
  await startCommand(page, "Flightpath: Force HelmRelease");
  await pick("Force HelmRelease in", "HelmRelease flagger-system/flagger");
  await toast(/HelmRelease flagger-system\/flagger is ready at .* after/).waitFor();
  await closeToasts();
  await startCommand(page, "Flightpath: Suspend");
  await pick("Suspend in", "Kustomization flux-system/apps");
  await page.locator(".quick-input-title", { hasText: "Suspend Kustomization" }).waitFor();
  await quickInput(page).fill("lunch");
  await quickInput(page).press("Enter");
  await toast("rests until it is resumed").waitFor();
  expect(fluxCondition("apps")).toMatchObject({ spec: { suspend: true } });
  await startCommand(page, "Flightpath: Resume");
  await pick("Resume in", "Kustomization flux-system/apps");
  await toast(/Kustomization flux-system\/apps is ready at .* after/).waitFor();
});
