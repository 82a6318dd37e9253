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
  const offer = page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "flagger" });
  await offer.first().waitFor();
  await picture("restricted");
  expect(await offer.count()).toBeGreaterThan(0);
});
