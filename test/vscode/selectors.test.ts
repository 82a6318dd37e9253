import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator } from "playwright-core";
import { expect, inject, test } from "vitest";
import { root } from "../../scripts/paths.mjs";
import { canaryPage } from "./canaryPage.ts";
import { clickLens } from "./clickLens.ts";
import { seriousFaults } from "./seriousFaults.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";

/** The application lies beside the repository; a setting leads there. */
const window = useWindow(inject("trusting"), "faces", (folder) => {
  const beside = join(folder, "..", "faces-demo");
  cpSync(join(root, "examples", "faces-demo"), beside, { recursive: true });
  const url = "https://git.example.com/apps/faces-demo";
  writeFileSync(join(folder, ".flightpath.yaml"), `sources:\n  ${url}: ../faces-demo\n`);
});
const view = () => canaryPage(window().page);
const button = (name: string): Locator => view().getByRole("button", { name, exact: true });
const card = (id: string): Locator => view().locator(`[data-id="${id}"]`);
const lines = (): Locator => window().page.locator(".editor-instance .view-line");

const THEMES = [
  "Dark Modern",
  "Light Modern",
  "Default High Contrast",
  "Default High Contrast Light",
] as const;

/** The settings of the workspace; VS Code follows them at once. */
function setTheme(name: string): void {
  const folder = join(window().folder, ".vscode");
  mkdirSync(folder, { recursive: true });
  const settings = JSON.stringify({ "workbench.colorTheme": name });
  writeFileSync(join(folder, "settings.json"), settings);
}

test("the lens opens the panel, and it explains the label of the workshop", async () => {
  const { page, goTo, picture } = window();
  await goTo("apps/faces/faces-canary.yaml", "name: <|>face\nspec:");
  await clickLens(page, "Labels", view().locator("h1", { hasText: "Labels of faces/face" }));
  await expect
    .poll(() => view().locator(".summary").textContent())
    .toBe(
      'Flagger tells the pods apart by "service": Services face and face-primary find those with face-primary, face-canary those with face.',
    );
  await expect
    .poll(() => view().locator(".candidates li").allTextContents())
    .toEqual([
      "–app not in the selector",
      "–name not in the selector",
      "–app.kubernetes.io/name not in the selector",
      "✓service: face the first in the selector of Deployment face show",
    ]);
  await view().locator(".link[data-role=canary] text", { hasText: "50 %" }).waitFor();
  await picture("selectors-during");
});

test("before, during and after: the Services change whom they find", async () => {
  const { picture } = window();
  await button("In Git").click();
  await card("Service/face").getByText("selects service=face", { exact: true }).waitFor();
  await picture("selectors-git");
  await button("Before").click();
  await card("Service/face").getByText("selects service=face-primary").waitFor();
  await card("Deployment/face").getByText("no pods now").waitFor();
  await picture("selectors-before");
  await button("During").click();
  const slider = view().getByRole("slider", { name: "Share" });
  await slider.fill("1");
  await view().locator(".bar", { hasText: "canary 5 %" }).waitFor();
  await expect.poll(() => slider.getAttribute("aria-valuetext")).toBe("canary 5 %");
  await button("After").click();
  await view().locator(".sentence", { hasText: "has been copied to face-primary" }).waitFor();
});

test("the table says the same", async () => {
  await button("Before").click();
  await view().getByText("Table", { exact: true }).click();
  const rows = view().locator("tbody tr");
  await rows.first().waitFor();
  const cells = () =>
    rows.evaluateAll((all) =>
      all.map((row) => [...row.children].map((it) => it.textContent).join(" | ")),
    );
  await expect
    .poll(cells)
    .toEqual([
      "TrafficSplit face | made by Flagger | 100 % to face-primary, 0 % to face-canary | ",
      "Service face | selects service=face-primary; Flagger has taken it over; shared out by TrafficSplit face | Deployment face-primary (primary) | ",
      "Service face-primary | selects service=face-primary; made by Flagger | Deployment face-primary (primary) | 100 %",
      "Service face-canary | selects service=face; made by Flagger | Deployment face (canary), no pods now | 0 %",
      "Deployment face-primary (primary) | 1 pod; made by Flagger | service: face-primary (picked) | ",
      "Deployment face (canary) | no pods now | service: face (picked) | ",
    ]);
  await view().getByText("Table", { exact: true }).click();
});

test("a click reveals the line", async () => {
  const { page } = window();
  await view().getByRole("button", { name: "Show where the list is said" }).click();
  await page.locator(".tab.active", { hasText: "release.yaml" }).first().waitFor();
  await page.locator(".statusbar-item", { hasText: /Ln 28, Col \d+ \(\d+ selected\)/ }).waitFor();
});

test("the picture follows the file, draws the broken link, and mends it", async () => {
  const { page, picture } = window();
  // The list of labels is selected.
  await page.keyboard.type("app,name");
  await view().locator(".faults li", { hasText: "Flagger never starts this Canary" }).waitFor();
  await view().locator(".link[data-state=broken] text", { hasText: "✕ 1" }).waitFor();
  await expect.poll(() => button("During").isDisabled()).toBe(true);
  await picture("selectors-broken");
  await button(`Add "service" to Flagger's selectorLabels`).click();
  await lines().filter({ hasText: "selectorLabels: app,name,service" }).first().waitFor();
  await view().locator(".faults").waitFor({ state: "hidden" });
  await button("During").click();
  await view().locator(".bar", { hasText: "canary 50 %" }).waitFor();
});

test("keys alone lead everywhere", async () => {
  const { page } = window();
  await button("In Git").focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => button("In Git").getAttribute("aria-pressed")).toBe("true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => button("During").getAttribute("aria-pressed")).toBe("true");
  const slider = view().getByRole("slider", { name: "Share" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect.poll(() => slider.evaluate((it) => it === document.activeElement)).toBe(true);
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowRight");
  await view().locator(".bar", { hasText: "canary 5 %" }).waitFor();
  await card("Deployment/face").focus();
  await page.keyboard.press("Enter");
  await page.locator(".tab.active", { hasText: "faces.yaml" }).first().waitFor();
});

test("a Service without a Canary shows what it finds", async () => {
  const { page, goTo, picture } = window();
  writeFileSync(join(window().folder, "apps", "faces", "plain.yaml"), PLAIN);
  await goTo("apps/faces/plain.yaml", "name: <|>shop\n");
  await startCommand(page, "Flightpath: Show Selector Labels");
  const plain = page.locator(".tab", { hasText: "Labels of shop" });
  await plain.first().waitFor();
  await view().locator(".faults li", { hasText: "Service shop finds no pods" }).waitFor();
  await picture("selectors-plain");
  await button("Select by app: shop").click();
  await lines().filter({ hasText: "selector: { app: shop }" }).first().waitFor();
  await view().locator(".summary", { hasText: "finds the pods of Deployment shop" }).waitFor();
  await page.keyboard.press("Control+Z");
  await plain.first().click();
  await page.keyboard.press("Control+W");
  await expect.poll(() => plain.count()).toBe(0);
});

const PLAIN = `apiVersion: v1
kind: Service
metadata:
  name: shop
  namespace: elsewhere
spec:
  selector: { app: shopp }
  ports: [{ port: 80 }]
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop-server
  namespace: elsewhere
spec:
  selector: { matchLabels: { app: shop } }
  template:
    metadata: { labels: { app: shop } }
    spec: { containers: [{ name: shop, image: "shop:1" }] }
`;

test("many workloads are summed up until somebody asks for all of them", async () => {
  const { page, goTo, picture } = window();
  writeFileSync(join(window().folder, "apps", "faces", "many.yaml"), MANY);
  await goTo("apps/faces/many.yaml", "name: <|>team\n");
  await startCommand(page, "Flightpath: Show Selector Labels");
  const many = page.locator(".tab", { hasText: "Labels of team" });
  await many.first().waitFor();
  const more = card("more/pods");
  await more.getByText("18 more workloads").waitFor();
  await picture("selectors-many");
  await more.getByRole("button", { name: "Show all" }).click();
  await expect.poll(() => view().locator('[data-id^="Deployment/"]').count()).toBe(30);
  await button("Sum up again").click();
  await more.waitFor();
  await many.first().click();
  await page.keyboard.press("Control+W");
  await expect.poll(() => many.count()).toBe(0);
});

const MANY = `apiVersion: v1
kind: Service
metadata:
  name: team
  namespace: crowd
spec:
  selector: { team: web }
  ports: [{ port: 80 }]
${[...Array(30).keys()]
  .map(
    (it) => `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: part-${it}, namespace: crowd }
spec:
  selector: { matchLabels: { app: part-${it} } }
  template:
    metadata: { labels: { app: part-${it}, team: web } }
    spec: { containers: [{ name: part, image: "part:1" }] }
`,
  )
  .join("")}`;

test("a reload of the window brings the panel back as it was", async () => {
  const { page } = window();
  await page.locator(".tab", { hasText: "Labels of face" }).first().click();
  await button("Before").click();
  await view().locator(".sentence", { hasText: "At rest" }).waitFor();
  const loaded = page.waitForEvent("load");
  await Promise.all([loaded, startCommand(page, "Developer: Reload Window")]);
  await view().locator("h1", { hasText: "Labels of faces/face" }).waitFor();
  await expect.poll(() => button("Before").getAttribute("aria-pressed")).toBe("true");
  await button("During").click();
});

test.for(THEMES)("%s: readable, and nothing for axe to complain of", async (theme) => {
  const { picture } = window();
  setTheme(theme);
  const shown = () => view().locator("body").getAttribute("data-vscode-theme-id");
  await expect.poll(shown).toBe(theme);
  await picture(`selectors-${theme.toLowerCase().replaceAll(" ", "-")}`);
  expect(await seriousFaults(view())).toEqual([]);
});

test("in a window that is zoomed to 200 %, nothing is cut off", async () => {
  const { page, picture } = window();
  await page.keyboard.press("Control+B");
  await page.setViewportSize({ width: 640, height: 700 });
  const overflow = () =>
    view()
      .locator("html")
      .evaluate((html) => html.scrollWidth - html.clientWidth);
  await expect.poll(overflow).toBe(0);
  const cut = await view()
    .locator("button, input, h1, .card, .bar")
    .evaluateAll((all) =>
      all
        .filter((it) => it.clientWidth > 0 && it.getBoundingClientRect().right > innerWidth)
        .map((it) => it.textContent),
    );
  expect(cut).toEqual([]);
  await picture("selectors-zoomed");
});
