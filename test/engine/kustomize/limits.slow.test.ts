import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { limits } from "../../kustomize/limits.ts";

const root = join(import.meta.dirname, "../../..");
const run = promisify(execFile);

/** Milliseconds after which a build that should end is taken for one that never does; how fast it is, the bench tells. */
const STUCK = 60_000;
/** MiB of the whole process. */
const MEMORY = 500;

test.each(limits.map((it) => [it.name, it] as const))("%s", async (name, limit) => {
  const node = join(root, "node_modules/node/bin/node");
  const limitFile = join(root, "test/kustomize/limit.ts");
  const { stdout } = await run(node, [`--max-old-space-size=${MEMORY}`, limitFile, name], {
    timeout: STUCK,
  });
  const found = JSON.parse(stdout);
  if (limit.error === undefined) expect(found.error).toBe(undefined);
  else expect(found.error).toContain(limit.error);
  expect(found.objects).toBe(limit.objects ?? 0);
  expect(found.mebibytes).toBeLessThan(MEMORY);
});
