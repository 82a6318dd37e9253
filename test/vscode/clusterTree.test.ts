import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Demo, startDemo } from "../../demo/main.ts";
import { clusterScene } from "../cluster/clusterScene.ts";
import { putScene } from "../cluster/scene.ts";
import { pickLine } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

const minutesAgo = (it: number) => new Date(Date.now() - it * 60_000).toISOString();
let demo: Demo;
/** Requests that reached the server. */
let asked = 0;
const listen = () =>
  demo.setFaults(() => {
    asked += 1;
    return undefined;
  });

beforeAll(async () => {
  demo = await startDemo();
  putScene(demo, clusterScene(minutesAgo));
  listen();
});
afterAll(() => demo.close());

const window = useWindow(inject("trusting"), "faces", (folder) => {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, "kubeconfig"), demo.kubeconfig);
  writeFileSync(
    join(folder, ".vscode", "settings.json"),
    JSON.stringify({ "flightpath.kubeconfig": "kubeconfig" }),
  );
});

const view = (name: string) =>
  window().page.locator(`.pane:has(.pane-header[aria-label*="${name}"])`);
const row = (name: string, text: string | RegExp) =>
  view(name).locator(".monaco-list-row").filter({ hasText: text });
const welcome = (text: string) => view("Cluster").locator(".welcome-view").getByText(text);
const contextItem = () => window().page.locator('[id="flightpath.flightpath.flightpath.context"]');
const choose = (text: string) => pickLine(window().page, text);

test("before a context is chosen the view says so, and nobody is asked", async () => {
  const { command, picture } = window();
  await command("View: Show Flightpath");
  await welcome("No cluster is chosen for this workspace.").waitFor();
  await picture("cluster-unpinned");
  expect(asked).toBe(0);
});

test("the chosen context is shown with everything that Flux has in it", async () => {
  const { page, picture } = window();
  await view("Cluster").locator(".monaco-button", { hasText: "Use Context…" }).click();
  await choose("flightpath-demo");
  await row("Cluster", /^infrastructure/).waitFor();
  await row("Canaries", /^face/).waitFor();
  await widen();
  await picture("cluster-tree");
  await expect
    .poll(() => row("Cluster", /^infrastructure/).textContent())
    .toContain("failed · Deployment/cert-manager/cert-manager is InProgress · 12 min");
  await expect
    .poll(() => row("Canaries", /^face/).textContent())
    .toContain("15 % · failed checks 1/3");
  await expect.poll(() => contextItem().textContent()).toContain("flightpath-demo");
  await expect
    .poll(() => page.locator(".activitybar .badge-content", { hasText: "2" }).count())
    .toBe(1);
});

test("under an object stands what it applied, with its health", async () => {
  const { page, picture } = window();
  await row("Cluster", /^apps/).locator(".monaco-tl-twistie").click();
  await row("Cluster", "does not exist").waitFor();
  await row("Cluster", /^settings/)
    .filter({ hasText: "ready" })
    .waitFor();
  await row("Cluster", /^face/).filter({ hasText: "1 of 1 ready" }).waitFor();
  await row("Cluster", /^infrastructure/).hover();
  await page.locator(".monaco-hover", { hasText: "health check failed after 5m0s" }).waitFor();
  await picture("cluster-inventory");
});

test("what happens in the cluster is seen at once, and what is open stays open", async () => {
  putScene(
    demo,
    clusterScene(minutesAgo).replace(
      'status: "False", reason: HealthCheckFailed',
      'status: "True", reason: ReconciliationSucceeded',
    ),
  );
  await row("Cluster", /^infrastructure/)
    .filter({ hasText: "ready" })
    .waitFor();
  await row("Cluster", /^settings/).waitFor();
});

test("grouped by dependency, and filtered", async () => {
  const { page, command, picture } = window();
  await command("Flightpath: Group Cluster by Dependency");
  await row("Cluster", "What Follows from What").waitFor();
  await picture("cluster-dependency");
  await startCommand(page, "Flightpath: Filter Cluster…");
  await choose("What waits");
  await row("Cluster", /^infrastructure/).waitFor({ state: "detached" });
  await row("Cluster", /^apps/).waitFor();
  await picture("cluster-filter");
  await command("Flightpath: Clear Filter of Cluster");
  await command("Flightpath: Group Cluster by Kind");
  await row("Cluster", /^infrastructure/).waitFor();
});

test("a line that breaks is said, and found again by itself", async () => {
  const { picture } = window();
  demo.setFaults(() => ({ type: "drop" }));
  demo.dropConnections();
  await view("Cluster").getByText("Not up to date since").waitFor();
  await picture("cluster-lost");
  listen();
  await view("Cluster").getByText("Not up to date since").waitFor({ state: "hidden" });
  await row("Cluster", /^stale/).waitFor({ state: "detached" });
});

test("while nobody sees a view, nobody is asked", async () => {
  const { page, command } = window();
  await command("View: Show Explorer");
  // Longer than any pause between two questions.
  const questions = async () => {
    const before = asked;
    await page.waitForTimeout(6000);
    return asked - before;
  };
  await expect.poll(questions).toBe(0);
  await command("View: Show Flightpath");
  await row("Cluster", /^infrastructure/).waitFor();
});

test("the context stays pinned when the window is opened again", async () => {
  const { page } = window();
  await page.reload();
  // A new extension host comes up first.
  await row("Cluster", /^infrastructure/).waitFor();
  await expect.poll(() => contextItem().textContent()).toContain("flightpath-demo");
});

test("who may read one namespace only is told so", async () => {
  const { page, picture } = window();
  await startCommand(page, "Flightpath: Use Context…");
  await choose("flightpath-demo-tenant");
  await welcome("You may read none of Flux's kinds here").waitFor();
  await picture("cluster-forbidden");
});

test("a context that leads elsewhere stops everything until the person agrees", async () => {
  const { page, folder, picture } = window();
  await startCommand(page, "Flightpath: Use Context…");
  await choose("flightpath-demo");
  await row("Cluster", /^infrastructure/).waitFor();
  const path = join(folder, "kubeconfig");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:1"));
  await welcome("The pinned context leads elsewhere now").waitFor();
  const notice = page.locator(".notification-toast", {
    hasText: "nothing is done there until you agree",
  });
  await notice.waitFor();
  await picture("cluster-stopped");
  await notice.getByRole("button", { name: "Agree and Go There" }).click();
  await welcome("Nothing listens at the server's address").waitFor();
  await picture("cluster-unreachable");
});

/** Makes the side bar wide enough to read. */
async function widen(): Promise<void> {
  const { page } = window();
  const sash = page.locator(".monaco-sash.vertical").filter({ visible: true });
  for (const it of await sash.all()) {
    const box = await it.boundingBox();
    if (!box || box.x < 250 || box.x > 450) continue;
    await page.mouse.move(box.x + 1, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(720, box.y + 300, { steps: 5 });
    await page.mouse.up();
    return;
  }
}
