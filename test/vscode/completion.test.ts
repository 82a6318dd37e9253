import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "faces");

test("dependsOn offers the names of the Kustomizations that are there", async () => {
  const { page, goTo, picture } = window();
  await goTo("clusters/my-cluster/apps.yaml", "- name: flagger<|>");
  await page.keyboard.press("Control+Backspace");
  await page.keyboard.press("Control+Space");
  const offers = page.locator(".suggest-widget.visible .monaco-list-row");
  await offers.filter({ hasText: "cert-manager" }).waitFor();
  await picture("completion");
  await expect
    .poll(() => offers.locator(".label-name").allTextContents())
    .toEqual(expect.arrayContaining(["cert-manager", "flagger", "linkerd"]));

  await page.keyboard.type("link");
  await offers.filter({ hasText: "cert-manager" }).waitFor({ state: "detached" });
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".view-lines").textContent()).toMatch(/-\sname:\slinkerd/);
});
