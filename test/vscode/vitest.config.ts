import { defineConfig } from "vitest/config";
import { patience } from "./patience.ts";

/** One real VS Code for all files, so they take turns; a window needs seconds to come up. */
export default defineConfig({
  test: {
    include: ["test/vscode/**/*.test.ts"],
    globalSetup: ["test/vscode/editors.ts"],
    fileParallelism: false,
    expect: { poll: { timeout: patience } },
    // A test waits for several things, one after the other.
    testTimeout: 3 * patience,
    hookTimeout: 3 * patience,
  },
});
