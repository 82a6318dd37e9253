import { defineConfig } from "vitest/config";

/** One control plane for all files; a rollout takes its time. */
export default defineConfig({
  test: {
    include: ["test/cluster/real.ts"],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});
