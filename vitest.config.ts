import { defineConfig } from "vitest/config";

/**
 * `fast` touches no disk, clock or network; `slow` is everything else that needs no editor, and the properties once more, at
 * their full length.
 */
export default defineConfig({
  test: {
    // Node runs TypeScript by itself, and nothing here is mocked.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: ["test/**/*.slow.test.ts", "test/vscode/**"],
          isolate: false,
          maxWorkers: "100%",
          provide: { isThorough: false },
          // A test that hangs fails; a slow machine makes none fail.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          include: ["test/**/*.slow.test.ts", "test/**/*.property.test.ts"],
          provide: { isThorough: true },
          testTimeout: 240_000,
        },
      },
    ],
  },
});
