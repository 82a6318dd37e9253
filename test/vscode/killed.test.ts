import { expect, inject, test } from "vitest";
import { serverProcesses } from "./serverProcesses.ts";
import { useWindow } from "./useWindow.ts";

const servers = () => serverProcesses(inject("extensions"));
/** Those of windows that were closed a moment ago may linger. */
const others = servers();
const ours = () => servers().filter((id) => !others.includes(id));
const window = useWindow(inject("trusting"), "faces");

test("a language server that is killed comes back and knows the repository again", async () => {
  const { page, goTo, statusItem, picture } = window();
  await goTo("clusters/my-cluster/apps.yaml", "- name: flagger<|>");
  await page.keyboard.press("Backspace");
  const squiggle = page.locator(".squiggly-error").first();
  await squiggle.waitFor();
  const [killed] = ours();
  if (killed === undefined) throw new Error("No language server runs for the window.");
  // Looked for in each frame: the next server is there within a second.
  const gone = page.waitForFunction(() => !document.querySelector(".squiggly-error"));
  process.kill(killed, "SIGKILL");
  await gone;
  await picture("killed");

  await squiggle.waitFor();
  await expect.poll(() => statusItem.getAttribute("aria-label")).toMatch(/\d error/);
  await picture("killed-and-back");
  expect(ours()).toHaveLength(1);
  expect(ours()).not.toContain(killed);
});
