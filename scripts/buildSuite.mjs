import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./paths.mjs";

/**
 * Bundles the tests that run inside VS Code, as an extension that wakes up in a folder that asks for them.
 *
 * @returns {Promise<{ folder: string, module: string }>} the extension, and its module that exports `run`
 */
export async function buildSuite() {
  const folder = join(root, "dist", "suite");
  await build({
    absWorkingDir: root,
    entryPoints: ["run", "faces", "broken"].map((name) => `test/vscode/suite/${name}.ts`),
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  const manifest = {
    name: "flightpath-suite",
    publisher: "flightpath",
    version: "0.0.1",
    engines: { vscode: "^1.91.0" },
    main: "./run.cjs",
    activationEvents: ["workspaceContains:.flightpath-suite"],
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  return { folder, module: join(folder, "run.cjs") };
}
