import { join, resolve } from "node:path";
import { controlPlane } from "./controlPlane.mjs";
import { leaveReport } from "./leaveReport.mjs";
import { root } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure, main, tell } from "./tell.mjs";

/**
 * Runs the contract of a cluster on real programs and on the demo cluster: `npm run test:cluster`.
 * `-- --bin FOLDER` takes programs that were built elsewhere, `-- --running env.json` a control plane
 * that `up.mjs` started and that goes on running. `-- --leave-out slow` leaves out what is among the slow tests, too.
 */
await main(async () => {
  const { running, bin, left } = options(process.argv.slice(2));
  await prepare();
  const programs = running ? undefined : (bin ?? (await controlPlane()));
  if (!running && !programs) {
    leaveReport("cluster", { numPendingTests: 1 });
    return 0;
  }
  const env = running
    ? { FLIGHTPATH_CLUSTER_RUNNING: running }
    : { FLIGHTPATH_CLUSTER_PROGRAMS: programs };
  tell.step("The contract on etcd, kube-apiserver, Flux and Flagger …");
  const { code } = await run(
    toolNode(),
    [
      join(root, "node_modules/vitest/vitest.mjs"),
      "run",
      "--config",
      "test/cluster/vitest.config.ts",
      ...(left ? ["--exclude", `**/*.${left}.test.ts`] : []),
      "--reporter=default",
      "--reporter=json",
      "--outputFile.json=test-results/cluster.json",
    ],
    { env },
  );
  return code;
});

function options(args) {
  const found = {};
  for (let at = 0; at < args.length; at += 2) {
    const name = args[at];
    const value = args[at + 1];
    if (name === "--leave-out" && value === "slow") found.left = value;
    else if ((name === "--bin" || name === "--running") && value !== undefined)
      found[name.slice(2)] = resolve(value);
    else
      throw new Failure(
        `Unknown option ${[name, value].join(" ").trim()}: there are --bin FOLDER, --running FILE and --leave-out slow.`,
      );
  }
  return found;
}
