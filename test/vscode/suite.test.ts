import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test, vi } from "vitest";
import { launchBrowser } from "../../scripts/browser.mjs";
import { openWindow } from "./openWindow.ts";
import { patience } from "./patience.ts";
import type { Outcome } from "./suite/run.ts";

const outcomes = await Promise.all(
  ["faces", "broken"].map(async (example) => ({ example, outcomes: await runInside(example) })),
);

describe.for(outcomes)("inside VS Code, in $example", ({ outcomes }) => {
  test.for(outcomes)("$title", ({ error }) => expect(error).toBeUndefined());
});

/** Opens a folder that asks for the suite, and waits for the answer that it writes there. */
async function runInside(example: string): Promise<readonly Outcome[]> {
  const browser = await launchBrowser();
  const asksForSuite = (folder: string) => writeFileSync(join(folder, ".flightpath-suite"), "");
  const window = await openWindow(browser, inject("trusting"), example, asksForSuite);
  const answer = join(window.folder, ".flightpath-suite");
  try {
    await vi.waitUntil(() => readFileSync(answer, "utf8") !== "", {
      timeout: 4 * patience,
      interval: 200,
    });
    return JSON.parse(readFileSync(answer, "utf8"));
  } finally {
    await window.picture(`suite-${example}`);
    await window.close();
    await browser.close();
  }
}
