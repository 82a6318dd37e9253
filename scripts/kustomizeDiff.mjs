import { leaveReport } from "./leaveReport.mjs";
import { prepare } from "./prepare.mjs";
import { realKustomize } from "./realKustomize.mjs";
import { run, toolNode } from "./run.mjs";
import { main, tell } from "./tell.mjs";

/**
 * Random kustomizations, built by the real kustomize and by ours: what they print must be the same, byte for byte.
 * Options: `--runs N` (2,000), `--seed N` (1), `--any-seed` for one that was never tried.
 */
await main(async () => {
  await prepare();
  const real = await realKustomize();
  if (real === undefined) return counted({ numPendingTests: 1 }, 0);
  tell.step("Random kustomizations, ours against the real one …");
  const args = ["test/kustomize/difference.ts", "--real", real, ...process.argv.slice(2)];
  const { code } = await run(toolNode(), args);
  return counted(code === 0 ? { numPassedTests: 1 } : { numFailedTests: 1 }, code);
});

/** Tells the counts to whoever runs this as a step. */
function counted(counts, code) {
  leaveReport("kustomize-diff", counts);
  return code;
}
