import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "broken");

test("the problems of a broken repository stand in the panel without a file being opened", async () => {
  const { page, command, statusItem, picture } = window();
  await command("Flightpath: Check Workspace");
  const rows = page.locator(".markers-panel .monaco-list-row");
  await rows.filter({ hasText: "depends-on-cycle.yaml" }).first().waitFor();
  await page.locator(".notifications-toasts", { hasText: "Flightpath checked" }).waitFor();
  await picture("problems");
  expect(await statusItem.getAttribute("aria-label")).toMatch(
    /Flightpath: \d+ errors, \d+ warnings?\./,
  );

  await statusItem.click();
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Show Problems" }).waitFor();
  await picture("status-actions");
});
