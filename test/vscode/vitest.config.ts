import { defineConfig } from "vitest/config";

/** One real VS Code for all files, so they take turns; a window needs seconds to come up. */
export default defineConfig({
  test: {
    include: ["test/vscode/**/*.test.ts"],
    globalSetup: ["test/vscode/editors.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
