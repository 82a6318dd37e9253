import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { run, toolNode } from "./run.mjs";
import { main, tell } from "./tell.mjs";

/**
 * Everything that CI runs. A step with a report is counted by its tests, any other by its outcome.
 * @type {readonly { name: string, args: readonly string[], report?: string }[]}
 */
const steps = [
  { name: "Formatting, lint and layers", args: tool("@biomejs/biome/bin/biome", "ci") },
  { name: "Types", args: tool("typescript/bin/tsc", "-b") },
  suite("Fast tests", "fast", ["--project", "fast"]),
  suite("Slow tests", "slow", ["--project", "slow", "--project", "timed"]),
  {
    name: "Random kustomizations, ours against the real one",
    args: [join(root, "scripts/kustomizeDiff.mjs")],
    report: "test-results/kustomize-diff.json",
  },
  {
    name: "The contract of a cluster on etcd, kube-apiserver, Flux and Flagger; the slow tests have run it on the demo cluster",
    args: [join(root, "scripts/cluster.mjs"), "--leave-out", "slow"],
    report: "test-results/cluster.json",
  },
  suite("Tests in a real VS Code", "vscode", ["--config", "test/vscode/vitest.config.ts"]),
];

function suite(name, id, options) {
  const report = `test-results/${id}.json`;
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  return { name, args: tool("vitest/vitest.mjs", "run", ...options, ...reporters), report };
}

function tool(program, ...args) {
  return [join(root, "node_modules", program), ...args];
}

await main(async () => {
  const began = performance.now();
  await prepare();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const faults = [];
  for (const step of steps) {
    const outcome = await perform(step);
    for (const key of Object.keys(total)) total[key] += outcome[key];
    if (outcome.failed) faults.push(...faultsOf(step));
  }
  tell.step(`All of it took ${seconds(began)}.`);
  for (const it of faults) tell.problem(it);
  const skipped = total.skipped ? `, ${total.skipped} skipped` : "";
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed ? 1 : 0;
});

/** Runs one step to its end; a failure is counted and does not keep the others from running. */
async function perform({ name, args, report }) {
  tell.step(`${name} …`);
  const began = performance.now();
  if (report) rmSync(join(root, report), { force: true });
  const { code } = await run(toolNode(), args);
  const outcome = report ? countsOf(report) : { passed: 0, failed: 0, skipped: 0 };
  // A runner that fails without a failed test, or a tool that counts nothing, is one failure.
  const failed = code !== 0 && outcome.failed === 0 ? 1 : outcome.failed;
  tell.note(`${failed ? "failed" : "done"} in ${seconds(began)}`);
  return { ...outcome, failed };
}

function countsOf(report) {
  const file = join(root, report);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
}

/** What failed in a step, a line each: it was told hundreds of lines above. */
function faultsOf({ name, report }) {
  const file = report && join(root, report);
  const { testResults = [] } =
    file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const tests = testResults.flatMap((it) => {
    const place = relative(root, it.name);
    const failed = it.assertionResults.filter((test) => test.status === "failed");
    if (failed.length > 0) return failed.map((test) => `${place}: ${test.fullName}`);
    return it.status === "failed" ? [`${place}: ${it.message.split("\n")[0]}`] : [];
  });
  return tests.length > 0 ? tests : [`${name}: see what was said there`];
}

function seconds(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
