import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { realKustomize } from "./realKustomize.mjs";
import { run, toolNode } from "./run.mjs";
import { serverOptions } from "./serverOptions.mjs";
import { Failure, tell } from "./tell.mjs";
import { examples, warmUps } from "./warmUps.mjs";

/** How much faster all overlays must be in one process of ours than one by one with the real tool. */
const RATIO = 10;
/** Milliseconds from a keystroke to the new text of an overlay of 60 objects, for 99 of 100. */
const KEYSTROKE = 10;
/** Seconds from the start of the command line to its end, for whatever could take for ever. */
const LIMIT = 2;
const RUNS = 5;

/**
 * Measures what a build costs: every overlay at hand, cold, against the real kustomize; and one that is built again.
 *
 * @returns {Promise<string[]>} the bars that were missed
 */
export async function benchKustomize() {
  tell.step("Measuring kustomize builds …");
  const bundle = await program();
  const missed = [];
  if (!(await keepsKeystroke(bundle))) {
    missed.push(`a rendered keystroke takes more than ${KEYSTROKE} ms`);
  }
  missed.push(...(await missedLimits()));
  const real = await realKustomize();
  if (real === undefined) return missed;
  const overlays = overlaysAtHand().filter((it) => timed(real, it) !== undefined);
  const ours = median(
    await repeated(async () => (await measure(bundle, ["cold", ...overlays])).milliseconds),
  );
  const process = median(await repeated(() => timeOf(bundle, ["cold", ...overlays])));
  const theirs = median(
    await repeated(() => overlays.reduce((sum, it) => sum + (timed(real, it) ?? 0), 0)),
  );
  const ratio = theirs / ours;
  tell.note(
    `${overlays.length} overlays, cold: ${ours.toFixed(0)} ms in one process (${process.toFixed(0)} ms with its start); ` +
      `kustomize one by one ${theirs.toFixed(0)} ms: ${ratio.toFixed(1)}x (${(theirs / process).toFixed(1)}x)`,
  );
  if (ratio < RATIO) missed.push(`all overlays are not ${RATIO} times faster than with kustomize`);
  return missed;
}

/** Of several runs the middle one counts: one in a hundred keystrokes is soon one in which something else ran. */
async function keepsKeystroke(bundle) {
  const options = await serverOptions();
  const runs = await repeated(() => measure(bundle, ["keystroke", "60"], options));
  const [p50, p95, p99] = ["p50", "p95", "p99"].map((name) => median(runs.map((it) => it[name])));
  tell.note(
    `keystroke → new text of 60 objects: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms (bar ${KEYSTROKE} ms; medians of ${RUNS} runs)`,
  );
  return p99 <= KEYSTROKE;
}

/** Trees that could take for ever, rendered by the command line from the disk; how they end, and in how much memory, the tests say. */
async function missedLimits() {
  const folder = mkdtempSync(join(tmpdir(), "flightpath-limits-"));
  try {
    const { output } = await run(toolNode(), ["test/kustomize/writeLimits.ts", folder], {
      quiet: true,
    });
    const cli = join(root, "dist", "cli.js");
    const found = JSON.parse(output).map((it) => {
      const times = Array.from({ length: RUNS }, () => timeOf(cli, ["render", it.folder]) / 1000);
      return { name: it.name, seconds: median(times) };
    });
    const [first, second] = found.toSorted((one, other) => other.seconds - one.seconds);
    tell.note(
      `${found.length} trees that could take for ever, the whole process: ${shown(first)}, ${shown(second)}, others less (bar ${LIMIT} s)`,
    );
    return found.filter((it) => it.seconds > LIMIT).map((it) => `more than ${LIMIT} s: ${it.name}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const shown = ({ name, seconds }) => `${name} ${seconds.toFixed(2)} s`;

/** The measuring program, made as the command line is: with the code that V8 makes of it while it renders kustomizations. */
async function program() {
  // Loaded late: the bench starts before anything is installed.
  const { bundleProgram, makeCode } = await import("./bundleProgram.mjs");
  const outfile = "test-results/bench/kustomize.cjs";
  const files = {
    entry: "test/kustomize/bench.ts",
    text: "test-results/bench/kustomizeText.cjs",
    starters: { bench: { outfile, isCompiled: true } },
  };
  const made = await bundleProgram(files);
  await makeCode({ ...files, ...made, part: "bench", runs: [["cold", ...warmUps()]] });
  return join(root, outfile);
}

async function measure(bundle, args, options = []) {
  const { code, output } = await run(toolNode(), [...options, bundle, ...args], { quiet: true });
  if (code !== 0) throw new Failure(`The kustomize bench ended early.\n${output.trim()}`);
  const found = JSON.parse(output);
  if (found.failures?.length) throw new Failure(`Ours does not build ${found.failures[0]}`);
  return found;
}

/** Milliseconds of a process of ours. */
function timeOf(program, args) {
  const began = performance.now();
  spawnSync(toolNode(), [program, ...args], { maxBuffer: 1 << 28 });
  return performance.now() - began;
}

/** Milliseconds of one build by the real tool; `undefined` where it fails. */
function timed(real, folder) {
  const began = performance.now();
  const { status } = spawnSync(real, ["build", folder], { maxBuffer: 1 << 28 });
  return status === 0 ? performance.now() - began : undefined;
}

async function repeated(measureOnce) {
  const out = [];
  for (let count = 0; count < RUNS; count++) out.push(await measureOnce());
  return out;
}

const median = (numbers) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1];

/** Every folder of the examples that holds a kustomization, and the recorded repositories where they are at hand. */
function overlaysAtHand() {
  const recorded = join(root, "..", "shared", "conformance", "overlays");
  const manifest = join(recorded, "manifest.json");
  const cases = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).cases : [];
  return [...examples(), ...cases.map((it) => join(recorded, it.dir))];
}
