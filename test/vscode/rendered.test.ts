import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { pickLine } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

const files: Readonly<Record<string, string>> = {
  "overlays/base/kustomization.yaml": "resources:\n  - web.yaml\n",
  "overlays/base/web.yaml":
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1\n  selector:\n    matchLabels:\n      app: web\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n        - name: web\n          image: web:1.0\n",
  "overlays/staging/kustomization.yaml":
    "resources:\n  - ../base\nreplicas:\n  - name: web\n    count: 2\n",
  "overlays/production/kustomization.yaml":
    "resources:\n  - ../base\nreplicas:\n  - name: web\n    count: 5\n",
};

/** Two overlays of one base, all of it committed. */
function prepare(folder: string): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  commit(folder);
}

function commit(folder: string): void {
  const author = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
  execFileSync("git", ["add", "--all"], { cwd: folder });
  execFileSync("git", [...author, "commit", "--quiet", "-m", "All"], { cwd: folder });
}

const window = useWindow(inject("trusting"), "faces", prepare);

const lines = (page: Page): Locator => page.locator(".editor-instance .view-line");

/** Runs a command that asks something, and picks the answer. */
async function commandAndPick(page: Page, title: string, answer: string): Promise<void> {
  await startCommand(page, title);
  await pickLine(page, answer);
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** The text of the editor in front; blanks are not what they were. */
const text = async (page: Page): Promise<string> =>
  (await lines(page).allTextContents()).join("\n").replaceAll("\u00a0", " ");

const show = "Flightpath: Show Rendered Manifests";

test("shows what an overlay gives, and what made each line", async () => {
  const { page, goTo, command, picture } = window();
  await goTo("overlays/staging/kustomization.yaml", "count: <|>2");
  await command(show);
  await page.locator(".tab.active", { hasText: "overlays › staging" }).waitFor();
  const count = lines(page).filter({ hasText: "replicas:" });
  await count.waitFor();
  await expect.poll(() => text(page)).toMatch(/^ {2}replicas: 2$/m);
  await page.locator('[id="status.editor.selection"]', { hasText: "Ln 6, Col 1" }).waitFor();
  await picture("rendered");

  await count.locator("span", { hasText: /^2$/ }).last().hover();
  const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: "set by replicas" });
  await hover.waitFor();
  await expect
    .poll(() => hover.textContent())
    .toContain(
      "2 set by replicas in overlays/staging/kustomization.yaml:5, before 1 in overlays/base/web.yaml:6.",
    );
  await picture("rendered-hover");
});

test("leads to the line that set a value", async () => {
  const { page, picture } = window();
  await page.keyboard.press("Escape");
  await lines(page)
    .filter({ hasText: "replicas:" })
    .locator("span", { hasText: /^2$/ })
    .last()
    .click();
  await page.keyboard.press("F12");
  await page.locator(".tab.active", { hasText: "kustomization.yaml" }).waitFor();
  await page.locator('[id="status.editor.selection"]', { hasText: "Ln 5, Col 12" }).waitFor();
  await picture("rendered-definition");
});

test("follows edits of the base, saved or not", async () => {
  const { page, goTo, picture } = window();
  await goTo("overlays/base/web.yaml", "image: web:1.0<|>");
  await page.locator(".codelens-decoration", { hasText: "in 2 builds" }).waitFor();
  await page.keyboard.type(".7");
  await page.locator(".tab", { hasText: "overlays › staging" }).click();
  await lines(page).filter({ hasText: "web:1.0.7" }).waitFor();
  await picture("rendered-live");
});

test("compares two overlays", async () => {
  const { page, picture } = window();
  await commandAndPick(page, "Flightpath: Compare Rendered Manifests of Two Builds", "production");
  await page.locator(".tab.active", { hasText: "staging ↔ overlays/production" }).waitFor();
  await page.locator(".line-insert", { hasText: "" }).first().waitFor();
  const changed = page.locator(".modified-in-monaco-diff-editor .view-line", {
    hasText: "replicas:",
  });
  await changed.filter({ hasText: "5" }).waitFor();
  await picture("rendered-overlays");
});

test("compares with the last commit", async () => {
  const { page, command, folder, picture } = window();
  await page.locator(".tab", { hasText: "web.yaml" }).click();
  await commandAndPick(page, "Flightpath: Compare Rendered Manifests with HEAD", "production");
  await page.locator(".tab.active", { hasText: "(HEAD ↔ Working Tree)" }).waitFor();
  const side = (name: string) => page.locator(`.${name}-in-monaco-diff-editor .view-line`);
  await side("modified").filter({ hasText: "web:1.0.7" }).waitFor();
  await side("original")
    .filter({ hasText: /web:1\.0$/ })
    .waitFor();
  await picture("rendered-head");

  await command("File: Save All Files");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
  commit(folder);
  await side("original").filter({ hasText: "web:1.0.7" }).waitFor();
  await picture("rendered-committed");
});
