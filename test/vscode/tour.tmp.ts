import { setup } from "/work/main/test/vscode/editors.ts";
import { openWindow } from "/work/main/test/vscode/openWindow.ts";
import { launchBrowser } from "/work/main/scripts/browser.mjs";
const provided: Record<string, string> = {};
const stop = await setup({ provide: (k: string, v: string) => { provided[k] = v; } } as never);
const browser = await launchBrowser();
const shot = (w, n) => w.page.screenshot({ path: `/tmp/client/tour-${n}.png` });
const w = await openWindow(browser, provided.trusting, "faces");
const wait = (ms) => new Promise((r) => setTimeout(r, ms));
try {
  await w.open("clusters/my-cluster/infrastructure.yaml"); await wait(2500); await shot(w, "lens");
  const lens = w.page.locator(".codelens-decoration a").first();
  if (await lens.count()) { await lens.click(); await wait(2000); await shot(w, "lens-click"); await w.page.keyboard.press("Escape"); }
  await w.goTo("clusters/my-cluster/apps.yaml", "- name: flag<|>ger"); await w.command("Show or Focus Hover"); await wait(1500); await shot(w, "hover");
  await w.page.keyboard.press("Escape");
  await w.goTo("clusters/my-cluster/apps.yaml", "prun<|>e: true"); await w.command("Show or Focus Hover"); await wait(1500); await shot(w, "hover-field");
  await w.open("apps/faces/faces-canary.yaml"); await wait(2000); await shot(w, "canary");
  await w.open("apps/faces/kustomization.yaml"); await wait(2000); await shot(w, "kustomization");
  await w.page.keyboard.press("Control+T"); await w.page.locator(".quick-input-widget input").fill("#flag"); await wait(2000); await shot(w, "symbols"); await w.page.keyboard.press("Escape");
  await w.command("Flightpath: Show Output"); await wait(2000); await shot(w, "output");
  await w.command("Preferences: Open Settings (UI)"); await wait(2500); await w.page.keyboard.type("@ext:flightpath.flightpath"); await wait(2500); await shot(w, "settings");
} finally { await shot(w, "last"); await w.close(); await browser.close(); await stop(); }
