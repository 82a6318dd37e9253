import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { expect, inject, test } from "vitest";
import { hurry } from "./hurry.ts";
import { patience } from "./patience.ts";
import { pickLine, quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";
import { workshopRepositories } from "./workshopRepositories.ts";

const window = useWindow(inject("trusting"), "faces", (folder) => {
  workshopRepositories(folder, {
    "flightpath.demo.autostart": true,
    "flightpath.sources": {
      "https://git.example.com/apps/faces-demo": join(dirname(folder), "faces-demo"),
    },
  });
});

const pane = (name: string) =>
  window().page.locator(`.pane:has(.pane-header[aria-label*="${name}"])`);
const row = (name: string, text: string | RegExp) =>
  pane(name).locator(".monaco-list-row").filter({ hasText: text });
const context = () => window().page.locator('[id="flightpath.flightpath.flightpath.context"]');
const choice = (text: string) =>
  window().page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
const notification = (text: string) =>
  window().page.locator(".notifications-toasts .notification-list-item", { hasText: text });

test("the setting starts it with the window, on the repository that is open", async () => {
  const { command, picture } = window();
  await context().getByText("flightpath-demo").waitFor();
  await command("View: Show Flightpath");
  await row("Cluster", /^flux-system/)
    .first()
    .waitFor();
  await row("Cluster", /^cert-manager/)
    .first()
    .waitFor();
  await picture("demo-cluster");
  expect(existsSync(join(homedir(), ".kube", "config"))).toBe(false);
});

test("a second start tells of the one that runs", async () => {
  const { page, command } = window();
  await command("Start Demo Cluster");
  await notification("the demo cluster of this window runs at https://127.0.0.1:").waitFor();
  await page.keyboard.press("Escape");
});

test("a fault shows in the tree, and goes again", async () => {
  const { page, picture } = window();
  await startCommand(page, "Demo Cluster: Inject Fault…");
  await pickLine(page, "Connections break");
  const stale = pane("Cluster").getByText("Not up to date since");
  await stale.waitFor();
  await picture("demo-cluster-fault");
  await startCommand(page, "Demo Cluster: Inject Fault…");
  await pickLine(page, "All is well");
  await stale.waitFor({ state: "hidden" });
});

test("a person says what a metric answers, and sees it the next time", async () => {
  const { page, picture } = window();
  const question = (text: string) => page.locator(".quick-input-widget", { hasText: text });
  await hurry(page);
  await row("Canaries", "Initialized")
    .nth(3)
    .waitFor({ timeout: 2 * patience });
  await startCommand(page, "Demo Cluster: Set Metric…");
  await pickLine(page, "faces/face");
  await pickLine(page, "request-success-rate");
  await picture("demo-cluster-metric");
  await pickLine(page, "A value…");
  await question("What request-success-rate answers from now on").waitFor();
  await quickInput(page).fill("many");
  await question("A number is needed, such as 99.5.").waitFor();
  await quickInput(page).fill("12.5");
  await question("A number is needed").waitFor({ state: "hidden" });
  await quickInput(page).press("Enter");
  await startCommand(page, "Demo Cluster: Set Metric…");
  await pickLine(page, "faces/face");
  await choice("request-success-rate").getByText("12.5").waitFor();
  await page.keyboard.press("Escape");
});

test("when it is stopped, its context and its kubeconfig go", async () => {
  const { command } = window();
  await command("Stop Demo Cluster");
  await context().waitFor({ state: "hidden" });
  await pane("Cluster")
    .getByText(/No cluster is chosen|There is no kubeconfig/)
    .first()
    .waitFor();
});
