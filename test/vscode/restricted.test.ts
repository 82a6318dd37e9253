import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("asking"), "faces");

test("a folder that is not trusted is checked and completed all the same", async () => {
  const { page, goTo, picture } = window();
  await page.locator(".part.banner", { hasText: "Restricted Mode" }).waitFor();
  await goTo("clusters/my-cluster/apps.yaml", "- name: flagger<|>");
  await page.keyboard.press("Backspace");
  await page.locator(".squiggly-error").first().waitFor();
  await page.keyboard.press("Control+Space");
  const offers = page.locator(".suggest-widget.visible .monaco-list-row .label-name");
  await offers.first().waitFor();
  await picture("restricted");
  await expect.poll(() => offers.allTextContents()).toEqual(["flagger"]);
  await page.keyboard.press("Escape");
});

test("git is not run for a folder that is not trusted", async () => {
  const { page, command, picture } = window();
  await command("Flightpath: Compare Rendered Manifests with HEAD");
  const told = page.locator(".notification-toast", { hasText: "workspaces that you trust" });
  await told.waitFor();
  await picture("restricted-git");
  expect(await page.locator(".tab", { hasText: "HEAD" }).count()).toBe(0);
});
