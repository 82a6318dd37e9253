import { writeFileSync } from "node:fs";
import type { Locator } from "playwright-core";
import { expect, inject, test } from "vitest";
import { hurry } from "./hurry.ts";
import { patience } from "./patience.ts";
import { quickInput } from "./quickInput.ts";
import { startCommand } from "./startCommand.ts";
import { useWindow } from "./useWindow.ts";
import { type Workshop, workshopRepositories } from "./workshopRepositories.ts";

/** The whole workshop without a cluster of one's own: a rollout that fails, the two ways out, one that passes. */
const sync = "apps/faces/faces-sync.yaml";
const rolledOut = ["color", "face", "smiley"];

let workshop: Workshop;

/** As `npm start` opens it: both repositories, and a demo cluster that starts with the window. */
const window = useWindow(inject("trusting"), "faces", (folder) => {
  workshop = workshopRepositories(folder, {});
  const settings = {
    "flightpath.demo.autostart": true,
    // Only what was pushed arrives.
    "flightpath.sources": {
      "ssh://git@git.example.com/platform/faces": `${folder}-origin.git`,
    },
  };
  const folders = [{ path: "faces" }, { path: "faces-demo" }];
  writeFileSync(`${folder}.code-workspace`, JSON.stringify({ folders, settings }));
});

const inCanaries = (text: RegExp): Locator =>
  window()
    .page.locator('.pane:has(.pane-header[aria-label*="Canaries"])')
    .locator(".monaco-list-row", { hasText: text })
    .first();
const inList = (text: string): Locator =>
  window().page.locator(".quick-input-list .monaco-list-row", { hasText: text }).first();
const input = (): Locator => quickInput(window().page);
/** Only what is in view counts: VS Code hides the others. */
const lens = (text: string | RegExp): Locator =>
  window()
    .page.locator(".codelens-decoration > *", { hasText: text })
    .filter({ visible: true })
    .first();
const toast = (text: string | RegExp): Locator =>
  window().page.locator(".notification-toast", { hasText: text }).first();

/** Writes another value for ERROR_FRACTION of the three services. */
async function setFraction(from: string, to: string): Promise<void> {
  const { page, goTo } = window();
  const before = "path: /spec/template/spec/containers/0/env/1/value\n";
  await goTo(sync, `${before}          value: "<|>${from}"`);
  for (const _ of from) await page.keyboard.press("Delete");
  await page.keyboard.type(to);
  const line = page.locator(".view-line", { hasText: new RegExp(`value:\\s"${to}"`) });
  await line.first().waitFor();
}

/** Says yes to the one question, and waits until all rollouts have been followed to their end. */
async function followed(ending: RegExp, name: string): Promise<string> {
  const { page, picture } = window();
  const dialog = page.locator(".monaco-dialog-box");
  await dialog.getByText("Reconcile Kustomization flux-system/apps").first().waitFor();
  await picture(`${name}-question`);
  await dialog.locator(".monaco-button", { hasText: "Reconcile" }).click();
  const end = toast(ending);
  const either = end.or(toast(/\d %/)).first();
  await either.waitFor();
  if (!(await end.isVisible())) await picture(`${name}-under-way`);
  await end.waitFor({ timeout: 2 * patience });
  const said = (await end.textContent()) ?? "";
  await picture(name);
  return said;
}

const patient = { timeout: 6 * patience };

test(
  "the demo cluster comes up with the window, from the repositories that are open",
  patient,
  async () => {
    const { page, picture, open } = window();
    await page.locator(".activitybar .action-label[aria-label^=Flightpath]").click();
    await page
      .locator('[id="flightpath.flightpath.flightpath.context"]')
      .getByText("flightpath-demo")
      .waitFor();
    await hurry(page);
    for (const name of rolledOut) {
      await inCanaries(new RegExp(`^${name}\\s*Initialized`)).waitFor({ timeout: 2 * patience });
    }
    await open("faces-sync.yaml");
    await lens(/Ready: applied main@/).waitFor();
    await picture("workshop-ready");
  },
);

test("75: three Canaries fail and are rolled back", patient, async () => {
  const { page, command } = window();
  await setFraction("0", "75");
  await startCommand(page, "Flightpath: Push and Reconcile");
  await expect.poll(() => input().inputValue()).toBe("Update faces-sync.yaml");
  await input().fill("Three of four answers are errors");
  await page.keyboard.press("Enter");
  const end = await followed(/failed and was rolled back/, "workshop-75");
  for (const name of rolledOut)
    expect(end).toContain(`faces/${name} failed and was rolled back: success rate 25.00% < 70%.`);
  expect(workshop.git("log", "-1", "--format=%s", "origin/main").trim()).toBe(
    "Three of four answers are errors",
  );
  expect(workshop.git("status", "--porcelain", "--branch").trim()).toBe("## main...origin/main");
  await command("Notifications: Clear All Notifications");
});

test("Git and cluster are apart, on the very line", patient, async () => {
  const { page, picture } = window();
  await lens("Git and cluster apart: the cluster runs 0").waitFor();
  await narrow();
  await page.locator(".squiggly-warning").first().waitFor();
  await page.keyboard.press("F8");
  await page
    .locator(".marker-widget")
    .getByText(
      "Flagger rolled back faces/color, faces/face and faces/smiley: the cluster runs ERROR_FRACTION 0, Git still asks for 75.",
    )
    .first()
    .waitFor();
  await picture("workshop-apart");
  await page.keyboard.press("Escape");
});

test(
  "the revert brings them together: Flagger starts no rollout for what it has promoted",
  patient,
  async () => {
    const { page, picture, command, onDisk } = window();
    await lens("Prepare Revert Commit").click();
    await inList("Three of four answers").waitFor();
    await page.keyboard.press("Enter");
    await toast("Nothing was pushed.").waitFor();
    expect(onDisk(sync)).not.toContain('"75"');
    await picture("workshop-revert-prepared");
    await toast("Nothing was pushed.").locator(".monaco-button", { hasText: "Push and" }).click();
    const end = await followed(/starts no rollout/, "workshop-reverted");
    for (const name of rolledOut)
      expect(end).toContain(
        `faces/${name} starts no rollout: what Git asks for is the version that runs`,
      );
    await lens("Git and cluster apart").waitFor({ state: "detached" });
    await command("Notifications: Clear All Notifications");
  },
);

test("20: the same three succeed", patient, async () => {
  const { page, picture, onDisk } = window();
  await setFraction("0", "20");
  await page.keyboard.press("Control+S");
  await expect.poll(() => onDisk(sync)).toContain('"20"');
  await page.locator(".tab.active.dirty").waitFor({ state: "detached" });
  await startCommand(page, "Flightpath: Push and Reconcile");
  await expect
    .poll(() => input().inputValue())
    .toBe("Change value from 0 to 20 in faces-sync.yaml");
  await page.keyboard.press("Enter");
  const end = await followed(/succeeded: the new version runs/, "workshop-20");
  for (const name of rolledOut) expect(end).toContain(`faces/${name} succeeded`);
  for (const name of rolledOut) await inCanaries(new RegExp(`^${name}\\s*Succeeded`)).waitFor();
  await picture("workshop-succeeded");
});

/** Makes the side bar so narrow that a long message fits beside it. */
async function narrow(): Promise<void> {
  const { page } = window();
  for (const sash of await page.locator(".monaco-sash.vertical").filter({ visible: true }).all()) {
    const box = await sash.boundingBox();
    if (!box || box.x < 250 || box.x > 450) continue;
    await page.mouse.move(box.x + 1, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(222, box.y + 300, { steps: 5 });
    await page.mouse.up();
    // Away from the border, which is lit while the mouse is over it.
    await page.mouse.move(26, 560);
    return;
  }
}
