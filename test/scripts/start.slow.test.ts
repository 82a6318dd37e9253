import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEditor } from "../../scripts/editor.mjs";
import { root } from "../../scripts/paths.mjs";

const start = (...options: readonly string[]) =>
  spawnSync(process.execPath, [join(root, "scripts", "start.mjs"), ...options], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: root },
  });

test.for<readonly [string, readonly string[], RegExp]>([
  ["a folder that is not there", ["--folder", "nowhere"], /^✗ There is no folder .*nowhere\. Name/],
  ["a port that is none", ["--port", "http"], /^✗ --port needs a number .*, not http\. See/],
  [
    "an unknown option",
    ["--fodler", "x"],
    /^✗ Unknown option '--fodler'.* See npm start -- --help/,
  ],
])("%s is refused in one sentence", ([, options, sentence]) => {
  const { status, stderr } = start(...options);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(status).toBe(1);
});

test("help tells of every option", () => {
  const { status, stdout } = start("--help");
  expect(stdout.match(/--\w+/g)).toEqual(["--folder", "--port", "--browser", "--help"]);
  expect(status).toBe(0);
});

test("a port that is taken is named, with another to try", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const started = startEditor({ port, userData: "", extensions: "" });
  await expect(started).rejects.toThrow(
    `Port ${port} is taken. Choose another: npm start -- --port`,
  );
  taken.close();
});
