import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect, inject, test } from "vitest";
import { canaryPage } from "./canaryPage.ts";
import { clickLens } from "./clickLens.ts";
import { quickInput } from "./quickInput.ts";
import { seriousFaults } from "./seriousFaults.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "faces");
const view = () => canaryPage(window().page);
const ending = (): Locator => view().locator(".ending");
const lines = (): Locator => window().page.locator(".editor-instance .view-line");
const button = (name: string): Locator => view().getByRole("button", { name });
const tick = (): Locator => view().getByRole("slider", { name: "Tick", exact: true });

const setTick = async (to: number): Promise<void> => {
  await tick().fill(String(to));
  await view()
    .locator(".now", { hasText: `Tick ${to} ` })
    .waitFor();
};

/** The text of the editor in front; blanks are not what they were. */
const text = async (): Promise<string> =>
  (await lines().allTextContents()).join("\n").replaceAll("\u00a0", " ");

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
  const settings = JSON.stringify({ "workbench.colorTheme": name });
  writeFileSync(join(folder, "settings.json"), settings);
}

test("the lens opens the panel beside the file, and it shows the rollout of the workshop", async () => {
  const { page, goTo, picture } = window();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  await clickLens(page, "Simulate", view().locator("h1", { hasText: "faces/face" }));
  await expect
    .poll(() => view().locator(".facts").textContent())
    .toBe(
      "linkerd · 5 % → 50 % in 10 steps of 10 s, rolls back after 3 failed checks · at the earliest 130 s, at most 13 min 30 s",
    );
  await expect
    .poll(() => ending().textContent())
    .toBe("Predicted: Succeeded after 13 ticks, 130 s.");
  const table = view().getByText("Table", { exact: true });
  await table.click();
  const shares = view().locator("tbody tr > :nth-child(4)");
  await shares.nth(13).waitFor();
  await expect
    .poll(() => shares.allTextContents())
    .toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 50, 0, 0].map((it) => `${it} %`));
  await table.click();
  await picture("canary-panel");
});

test("three of four answers are errors: rolled back at the third failed check", async () => {
  const { picture } = window();
  await button("Errors").click();
  await ending().getByText("Failed after 5 ticks, 50 s.").waitFor();
  await button("First failure").click();
  await view().locator(".why", { hasText: "below thresholdRange.min 70%" }).waitFor();
  await setTick(4);
  await expect
    .poll(() => view().locator(".lane", { hasText: "Failed checks" }).textContent())
    .toContain("3 of 3");
  await setTick(5);
  await view()
    .locator(".why", { hasText: "As many checks have failed as the threshold allows." })
    .waitFor();
  await view().locator("summary", { hasText: "Routing: TrafficSplit face after tick 5" }).waitFor();
  await picture("canary-panel-errors");
});

test("a click on the field that decided reveals its line", async () => {
  const { page } = window();
  await button("spec.analysis.threshold").click();
  await page.locator(".tab.active", { hasText: "faces-canary.yaml" }).first().waitFor();
  await page.locator(".statusbar-item", { hasText: /Ln 18, Col 17 \(1 selected\)/ }).waitFor();
});

test("the picture follows the file while it is edited", async () => {
  const { page } = window();
  // The value of the threshold is selected.
  await page.keyboard.type("1");
  await ending().getByText("Failed after 3 ticks, 30 s.").waitFor();
  await page.keyboard.press("Control+Z");
  await ending().getByText("Failed after 5 ticks, 50 s.").waitFor();
});

test("another value is tried in the panel and then written to the file", async () => {
  const { picture } = window();
  await view().getByRole("spinbutton", { name: "threshold", exact: true }).fill("5");
  await ending().getByText("Failed after 7 ticks, 70 s.").waitFor();
  await expect.poll(text).toContain("threshold: 3");
  await button("Apply to file").click();
  await lines().filter({ hasText: "threshold: 5" }).first().waitFor();
  await expect.poll(() => button("Apply to file").isDisabled()).toBe(true);
  await expect.poll(() => ending().textContent()).toBe("Predicted: Failed after 7 ticks, 70 s.");
  await picture("canary-panel-applied");
});

test("keys alone lead everywhere", async () => {
  const { page } = window();
  await button("Healthy").focus();
  await page.keyboard.press("Enter");
  await ending().getByText("Succeeded").waitFor();
  await tick().focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await view().locator(".now", { hasText: "Tick 2 · 20 s" }).waitFor();
  await expect
    .poll(() => tick().getAttribute("aria-valuetext"))
    .toBe("Tick 2, 20 s, Progressing, canary 10 %, 0 failed checks");
  await page.keyboard.press("Tab");
  const focused = view().locator(":focus");
  await expect.poll(() => focused.textContent()).toBe("spec.analysis.stepWeight");
  await page.keyboard.press("Enter");
  await page.locator(".statusbar-item", { hasText: /Ln 19, Col 18/ }).waitFor();
});

test("a slider is redrawn while it is dragged", async () => {
  await view()
    .getByRole("combobox", { name: "What request-success-rate answers" })
    .selectOption("value");
  const slider = view().getByRole("slider", { name: "request-success-rate as a slider" });
  await slider.fill("40");
  await ending().getByText("Failed").waitFor();
  await slider.fill("99");
  await ending().getByText("Succeeded").waitFor();
});

test("a scenario is saved as a file of the repository", async () => {
  const { page, onDisk } = window();
  await view().getByRole("spinbutton", { name: "request-success-rate", exact: true }).fill("33");
  await ending().getByText("Failed").waitFor();
  await button("Save scenario…").click();
  const name = quickInput(page);
  await expect.poll(() => name.inputValue()).toContain("/face.scenario.json");
  await name.press("Enter");
  await page.locator(".tab", { hasText: "face.scenario.json" }).waitFor();
  expect(JSON.parse(onDisk("face.scenario.json"))).toEqual({
    canary: "faces/face",
    metrics: { "request-success-rate": 33 },
  });
});

test("the report as text is one click away", async () => {
  const { page } = window();
  await button("Show as text").click();
  await lines().filter({ hasText: "Rolling back face.faces" }).first().waitFor();
  await page.keyboard.press("Control+W");
});

test("a reload of the window brings the panel back as it was", async () => {
  const { page } = window();
  await page.locator(".tab", { hasText: "face.scenario.json" }).click();
  const loaded = page.waitForEvent("load");
  await Promise.all([loaded, startCommand(page, "Developer: Reload Window")]);
  await ending().getByText("Failed").waitFor();
  expect(
    await view()
      .getByRole("spinbutton", { name: "request-success-rate", exact: true })
      .inputValue(),
  ).toBe("33");
});

test.for(THEMES)("%s: readable, and nothing for axe to complain of", async (theme) => {
  const { picture } = window();
  setTheme(theme);
  const shown = () => view().locator("body").getAttribute("data-vscode-theme-id");
  await expect.poll(shown).toBe(theme);
  await picture(`canary-panel-${theme.toLowerCase().replaceAll(" ", "-")}`);
  expect(await seriousFaults(view())).toEqual([]);
});

test("in a window that is zoomed to 200 %, nothing is cut off", async () => {
  const { page, picture } = window();
  await page.keyboard.press("Control+B");
  await page.setViewportSize({ width: 640, height: 700 });
  const overflow = () =>
    view()
      .locator("html")
      .evaluate((html) => html.scrollWidth - html.clientWidth);
  await expect.poll(overflow).toBe(0);
  const cut = await view()
    .locator("button, select, input, h1, .reading, .lane-name")
    .evaluateAll((all) =>
      all
        .filter((it) => it.clientWidth > 0 && it.getBoundingClientRect().right > innerWidth)
        .map((it) => it.textContent),
    );
  expect(cut).toEqual([]);
  await picture("canary-panel-zoomed");
});

test("a Canary that is gone says so, and comes back", async () => {
  const { page, goTo } = window();
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.locator(".tab", { hasText: "faces-canary.yaml" }).click();
  await goTo("apps/faces/faces-canary.yaml", "kind: Canary<|>\nmetadata:\n  name: face\n");
  await page.keyboard.type("s");
  await view().getByRole("alert").getByText("This Canary is no more").waitFor();
  await page.keyboard.press("Backspace");
  await view().getByRole("alert").waitFor({ state: "hidden" });
  await ending().getByText("Failed").waitFor();
});
