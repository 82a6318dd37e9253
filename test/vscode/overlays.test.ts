import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, inject, test } from "vitest";
import { useWindow } from "./useWindow.ts";

const flux = (
  cluster: string,
  region: string,
): string => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: shop
  namespace: flux-system
spec:
  interval: 10m
  prune: true
  path: ./shop/${cluster}
  sourceRef:
    kind: GitRepository
    name: flux-system
  postBuild:
    substitute:
      REGION: ${region}
`;

const sync = (cluster: string): string => `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m
  url: https://example.com/fleet
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m
  path: ./clusters/${cluster}
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`;

const files: Readonly<Record<string, string>> = {
  "clusters/staging/flux-system/gotk-sync.yaml": sync("staging"),
  "clusters/staging/shop.yaml": flux("staging", "eu-west-1"),
  "clusters/production/flux-system/gotk-sync.yaml": sync("production"),
  "clusters/production/shop.yaml": flux("production", "us-east-1"),
  "shop/base/kustomization.yaml": "resources:\n  - web.yaml\n",
  "shop/base/web.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 1
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: shop/web:1.0.0
          env:
            - name: REGION
              value: \${REGION}
            - name: LOG_LEVEL
              value: info
`,
  "shop/staging/kustomization.yaml": `resources:
  - ../base
images:
  - name: shop/web
    newTag: 1.1.0-rc.2
`,
  "shop/production/kustomization.yaml": `resources:
  - ../base
replicas:
  - name: web
    count: 6
patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: web
        namespace: shop
      spec:
        template:
          spec:
            containers:
              - name: web
                env:
                  - name: LOG_LEVEL
                    value: warn
`,
};

const window = useWindow(inject("trusting"), "faces", (folder) => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
});

test("a manifest shows what overlays make of it", async () => {
  const { page, goTo, picture } = window();
  await goTo("shop/base/web.yaml", "kind: <|>Deployment");
  await page.locator(".codelens-decoration", { hasText: "in 2 builds" }).waitFor();
  const hint = page.locator(".view-line", { hasText: "replicas:" });
  await expect.poll(() => hint.textContent()).toMatch(/→\s6/);
  const value = page
    .locator(".view-line", { hasText: "info" })
    .locator("span", { hasText: "info" });
  await value.last().hover();
  const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: "warn" });
  await hover.waitFor();
  await expect.poll(() => hover.textContent()).toContain("clusters/production");
  await picture("overlays");
});

test("a variable tells its value in each cluster", async () => {
  const { page, goTo, command, picture } = window();
  // The last hover lies over the lines around.
  await page.mouse.move(700, 700);
  await page.locator(".monaco-hover:not(.hidden)").waitFor({ state: "hidden" });
  await goTo("shop/base/web.yaml", "value: ${REG<|>ION}");
  await command("Show or Focus Hover");
  const hover = page.locator(".monaco-hover:not(.hidden)", { hasText: "us-east-1" });
  await hover.waitFor();
  await expect.poll(() => hover.textContent()).toContain("eu-west-1");
  await expect.poll(() => hover.textContent()).toContain("clusters/staging");
  await picture("variable");
});

test("a patch counts what it changes", async () => {
  const { page, goTo, picture } = window();
  await page.keyboard.press("Escape");
  await goTo("shop/production/kustomization.yaml", "count: <|>6");
  await page.locator(".codelens-decoration", { hasText: "changes 1 object" }).first().waitFor();
  await picture("patch-lens");
});
