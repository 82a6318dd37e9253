import { join } from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";

test("the server without its entry points needs nothing of Node, so a web worker can run it", async () => {
  const { errors, outputFiles } = await build({
    stdin: {
      contents:
        'import { serve } from "./server/lsp/server.ts";\n' +
        'import { createConnection } from "vscode-languageserver/browser";\n' +
        "globalThis.flightpath = { serve, createConnection };\n",
      resolveDir: join(import.meta.dirname, "../.."),
      loader: "ts",
    },
    bundle: true,
    platform: "browser",
    format: "iife",
    write: false,
    logLevel: "silent",
  });
  expect(errors).toEqual([]);
  expect(outputFiles[0]?.text).not.toMatch(/require\("(node:)?(fs|path|child_process|os|net)"\)/);
});
