import { expect, test } from "vitest";
import { nodeOptions } from "../../client/nodeOptions.ts";

test.each([
  { cores: 1, threads: 1 },
  { cores: 2, threads: 1 },
  { cores: 4, threads: 3 },
  { cores: 16, threads: 4 },
])("of $cores cores V8 gets $threads beside the thread that answers", ({ cores, threads }) => {
  expect(nodeOptions(cores)).toEqual([`--v8-pool-size=${threads}`]);
});
