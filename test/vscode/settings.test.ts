import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const window = useWindow(inject("trusting"), "faces");

test("a rule that is switched off in the settings falls silent at once", async () => {
  const { page, folder, goTo, picture } = window();
  await goTo("clusters/my-cluster/apps.yaml", "- name: flagger<|>");
  await page.keyboard.press("Backspace");
  const squiggle = page.locator(".squiggly-error").first();
  await squiggle.waitFor();
  mkdirSync(join(folder, ".vscode"));
  const file = join(folder, ".vscode", "settings.json");
  writeFileSync(file, JSON.stringify({ "flightpath.rules": { "depends-on-missing": "off" } }));
  await squiggle.waitFor({ state: "detached" });
  await picture("settings");
});
