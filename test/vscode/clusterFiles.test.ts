import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { quickInput } from "./quickInput.ts";
import { notReady, ready, type StagedCluster, stagedCluster } from "./stagedCluster.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";
import { type Workshop, workshopRepositories } from "./workshopRepositories.ts";

let cluster: StagedCluster;
let workshop: Workshop;

const sync = "apps/faces/faces-sync.yaml";

beforeAll(async () => {
  cluster = await stagedCluster(["faces"]);
});
afterAll(() => cluster.demo.close());

const window = useWindow(inject("trusting"), "faces", (folder) => {
  const kubeconfig = join(dirname(folder), "kubeconfig");
  writeFileSync(kubeconfig, cluster.demo.kubeconfig);
  workshop = workshopRepositories(folder, {
    "flightpath.kubeconfig": kubeconfig,
    "flightpath.sources": {
      "https://git.example.com/apps/faces-demo": join(dirname(folder), "faces-demo"),
    },
  });
  const applied = workshop.commit(sync, (it) => it.replace('"0"', '"20"'), "Twenty");
  workshop.commit(sync, (it) => it.replace('value: "20"', 'value: "75"'), "Seventy-five");
  stage(`main@sha1:${applied}`);
});

/** The cluster of the workshop after a rollout that failed, with an infrastructure that is not ready. */
function stage(revision: string): void {
  const kustomization = (path: string, ...dependsOn: readonly string[]) => ({
    interval: "1h",
    path,
    prune: true,
    sourceRef: { kind: "GitRepository", name: "flux-system" },
    ...(dependsOn.length > 0 ? { dependsOn: dependsOn.map((name) => ({ name })) } : {}),
  });
  const { put } = cluster;
  const waits = (name: string) =>
    notReady("DependencyNotReady", `dependency 'flux-system/${name}' is not ready`);
  put(
    "Kustomization flux-system/flux-system",
    kustomization("./clusters/my-cluster"),
    ready(revision),
  );
  put(
    "Kustomization flux-system/cert-manager",
    kustomization("./infrastructure/cert-manager"),
    notReady("BuildFailed", "kustomize build failed: no matches for Id Certificate.v1"),
  );
  put(
    "Kustomization flux-system/linkerd",
    kustomization("./infrastructure/linkerd", "cert-manager"),
    waits("cert-manager"),
  );
  put("Kustomization flux-system/ingress-nginx", kustomization("./x", "linkerd"), ready(revision));
  put("Kustomization flux-system/flagger", kustomization("./x", "linkerd"), waits("linkerd"));
  put(
    "Kustomization flux-system/apps",
    kustomization("./apps", "flagger", "ingress-nginx"),
    waits("flagger"),
  );
  put("Kustomization faces/faces", kustomization("./k8s/01-base"), ready(revision));
  for (const name of ["face", "smiley", "color"])
    rollout(name, name === "color" ? "Progressing" : "Failed");
}

function rollout(name: string, phase: string): void {
  const { put } = cluster;
  const deployment = (own: string, fraction: string) => ({
    selector: { matchLabels: { service: own } },
    template: {
      metadata: { labels: { service: own } },
      spec: {
        containers: [
          {
            name,
            image: "ghcr.io/buoyantio/faces-workload:1.4.1",
            env: [
              { name: "FACES_SERVICE", value: name },
              { name: "ERROR_FRACTION", value: fraction },
            ],
          },
        ],
      },
    },
  });
  put(`Deployment faces/${name}`, deployment(name, "75"));
  put(`Deployment faces/${name}-primary`, deployment(`${name}-primary`, "20"));
  put(
    `Canary faces/${name}`,
    {
      provider: "linkerd",
      targetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      service: { port: 80 },
      analysis: { interval: "10s", threshold: 3, stepWeight: 5, maxWeight: 50 },
    },
    {
      phase,
      canaryWeight: phase === "Failed" ? 0 : 15,
      failedChecks: phase === "Failed" ? 3 : 1,
      iterations: 0,
      lastAppliedSpec: "b",
      lastTransitionTime: new Date().toISOString().replace(/\.\d+/, ""),
      conditions: [],
    },
  );
}

/** Only what is in view counts: VS Code hides the others. */
const lens = (text: string | RegExp): Locator =>
  window()
    .page.locator(".codelens-decoration > *", { hasText: text })
    .filter({ visible: true })
    .first();

test("opening files contacts nobody", async () => {
  const { open, page } = window();
  await open("clusters/my-cluster/apps.yaml");
  await page.locator(".codelens-decoration").first().waitFor();
  expect(await page.locator(".codelens-decoration", { hasText: "Reconcile" }).count()).toBe(0);
});

test("once a view is open, each object tells how it is, and what it waits for", async () => {
  const { page, picture, open } = window();
  await startCommand(page, "Flightpath: Use Context");
  await page
    .locator(".quick-input-list .monaco-list-row", { hasText: "flightpath-demo" })
    .first()
    .waitFor();
  await quickInput(page).fill("flightpath-demo");
  await quickInput(page).press("Enter");
  await page.locator(".activitybar .action-label[aria-label^=Flightpath]").click();
  await open("clusters/my-cluster/apps.yaml");
  await lens(/Waits: dependency 'flux-system\/flagger' is not ready/).waitFor();
  await lens("with Source").waitFor();
  await page.locator(".squiggly-info").first().waitFor();
  await picture("cluster-files-waits");
  await open("clusters/my-cluster/infrastructure.yaml");
  await lens(/Failed: no matches for Id Certificate/).waitFor();
  await page.locator(".squiggly-warning").first().waitFor();
  await picture("cluster-files-failed");
});

test("the waiting entry leads to the root cause", async () => {
  const { page, goTo, picture } = window();
  await goTo("clusters/my-cluster/apps.yaml", "    - name: <|>flagger");
  await page.locator(".squiggly-info").first().waitFor();
  await page.keyboard.press("F8");
  const marker = page.locator(".marker-widget");
  await marker.getByText("The cause: Kustomization flux-system/cert-manager").first().waitFor();
  await marker.getByText("infrastructure.yaml").first().waitFor();
  await picture("cluster-files-cause");
  await page.keyboard.press("Escape");
});

test("Canaries tell their phase", async () => {
  const { open, goTo, picture } = window();
  await open("apps/faces/faces-canary.yaml");
  await lens("Failed: rolled back, failed checks 3 of 3").waitFor();
  await lens("Git still asks for 75").waitFor();
  await picture("cluster-files-canaries");
  await goTo("apps/faces/faces-canary.yaml", "name: <|>color\nspec:");
  await lens("Progressing: 15 % of the traffic, failed checks 1 of 3").waitFor();
});

test("Git and cluster apart stands on the very line", async () => {
  const { page, goTo, picture } = window();
  await goTo(sync, '          value: <|>"75"');
  await lens("Git and cluster apart: the cluster runs 20").waitFor();
  await picture("cluster-files-line");
  await page.locator(".squiggly-warning").first().waitFor();
  await page.keyboard.press("F8");
  await page
    .locator(".marker-widget")
    .getByText(
      "Flagger rolled back faces/face and faces/smiley: the cluster runs ERROR_FRACTION 20, Git still asks for 75.",
    )
    .first()
    .waitFor();
  await picture("cluster-files-apart");
  await page.keyboard.press("Escape");
});

test("a Kustomization tells what was applied, and how far HEAD is from there", async () => {
  const { goTo, picture } = window();
  await goTo(sync, "kind: <|>Kustomization");
  await lens(/Ready: applied main@\w{7}, HEAD is 1 commit ahead/).waitFor();
  await picture("cluster-files-ahead");
  await goTo(sync, '          value: <|>"75"');
});

test("the first way out shows the value, the second prepares a commit and pushes nothing", async () => {
  const { page, onDisk, picture } = window();
  await lens("Roll Forward").click();
  await page.locator(".statusbar-item", { hasText: "(4 selected)" }).waitFor();
  await lens("Prepare Revert Commit").click();
  const rows = page.locator(".quick-input-list .monaco-list-row");
  await rows.filter({ hasText: "Seventy-five" }).waitFor();
  await rows.filter({ hasText: "Write ERROR_FRACTION 20 back" }).waitFor();
  await picture("cluster-files-revert");
  await quickInput(page).press("Enter");
  await page.locator(".notification-toast", { hasText: "Nothing was pushed." }).waitFor();
  expect(onDisk(sync)).toContain('value: "20"');
  expect(workshop.git("log", "-1", "--format=%s").trim()).toBe('Revert "Seventy-five"');
  expect(workshop.git("rev-parse", "origin/main")).not.toBe(workshop.git("rev-parse", "HEAD"));
  await lens("Git and cluster apart").waitFor({ state: "detached" });
  await picture("cluster-files-reverted");
});

test("a person who wants to push is asked once, and nothing happens where the answer is no", async () => {
  const { page, picture } = window();
  const before = workshop.git("rev-parse", "origin/main");
  await page
    .locator(".notification-toast .monaco-button", { hasText: "Push and Reconcile" })
    .click();
  const dialog = page.locator(".monaco-dialog-box");
  await dialog
    .getByText("Push and Reconcile Kustomization flux-system/apps in flightpath-demo?")
    .waitFor();
  const detail = await dialog.textContent();
  expect(detail).toContain("Push: main to origin/main, 3 commits");
  expect(detail).toContain(
    "First what it waits for: flux-system/cert-manager, flux-system/linkerd, flux-system/flagger, flux-system/ingress-nginx",
  );
  expect(detail).toContain("Follow: faces/color, faces/face, faces/faces-gui, faces/smiley");
  await picture("cluster-files-question");
  await dialog.getByText("Cancel").click();
  expect(workshop.git("rev-parse", "origin/main")).toBe(before);
});

test("a cluster that is gone is told in every lens", async () => {
  const { page, goTo, picture } = window();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  await lens("Failed: rolled back").waitFor();
  await cluster.demo.close();
  await lens(/rolled back, failed checks 3 of 3, as of \d\d:/).waitFor();
  await picture("cluster-files-stale");
  await expect
    .poll(() => page.locator(".codelens-decoration", { hasText: "Events" }).count())
    .toBeGreaterThan(0);
  expect(readFileSync(join(window().folder, sync), "utf8")).toContain('"20"');
});
