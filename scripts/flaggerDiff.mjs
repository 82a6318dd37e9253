import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cached } from "./cached.mjs";
import { root } from "./paths.mjs";
import { prepare } from "./prepare.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure, main, tell } from "./tell.mjs";

const VERSION = "1.44.0";
const controlPlane = join(root, "../shared/reference/control-plane");
const recordings = join(root, "test/conformance/flagger");

/**
 * Rollouts, played by the real Flagger in a control plane of its own, and by ours: what they do must be the same.
 * Arguments: recordings to be made anew; those of the repository without any.
 */
await main(async () => {
  await prepare();
  const programs = await realFlagger();
  if (programs === undefined) return 0;
  const scenarios = process.argv.slice(2);
  const own = readdirSync(recordings).map((it) => join(recordings, it));
  const folder = mkdtempSync(join(tmpdir(), "flagger-"));
  try {
    tell.step("Rollouts, recorded from the real Flagger …");
    const [out, state] = [join(folder, "recordings"), join(folder, "state")];
    const places = ["--control-plane", controlPlane, "--bin", programs, "--state", state];
    const files = scenarios.length > 0 ? scenarios : own;
    const args = ["test/flagger/record.ts", ...places, "--out", out, ...files];
    const { code } = await run(toolNode(), args);
    if (code !== 0) throw new Failure(`The recorder ended with ${code}.`);
    const compared = await run(toolNode(), ["test/flagger/compare.ts", out]);
    return compared.code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * Flagger and the control plane, built once from their Go modules and kept in the user's cache.
 *
 * @returns {Promise<string | undefined>} their folder; `undefined`, and one sentence why, where they cannot be had
 */
async function realFlagger() {
  if (!existsSync(controlPlane)) {
    tell.note("The folder ../shared is not beside the checkout, so there is no control plane.");
    return undefined;
  }
  const go = await run("go", ["version"], { quiet: true }).catch(() => ({ code: 1 }));
  if (go.code !== 0) {
    tell.note(`Go is not installed, so there is no Flagger ${VERSION} to compare with.`);
    return undefined;
  }
  return cached(`flagger-${VERSION}`, async (folder) => {
    tell.step(`Building Flagger ${VERSION} and a control plane from their Go modules …`);
    const { code, output } = await run("sh", [join(controlPlane, "build.sh"), folder], {
      quiet: true,
    });
    if (code !== 0) throw new Failure(`Flagger ${VERSION} could not be built.\n${output}`);
  });
}
