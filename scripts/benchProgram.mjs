import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure } from "./tell.mjs";

/**
 * A measuring program with all that it imports of ours in one file, as the server has it.
 *
 * @param {string} entry below the folder of tests
 * @param {object} more settings of esbuild
 * @returns {Promise<string>} its path
 */
export async function benchProgram(entry, more = {}) {
  // Loaded late: the bench starts before anything is installed.
  const { build } = await import("esbuild");
  const outfile = join(root, "test-results", "bench", `${basename(entry, ".ts")}.mjs`);
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(root, "test", entry)],
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    minify: true,
    logLevel: "error",
    outfile,
    ...more,
  });
  return outfile;
}

/**
 * What a measuring program prints as JSON.
 *
 * @param {string} what for who reads why it ended early
 * @param {readonly string[]} args of Node
 */
export async function measuredBy(what, args) {
  const { code, output } = await run(toolNode(), args, { quiet: true });
  if (code !== 0) throw new Failure(`The bench of ${what} ended early.\n${output.trim()}`);
  return JSON.parse(output);
}
