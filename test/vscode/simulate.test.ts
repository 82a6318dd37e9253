import type { Locator, Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { askFor, pickLine, quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "faces");

const lines = (page: Page): Locator => page.locator(".editor-instance .view-line");
const rows = (page: Page): Locator => page.locator(".quick-input-list .monaco-list-row");

/** The file with the Canaries is open already, so its tab leads there. */
async function goToLine(page: Page, line: number, column: number): Promise<void> {
  await page.locator(".tab", { hasText: "faces-canary.yaml" }).click();
  await askFor(page, "Control+G", `:${line}:${column}`);
  await quickInput(page).press("Enter");
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
}

/** The text of the editor in front; blanks are not what they were. */
const text = async (page: Page): Promise<string> =>
  (await lines(page).allTextContents()).join("\n").replaceAll("\u00a0", " ");

const pick = async (page: Page, answer: string): Promise<void> => {
  await pickLine(page, answer);
  await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
};

test("a lens on a Canary says what its rollout does, and a command plays it as text", async () => {
  const { page, goTo, picture } = window();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  const lens = page.locator(".codelens-decoration").first();
  await lens.getByText("5 % → 50 % in 10 steps of 10 s").waitFor();
  await expect.poll(() => lens.textContent()).toContain("at the earliest 130 s");
  await picture("canary-lens");

  await startCommand(page, "Simulate Canary as Text");
  await rows(page).filter({ hasText: "errors" }).first().waitFor();
  await picture("simulate-pick");
  await pick(page, "errors");
  await page.locator(".tab.active", { hasText: "face errors" }).waitFor();
  await lines(page).filter({ hasText: "Rolling back face.faces" }).waitFor();
  await expect.poll(() => text(page)).toContain("Failed after 5 ticks, 50 s.");
  await picture("simulation");
});

test("the rollout follows the file while it is edited", async () => {
  const { page, picture } = window();
  await goToLine(page, 18, 17);
  await lines(page).filter({ hasText: "threshold: 3" }).first().waitFor();
  await page.keyboard.press("Backspace");
  await page.keyboard.type("1");
  await page.locator(".tab", { hasText: "face errors" }).click();
  await lines(page).filter({ hasText: "Failed after 3 ticks" }).waitFor();
  await picture("simulation-live");
});

test("hover says what a field does to this very rollout", async () => {
  const { page, command, picture } = window();
  await goToLine(page, 19, 8);
  await command("Show or Focus Hover");
  const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: "The canary gets 5, 10" });
  await hover.waitFor();
  await picture("canary-hover");
});
