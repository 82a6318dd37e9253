import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { type Inside, insideOf } from "../../demo/apiserver/inside.ts";
import { type Demo, startDemo } from "../../demo/main.ts";
import { root } from "../../scripts/paths.mjs";
import { canaryPage } from "./canaryPage.ts";
import { patience } from "./patience.ts";
import { pickLine } from "./quickInput.ts";
import { seriousFaults } from "./seriousFaults.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

/** The graph beside a cluster in which Flux works: the demo cluster on the workshop, four times as fast. */
let demo: Demo;
let inside: Inside;
beforeAll(async () => {
  const began = Date.now();
  demo = await startDemo({
    folders: ["faces", "faces-demo"].map((it) => join(root, "examples", it)),
    now: () => new Date(began + (Date.now() - began) * 4),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds / 4).unref();
      return () => clearTimeout(timer);
    },
  });
  inside = insideOf(demo.cluster, "person");
  await vi.waitFor(() => expect(readyMessage("apps")).toContain("Applied revision"), {
    timeout: 2 * patience,
    interval: 500,
  });
});
afterAll(() => demo.close());

const placeOf = (name: string) => ({
  apiVersion: "kustomize.toolkit.fluxcd.io/v1",
  kind: "Kustomization",
  namespace: "flux-system",
  name,
});
const readyMessage = (name: string): string =>
  JSON.stringify(inside.get(placeOf(name))?.status ?? {});

const FILE = "clusters/my-cluster/infrastructure.yaml";

const window = useWindow(inject("trusting"), "faces", (folder) => {
  mkdirSync(join(folder, ".vscode"), { recursive: true });
  writeFileSync(join(folder, "kubeconfig"), demo.kubeconfig);
  settle(folder, {});
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  git("-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "-m", "a");
});

/** The settings of the workspace; VS Code follows them at once. */
function settle(folder: string, more: object): void {
  const settings = {
    "flightpath.kubeconfig": "kubeconfig",
    "flightpath.askBeforeWriting": { "flightpath-demo": false },
  };
  writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify({ ...settings, ...more }));
}

const view = () => canaryPage(window().page);
const node = (words: string): Locator => view().locator(`.node[aria-label^="${words}"]`);
const show = (): Locator => view().getByRole("combobox", { name: "Show" });
const option = (value: string): Locator => show().locator(`option[value="${value}"]`);
const notes = (): Locator => view().locator(".notes");

const useContext = async (context: string): Promise<void> => {
  const { page } = window();
  await startCommand(page, "Flightpath: Use Context");
  await pickLine(page, context);
};

test("without a cluster its layers cannot be chosen, and say why", async () => {
  const { command, goTo } = window();
  await goTo(FILE, "  name: <|>cert-manager\n");
  await command("Flightpath: Show Dependency Graph");
  await node("Kustomization cert-manager").waitFor();
  await expect.poll(() => option("cluster").isDisabled()).toBe(true);
  expect(await option("commit").isDisabled()).toBe(false);
  await expect.poll(() => option("apart").textContent()).toContain("no cluster is chosen");
});

test("the cluster is a graph, too, and says how each object fares", async () => {
  const { picture } = window();
  await useContext("flightpath-demo");
  await expect.poll(() => option("cluster").isDisabled()).toBe(false);
  await show().selectOption("cluster");
  await node("Kustomization apps in flux-system: ready.").waitFor();
  await node("Canary face in faces: Initialized.").waitFor({ timeout: 2 * patience });
  await view().locator(".group-name", { hasText: "flightpath-demo" }).waitFor();
  await picture("graph-live");
});

test("states follow what happens in the cluster", async () => {
  const rest = inside.patch(placeOf("linkerd"), { spec: { suspend: true } });
  expect(rest.code).toBe(200);
  await node("Kustomization linkerd in flux-system: suspended.").waitFor();
  inside.patch(placeOf("linkerd"), { spec: { suspend: false, path: "./nowhere" } });
  await node("Kustomization linkerd in flux-system: failed.").waitFor();
  await window().picture("graph-live-failed");
  inside.patch(placeOf("linkerd"), { spec: { path: "./infrastructure/linkerd" } });
  await node("Kustomization linkerd in flux-system: ready.").waitFor();
});

test("what is only in Git, and what is only in the cluster", async () => {
  const { folder, picture } = window();
  const spec = { interval: "1h", prune: false, path: "./by-hand" };
  const sourceRef = { kind: "GitRepository", name: "flux-system" };
  const { apiVersion, kind, namespace } = placeOf("");
  const made = inside.apply({
    apiVersion,
    kind,
    metadata: { name: "by-hand", namespace },
    spec: { ...spec, sourceRef, suspend: true },
  });
  expect(made.code).toBeLessThan(300);
  await view().getByRole("button", { name: "Close", exact: true }).click();
  await show().selectOption("apart");
  await node("Kustomization by-hand in flux-system: suspended, only in the cluster.").waitFor();
  appendFileSync(join(folder, FILE), KUSTOMIZATION);
  await node("Kustomization planned in flux-system: in order, only in Git.").waitFor();
  await view().locator(".summary", { hasText: "(+) only in Git" }).waitFor();
  await picture("graph-apart");
});

test("what differs is found, and can be shown alone", async () => {
  const search = view().getByRole("textbox", { name: "Search nodes" });
  await search.fill("only in");
  await view().locator(".found", { hasText: "1 of 2" }).waitFor();
  await search.press("Escape");
  await view().locator("summary", { hasText: "Filter" }).click();
  const only = (side: string) => view().getByRole("checkbox", { name: new RegExp(side) });
  await only("only in Git").check();
  await only("only in the cluster").check();
  await view().locator(".summary", { hasText: "2 of 35 nodes" }).waitFor();
  await window().picture("graph-apart-alone");
  await view().getByRole("button", { name: "Show all", exact: true }).click();
  await view().locator("summary", { hasText: "Filter" }).click();
});

const KUSTOMIZATION = `---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: planned
  namespace: flux-system
spec:
  dependsOn: [{ name: linkerd }]
  interval: 1h
  prune: true
  path: ./infrastructure/flagger
  sourceRef: { kind: GitRepository, name: flux-system }
`;

test("the table says the same of both", async () => {
  await view().getByRole("button", { name: "Table", exact: true }).click();
  const row = (name: string) => view().locator("tbody tr", { hasText: `flux-system/${name}` });
  await row("by-hand").filter({ hasText: "suspended, only in the cluster" }).waitFor();
  await row("planned").filter({ hasText: "in order, only in Git" }).waitFor();
  await view().getByRole("button", { name: "Picture", exact: true }).click();
});

test.for([
  "Dark Modern",
  "Light Modern",
  "Default High Contrast",
  "Default High Contrast Light",
] as const)(
  "%s: both sides can be told apart, and axe has nothing to complain of",
  async (theme) => {
    settle(window().folder, { "workbench.colorTheme": theme });
    const shown = () => view().locator("body").getAttribute("data-vscode-theme-id");
    await expect.poll(shown).toBe(theme);
    await node("Kustomization planned").waitFor();
    await window().picture(`graph-apart-${theme.toLowerCase().replaceAll(" ", "-")}`);
    expect(await seriousFaults(view())).toEqual([]);
  },
);

test("a line that breaks is said with the last that is known, and found again", async () => {
  demo.setFaults(() => ({ type: "drop" }));
  demo.dropConnections();
  await notes().filter({ hasText: "Not up to date since" }).waitFor();
  await node("Kustomization by-hand").waitFor();
  await window().picture("graph-live-lost");
  demo.setFaults(() => undefined);
  await notes().waitFor({ state: "hidden" });
});

test("a kind that may not be read is named, and nothing is said of its objects", async () => {
  demo.setFaults(({ path }) =>
    path.includes("/canaries") ? { type: "status", code: 403 } : undefined,
  );
  demo.dropConnections();
  await notes().filter({ hasText: "Canary is not shown: you may not list it." }).waitFor();
  await node("Canary face in faces: in order. Wave").waitFor();
  await window().picture("graph-live-forbidden");
  demo.setFaults(() => undefined);
});

test("who may read nothing is told so", async () => {
  await useContext("flightpath-demo-tenant");
  await show().selectOption("cluster");
  await view()
    .locator(".problem", { hasText: "You may read none of Flux's and Flagger's kinds" })
    .waitFor();
  await window().picture("graph-live-nothing");
});
