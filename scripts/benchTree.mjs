import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

/** Milliseconds from the choice of a context to the first lines, while the rest of 5,000 objects still comes. */
const PAINT_BAR = 1000;
/** Milliseconds of work for one event, for 95 of 100. */
const EVENT_BAR = 20;
/** MiB over what the process needs before it knows an object. */
const MEMORY_BAR = 150;

/**
 * Measures the views on a demo cluster of 5,000 objects: model, provider and connection in Node, with a stand-in for VS Code.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchTree() {
  tell.step("Measuring the views on a cluster of 5,000 objects …");
  const [server, client] = await bundled();
  const { code, output } = await run(toolNode(), ["--expose-gc", client, server], { quiet: true });
  if (code !== 0) throw new Failure(`The bench of the tree ended early.\n${output.trim()}`);
  const { objects, firstPaint, wholePaint, events, latencies, idleShare, before, after } =
    JSON.parse(output);
  const heap = mebibytes(after.heap - before.heap);
  const resident = mebibytes(after.resident - before.resident);
  tell.note(
    `${objects} objects, first paint: ${firstPaint.toFixed(0)} ms (bar ${PAINT_BAR} ms), all of them: ${wholePaint.toFixed(0)} ms`,
  );
  tell.note(`work for one event: ${figures(events)} (bar p95 ${EVENT_BAR} ms)`);
  tell.note(`from a change in the cluster to its new line: ${figures(latencies)}`);
  tell.note(`work while nothing happens: ${(idleShare * 100).toFixed(1)} % of one core`);
  tell.note(`memory: ${heap} MiB heap (bar ${MEMORY_BAR} MiB), ${resident} MiB resident`);
  return [
    [firstPaint <= PAINT_BAR, `a tree of 5,000 objects takes more than ${PAINT_BAR} ms`],
    [at(events, 0.95) <= EVENT_BAR, `an event takes more than ${EVENT_BAR} ms`],
    [heap <= MEMORY_BAR, `5,000 objects take more than ${MEMORY_BAR} MiB`],
  ]
    .filter(([isKept]) => !isKept)
    .map(([, words]) => words);
}

const mebibytes = (bytes) => Math.round(bytes / 2 ** 20);

const at = (times, share) =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

const figures = (times) =>
  [0.5, 0.95, 0.99].map((share) => `p${100 * share} ${at(times, share).toFixed(1)} ms`).join(", ");

/** The two programs, one file each; VS Code is the stand-in. */
async function bundled() {
  // Loaded late: the bench starts before anything is installed.
  const { build } = await import("esbuild");
  const outdir = join(root, "test-results", "bench");
  mkdirSync(outdir, { recursive: true });
  const folder = join(root, "test", "client", "cluster");
  const made = ["treeBenchServer", "treeBench"].map(async (name) => {
    const outfile = join(outdir, `${name}.mjs`);
    await build({
      entryPoints: [join(folder, `${name}.ts`)],
      alias: { vscode: join(folder, "support", "vscodeStandIn.ts") },
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      minify: true,
      logLevel: "error",
      outfile,
    });
    return outfile;
  });
  return Promise.all(made);
}
