import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "faces");

test("a name that is mistyped is underlined, and its fix puts it right", async () => {
  const { page, goTo, picture } = window();
  await goTo("clusters/my-cluster/apps.yaml", "- name: flagger<|>");
  await page.keyboard.press("Backspace");
  const squiggle = page.locator(".squiggly-error");
  await squiggle.first().waitFor();
  await picture("squiggle");

  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Control+.");
  const fix = page.locator(".action-widget .monaco-list-row", { hasText: "flagger" }).first();
  await fix.waitFor();
  await picture("squiggle-fixes");
  await page.keyboard.press("Enter");

  await squiggle.first().waitFor({ state: "detached" });
  await expect.poll(() => page.locator(".view-lines").textContent()).toContain("flagger");
});
