import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../../scripts/paths.mjs";

const MESSAGE = /\bshow(?:Information|Warning|Error)Message\b/;

/** Questions in front of everything else: VS Code shows their words as they are. */
const MODALS = [
  "client/cluster/contextCommands.ts",
  "client/cluster/contextPins.ts",
  "client/cluster/push/pushAndReconcile.ts",
  "client/cluster/writePorts.ts",
];

const found = globSync("client/**/*.ts", { cwd: root })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path !== "client/notify.ts")
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))
  .filter(({ text }) => MESSAGE.test(text));

test("notifications go through one place, which makes no links of words of a cluster", () => {
  expect(found.map(({ path }) => path).sort()).toEqual(MODALS);
});

test.for(found)("$path asks with a modal", ({ text }) => {
  const calls = text.split(MESSAGE).slice(1);
  for (const call of calls) expect(call.slice(0, 300)).toContain("modal: true");
});
