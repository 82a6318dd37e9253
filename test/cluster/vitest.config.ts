import { defineConfig } from "vitest/config";

/** The same contract on both clusters, one after the other; a rollout takes its time. */
export default defineConfig({
  test: {
    include: [
      "test/cluster/real.ts",
      "test/cluster/demo.slow.test.ts",
      "test/cluster/demoPrograms.ts",
    ],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
