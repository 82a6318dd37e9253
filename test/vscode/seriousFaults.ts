import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { FrameLocator } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

/** What axe-core finds serious or critical in a page, in words. */
export async function seriousFaults(view: FrameLocator): Promise<readonly string[]> {
  const frame = await (await view.locator("body").elementHandle())?.ownerFrame();
  const found = await frame?.evaluate(`${axe}; axe.run(document, { resultTypes: ["violations"] })`);
  return (found as Found).violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map((it) => `${id}: ${it.html} ${it.failureSummary}`));
}
