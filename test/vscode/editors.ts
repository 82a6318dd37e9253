import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { installBrowser } from "../../scripts/browser.mjs";
import { buildSuite } from "../../scripts/buildSuite.mjs";
import { freePort, installEditor, installExtension, startEditor } from "../../scripts/editor.mjs";
import { packExtension } from "../../scripts/packExtension.mjs";
import { root } from "../../scripts/paths.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where VS Code listens that trusts every folder. */
    readonly trusting: string;
    /** Where VS Code listens that asks whether a folder is trusted. */
    readonly asking: string;
    /** The folder that both have their extensions from. */
    readonly extensions: string;
  }
}

/** Starts two VS Codes with the packed extension: one that trusts every folder, one that asks. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  forgetFailures();
  await installEditor();
  await installBrowser();
  const scratch = mkdtempSync(join(tmpdir(), "flightpath-editors-"));
  const extensions = join(scratch, "extensions");
  await linkSuite(extensions);
  await installExtension(await packExtension(), extensions);
  const editors = await Promise.all([
    start(join(scratch, "trusting"), extensions, false),
    start(join(scratch, "asking"), extensions, true),
  ]);
  const [trusting, asking] = editors;
  project.provide("trusting", trusting.address);
  project.provide("asking", asking.address);
  project.provide("extensions", extensions);
  return async () => {
    await Promise.all(editors.map((editor) => editor.stop()));
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
}

/** Pictures of tests that failed the last time. */
function forgetFailures(): void {
  const folder = join(root, "test-results");
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name.startsWith("failed-")) rmSync(join(folder, name));
  }
}

/** VS Code looks at the folder once, when it first installs something into it. */
async function linkSuite(extensions: string): Promise<void> {
  const { folder } = await buildSuite();
  mkdirSync(extensions, { recursive: true });
  symlinkSync(folder, join(extensions, "flightpath.flightpath-suite-0.0.1"), "junction");
}

async function start(userData: string, extensions: string, trust: boolean) {
  const settings = {
    ...quiet,
    "security.workspace.trust.enabled": trust,
    "security.workspace.trust.startupPrompt": "never",
  };
  mkdirSync(join(userData, "User"), { recursive: true });
  writeFileSync(join(userData, "User", "settings.json"), JSON.stringify(settings));
  return startEditor({ port: await freePort(), userData, extensions, trust, patience: 1 });
}

/** A window without tours and offers, and keys that arrive as they are typed. */
const quiet = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "editor.minimap.enabled": false,
  "editor.wordBasedSuggestions": "off",
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "files.hotExit": "off",
  "window.restoreWindows": "none",
};
