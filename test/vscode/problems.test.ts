import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "broken");

test("the problems of a broken repository stand in the panel without a file being opened", async () => {
  const { page, command, statusItem, picture } = window();
  await command("Flightpath: Check Workspace");
  await page
    .locator(".notifications-toasts", { hasText: /Flightpath: \d+ files checked/ })
    .waitFor();
  await picture("problems");
  await page.getByPlaceholder("Filter (e.g. text").fill("cycle");
  const row = page.locator(".part.panel .monaco-list-row", { hasText: "Waits for itself" });
  await row.first().waitFor();
  await expect
    .poll(() => statusItem.getAttribute("aria-label"))
    .toMatch(/Flightpath: \d+ errors, \d+ warnings?\./);

  await statusItem.click();
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Show Problems" }).waitFor();
  await picture("status-actions");
});
