import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect, inject, test } from "vitest";
import { canaryPage } from "./canaryPage.ts";
import { quickInput } from "./quickInput.ts";
import { seriousFaults } from "./seriousFaults.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

const FILE = "clusters/my-cluster/infrastructure.yaml";

/** A commit, so that there is something to compare with. */
function committed(folder: string): void {
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "a");
}

const window = useWindow(inject("trusting"), "faces", committed);
const view = () => canaryPage(window().page);
const node = (words: string): Locator => view().locator(`.node[aria-label^="${words}"]`);
const button = (name: string): Locator => view().getByRole("button", { name, exact: true });
/** As much as can be read, then all of it. */
const showAll = (): Promise<void> => button("Fit").dblclick();
const details = (): Locator => view().locator(".details");

const THEMES = [
  "Dark Modern",
  "Light Modern",
  "Default High Contrast",
  "Default High Contrast Light",
] as const;

/** The settings of the workspace; VS Code follows them at once. */
function setTheme(name: string): void {
  const folder = join(window().folder, ".vscode");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "settings.json"), JSON.stringify({ "workbench.colorTheme": name }));
}

const at = (words: RegExp): Promise<void> =>
  window().page.locator(".statusbar-item", { hasText: words }).waitFor();

test("the graph opens on the object at the cursor, and shows the waves of the workshop", async () => {
  const { command, goTo, picture } = window();
  await goTo(FILE, "  name: <|>cert-manager\n");
  await command("Flightpath: Show Dependency Graph");
  await node("Kustomization cert-manager").waitFor();
  await details().getByText("healthy within 5 min").waitFor();
  const waves = view().locator(".world .band-title");
  await expect
    .poll(() => waves.allTextContents())
    .toEqual(["Before", ...[0, 1, 2, 3, 4, 5].map((it) => `Wave ${it}`)]);
  await picture("graph");
});

test("what is fitted can be read, and a map shows the rest; a second time all is shown", async () => {
  await button("Close").click();
  const canvas = view().locator(".canvas");
  await button("Fit").click();
  await expect.poll(() => canvas.getAttribute("data-distance")).toBe("middle");
  const map = view().locator(".map");
  await map.waitFor();
  await map.click({ position: { x: 2, y: 2 } });
  await node("Kustomization flux-system").waitFor();
  await window().picture("graph-fitted");
  await showAll();
  await map.waitFor({ state: "hidden" });
});

test("beside the editor waves go down, one below the other; they can be turned", async () => {
  const heads = view().locator(".world .band-title");
  const places = () =>
    heads.evaluateAll((all) => all.map((it) => Math.round(it.getBoundingClientRect().left)));
  await expect.poll(async () => new Set(await places()).size).toBe(1);
  // Scrolled into a wave, its title stays at the edge.
  await node("Kustomization cert-manager").hover();
  await window().page.mouse.wheel(0, 90);
  const kept = view().locator(".heads .band-title").filter({ visible: true });
  await expect.poll(() => kept.allTextContents()).toEqual(["Wave 1"]);
  await window().picture("graph-scrolled");
  await button("→ Turn").click();
  await expect.poll(async () => new Set(await places()).size).toBe(7);
  await button("↓ Turn").click();
  await expect.poll(async () => new Set(await places()).size).toBe(1);
});

test("a click on a node reveals its line, and says what is known of it", async () => {
  await showAll();
  await node("Kustomization apps").click();
  await window().page.locator(".tab.active", { hasText: "apps.yaml" }).waitFor();
  await window().page.locator(".active-line-number", { hasText: /^4$/ }).waitFor();
  await details()
    .getByText("Nothing waits for this, so Flux will not wait for it either.")
    .waitFor();
});

test("the picture follows the file while it is edited", async () => {
  const { page, goTo } = window();
  await page.locator(".tab", { hasText: "infrastructure.yaml" }).click();
  await goTo(
    FILE,
    "  name: linkerd\n  namespace: flux-system\nspec:\n  dependsOn:\n    - name: cert-manager<|>\n",
  );
  await node("Kustomization linkerd in flux-system: in order. Wave 2.").waitFor();
  await page.keyboard.type("s");
  await node("Kustomization linkerd in flux-system: something missing. Never.").waitFor();
  await page.keyboard.press("Backspace");
  await node("Kustomization linkerd in flux-system: in order. Wave 2.").waitFor();
});

test("hovering shows what the rules have found", async () => {
  const { page } = window();
  await page.keyboard.type("s");
  await node("Kustomization linkerd in flux-system: something missing.").hover();
  await view()
    .locator(".tip-box", { hasText: 'error: No Kustomization "cert-managers"' })
    .waitFor();
  await window().picture("graph-hover");
  await page.keyboard.press("Backspace");
  await node("Kustomization linkerd in flux-system: in order.").waitFor();
});

test("keys alone lead everywhere", async () => {
  const { page } = window();
  await view().getByRole("combobox", { name: "Show" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.type("kustomization flagger");
  await view().locator(".found", { hasText: "1 of 1" }).waitFor();
  await page.keyboard.press("Escape");
  const focused = view().locator(".node:focus");
  await focused.waitFor();
  await expect.poll(() => focused.getAttribute("aria-label")).toContain("Kustomization flagger");
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => focused.getAttribute("aria-label")).toContain("Kustomization linkerd");
  await page.keyboard.press("f");
  await view().locator(".chip", { hasText: "Focus: linkerd" }).waitFor();
  await page.keyboard.press("e");
  await node("Issuer").first().waitFor();
  await page.keyboard.press("e");
  await page.keyboard.press("f");
  await view().locator(".chip").waitFor({ state: "hidden" });
  await page.keyboard.press("Enter");
  await at(/Ln 22, Col 16/);
});

test("kinds are filtered, and the table says the same in words", async () => {
  await view().getByText("Filter", { exact: true }).click();
  await view()
    .getByRole("checkbox", { name: /^Canary/ })
    .check();
  await view().locator(".summary", { hasText: "4 of 33 nodes" }).waitFor();
  await button("Table").click();
  const rows = view().locator("tbody tr th");
  await expect
    .poll(() => rows.allTextContents())
    .toEqual(["color", "face", "faces-gui", "smiley"].map((it) => `Canary faces/${it}`));
  await view().locator("summary", { hasText: "Filter" }).click();
  await button("Show all").click();
  await view().locator(".summary", { hasText: "33 nodes, " }).waitFor();
  await view().locator("summary", { hasText: "Filter" }).click();
  await window().picture("graph-table");
  await button("Picture").click();
});

test("what has changed since the last commit", async () => {
  const { page, goTo, picture } = window();
  await page.locator(".tab", { hasText: "infrastructure.yaml" }).click();
  await goTo(
    FILE,
    "  name: linkerd\n  namespace: flux-system\nspec:\n  dependsOn:\n    - name: <|>cert-manager\n",
  );
  await page.keyboard.press("Shift+End");
  await page.keyboard.type("apps");
  await view().getByRole("combobox", { name: "Show" }).selectOption("since-commit");
  await view().locator(".summary", { hasText: "edge (+) new" }).waitFor();
  await button("Fit").click();
  await picture("graph-changes");
  await view().getByRole("combobox", { name: "Show" }).selectOption("files");
  await page.locator(".tab", { hasText: "infrastructure.yaml" }).click();
  await page.keyboard.press("Control+Z");
  await node("Kustomization linkerd in flux-system: in order. Wave 2.").waitFor();
});

test.for([
  ["svg", (bytes: Buffer) => bytes.toString().startsWith("<svg ")],
  ["png", (bytes: Buffer) => bytes.subarray(1, 4).toString() === "PNG"],
] as const)("what is shown is saved as %s", async ([format, holds]) => {
  const { page, folder } = window();
  await view().getByRole("combobox", { name: "Save as" }).selectOption(format);
  const name = quickInput(page);
  await expect.poll(() => name.inputValue()).toContain(`/graph.${format}`);
  await name.press("Enter");
  const path = join(folder, `graph.${format}`);
  await expect.poll(() => existsSync(path) && holds(readFileSync(path))).toBe(true);
});

test("a reload of the window brings the panel back as it was", async () => {
  const { page } = window();
  await view().getByText("Filter", { exact: true }).click();
  await view()
    .getByRole("checkbox", { name: /^HelmRelease/ })
    .check();
  await view().locator(".summary", { hasText: " of 33 nodes" }).waitFor();
  const loaded = page.waitForEvent("load");
  await Promise.all([loaded, startCommand(page, "Developer: Reload Window")]);
  await view().locator(".summary", { hasText: " of 33 nodes" }).waitFor();
  await view().locator("summary", { hasText: "Filter (1)" }).click();
  await button("Show all").click();
  await view().locator("summary", { hasText: "Filter" }).click();
});

test.for(THEMES)("%s: readable, and nothing for axe to complain of", async (theme) => {
  const { page, picture } = window();
  await page.setViewportSize({ width: 1600, height: 900 });
  setTheme(theme);
  const shown = () => view().locator("body").getAttribute("data-vscode-theme-id");
  await expect.poll(shown).toBe(theme);
  // What was moved is fitted so that it can be read.
  await button("Larger").click();
  await button("Fit").click();
  await node("Kustomization linkerd").click();
  await picture(`graph-${theme.toLowerCase().replaceAll(" ", "-")}`);
  expect(await seriousFaults(view())).toEqual([]);
});

test("in a window that is zoomed to 200 %, nothing is cut off", async () => {
  const { page, picture } = window();
  await page.keyboard.press("Control+B");
  await page.setViewportSize({ width: 640, height: 400 });
  const cut = await view()
    .locator("button, select, input, summary")
    .evaluateAll((all) =>
      all
        .filter((it) => it.checkVisibility() && !it.closest(".canvas"))
        .filter((it) => it.getBoundingClientRect().right > innerWidth)
        .map((it) => it.textContent),
    );
  expect(cut).toEqual([]);
  await picture("graph-zoomed");
});
