import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "faces");

test("renaming a Kustomization changes every file that names it", async () => {
  const { page, goTo, command, onDisk, picture } = window();
  await goTo("clusters/my-cluster/apps.yaml", "- name: fla<|>gger");
  await page.keyboard.press("F2");
  const box = page.locator(".rename-box input");
  await box.waitFor();
  await box.fill("delivery");
  await picture("rename");
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "hidden" });
  await page.locator(".view-lines", { hasText: "delivery" }).waitFor();
  await command("File: Save All Files");
  await page.locator(".tab.dirty").waitFor({ state: "detached" });
  await picture("rename-done");

  await expect
    .poll(() => onDisk("clusters/my-cluster/infrastructure.yaml"))
    .toContain("name: delivery");
  expect(onDisk("clusters/my-cluster/apps.yaml")).toContain("- name: delivery");
});
