import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

/** Milliseconds that may pass. */
const BARS = {
  ticks: { what: "100 ticks", bar: 5 },
  scenarios: { what: "1,000 scenarios of one Canary", bar: 1000 },
  matrix: { what: "30 × 30 outcomes after a keystroke", bar: 200 },
  longMatrix: { what: "the same for more than 50 ticks and three metrics", bar: 200 },
};

/**
 * Measures what a simulation costs.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchSimulate() {
  tell.step("Measuring rollouts …");
  const program = await bundled();
  const { code, output } = await run(toolNode(), [program], { quiet: true });
  if (code !== 0) throw new Failure(`The bench of rollouts ended early.\n${output.trim()}`);
  const found = JSON.parse(output);
  const missed = [];
  for (const [key, { what, bar }] of Object.entries(BARS)) {
    tell.note(`${what}: ${found[key].toFixed(1)} ms (bar ${bar} ms)`);
    if (found[key] > bar) missed.push(`${what} take more than ${bar} ms`);
  }
  return missed;
}

/** The measuring program with the engine in one file, as the server has it. */
async function bundled() {
  // Loaded late: the bench starts before anything is installed.
  const { build } = await import("esbuild");
  const outfile = join(root, "test-results", "bench-simulate.cjs");
  mkdirSync(dirname(outfile), { recursive: true });
  await build({
    entryPoints: [join(root, "test/engine/canary/bench.ts")],
    bundle: true,
    platform: "node",
    format: "cjs",
    minify: true,
    logLevel: "error",
    outfile,
  });
  return outfile;
}
