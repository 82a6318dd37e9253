import { prepare } from "./prepare.mjs";
import { run, toolNode } from "./run.mjs";
import { main, tell } from "./tell.mjs";

/** 200,000 random edits of real files: after each, the incremental answer must be that from scratch. */
await main(async () => {
  await prepare();
  const edits = process.argv[2] ?? "200000";
  tell.step(`${edits} random edits (200,000 take about ten minutes) …`);
  const test = "test/engine/incremental.slow.test.ts";
  const { code } = await run(
    toolNode(),
    ["node_modules/vitest/vitest.mjs", "run", "--project", "slow", test],
    { env: { FLIGHTPATH_EDITS: edits } },
  );
  return code;
});
