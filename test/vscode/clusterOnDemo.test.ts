import type { Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";
import { workshopRepositories } from "./workshopRepositories.ts";

/** Commands on a cluster in which Flux and Flagger work: the demo cluster on the workshop. */
const window = useWindow(inject("trusting"), "faces", (folder) => {
  workshopRepositories(folder, {
    "flightpath.demo.autostart": true,
    "flightpath.askBeforeWriting": { "flightpath-demo": false },
  });
});

const rows = (): Locator => window().page.locator(".quick-input-list .monaco-list-row");
const pick = (text: string | RegExp): Promise<void> =>
  rows().filter({ hasText: text }).first().click();
const toast = (text: string | RegExp): Locator =>
  window().page.locator(".notifications-toasts .notification-list-item").filter({ hasText: text });
const tree = (text: RegExp): Locator =>
  window()
    .page.locator(`.pane:has(.pane-header[aria-label*="Cluster"]) .monaco-list-row`)
    .filter({ hasText: text });

/** Runs a command by its whole title: others may hold it. */
async function startCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").fill(`>${title}`);
  const name = page.locator(".label-name", { hasText: new RegExp(`^${title}$`) });
  await rows().filter({ has: name }).click();
}

const closeToasts = (): Promise<void> => window().command("Notifications: Clear All Notifications");

test("a chain goes from the source to the application, one node after the other", async () => {
  const { page, command, picture } = window();
  await command("View: Show Flightpath");
  await tree(/^apps/).filter({ hasText: "main@" }).waitFor({ timeout: 55_000 });
  await startCommand(page, "Flightpath: Reconcile Chain");
  await pick("Kustomization flux-system/flux-system");
  await toast(/\d+ of \d+ .*✓ GitRepository flux-system/).waitFor();
  await picture("cluster-chain");
  const ending = toast("The chain of Kustomization flux-system/flux-system is ready");
  await ending.waitFor({ timeout: 55_000 });
  await picture("cluster-chain-ready");
  await closeToasts();
});

test("what a controller says of an object, readable and following", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Show Controller Logs");
  await pick("Kustomization flux-system/apps");
  const output = page.locator(".output-view-container, .part.panel .view-lines").first();
  await expect
    .poll(async () => (await output.textContent())?.replaceAll("\u00a0", " "), { timeout: 20_000 })
    .toContain(
      "What kustomize-controller says of Kustomization flux-system/apps in flightpath-demo",
    );
  await page.locator('[id="flightpath.flightpath.flightpath.logs"]').waitFor();
  await picture("cluster-logs");
  await page.locator('[id="flightpath.flightpath.flightpath.logs"]').click();
  await page.locator('[id="flightpath.flightpath.flightpath.logs"]').waitFor({ state: "hidden" });
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
  await pick("Kustomization flux-system/apps");
  await pick("Everything that it applies");
  await page.locator(".tab.active", { hasText: "Kustomization flux-system/apps" }).waitFor();
  await page
    .locator(".editor.modified .view-line", { hasText: "face-canary.xfaces" })
    .first()
    .waitFor();
  await picture("cluster-diff-all");
});

test("a HelmRelease is upgraded although nothing changed, and one that rests is woken up", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Force HelmRelease");
  await pick("HelmRelease flagger-system/flagger");
  await toast(/HelmRelease flagger-system\/flagger is ready at .* after/).waitFor({
    timeout: 40_000,
  });
  await closeToasts();
  await startCommand(page, "Flightpath: Suspend");
  await pick("Kustomization flux-system/apps");
  await page.locator(".quick-input-title", { hasText: "Suspend Kustomization" }).waitFor();
  await page.keyboard.type("lunch");
  await page.keyboard.press("Enter");
  await tree(/^apps.*suspended/).waitFor();
  await picture("cluster-suspended");
  await startCommand(page, "Flightpath: Resume");
  await pick("Kustomization flux-system/apps");
  await toast(/Kustomization flux-system\/apps is ready at .* after/).waitFor({ timeout: 40_000 });
});
