import { defineConfig } from "vitest/config";

/** `fast` touches no disk, clock or network; `slow` is everything else that needs no editor. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.slow.test.ts", "test/vscode/**"],
          isolate: false,
          pool: "threads",
          // A test that hangs fails; a slow machine makes none fail.
          testTimeout: 60_000,
        },
      },
      { test: { name: "slow", include: ["test/**/*.slow.test.ts"], testTimeout: 240_000 } },
    ],
  },
});
