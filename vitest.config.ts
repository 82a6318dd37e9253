import { defineConfig } from "vitest/config";

const slow = "test/**/*.slow.test.ts";
const properties = "test/**/*.property.test.ts";

/** What is held against a clock in the tests of a cluster; it wants the machine for itself. */
const timed = "test/cluster/**/*.slow.test.ts";

/**
 * `fast` touches no disk, clock or network; `slow` is everything else that needs no editor, and the properties once more, at
 * their full length; `timed` follows it.
 */
export default defineConfig({
  test: {
    // Node runs TypeScript by itself, and nothing here is mocked.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    setupFiles: ["test/seeded.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "fast",
          include: ["test/**/*.test.ts"],
          exclude: [slow, "test/vscode/**"],
          isolate: false,
          maxWorkers: "100%",
          provide: { isThorough: false },
          // A test that asserts nothing fails.
          expect: { requireAssertions: true },
          // A test that hangs fails; a slow machine makes none fail.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "slow",
          include: [slow, properties],
          exclude: [timed],
          maxWorkers: "100%",
          provide: { isThorough: true },
          testTimeout: 240_000,
        },
      },
      {
        extends: true,
        test: {
          name: "timed",
          include: [timed],
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
        },
      },
    ],
  },
});
