import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { startEditor } from "../../scripts/editor.mjs";
import { root } from "../../scripts/paths.mjs";
import { workshop } from "../../scripts/workshop.mjs";

const start = (...options: readonly string[]) =>
  spawnSync(process.execPath, [join(root, "scripts", "start.mjs"), ...options], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, INIT_CWD: root },
  });

test.for<readonly [string, readonly string[], RegExp]>([
  ["a folder that is not there", ["--folder", "nowhere"], /^✗ There is no folder .*nowhere\. Name/],
  [
    "a reset of a folder that is not ours",
    ["--folder", ".", "--reset"],
    /^✗ --reset is about the copy of the examples, not about --folder\. See/,
  ],
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
  expect(stdout.match(/--\w+/g)).toEqual(["--folder", "--reset", "--port", "--browser", "--help"]);
  expect(status).toBe(0);
});

test("the examples become two repositories that push to their own origin", () => {
  const folder = join(mkdtempSync(join(tmpdir(), "flightpath-")), "workshop");
  const git = (repository: string, ...args: readonly string[]) =>
    spawnSync("git", [...args], { cwd: join(folder, repository), encoding: "utf8" }).stdout.trim();
  const file = workshop(folder);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    folders: [{ path: "faces" }, { path: "faces-demo" }],
    settings: { "flightpath.demo.autostart": true },
  });
  for (const it of ["faces", "faces-demo"]) {
    expect(git(it, "status", "--porcelain", "--branch")).toBe("## main...origin/main");
    expect(git(it, "rev-parse", "HEAD")).toBe(git(`origin/${it}.git`, "rev-parse", "main"));
  }
  writeFileSync(join(folder, "faces", "note.txt"), "mine");
  expect(workshop(folder)).toBe(file);
  expect(existsSync(join(folder, "faces", "note.txt"))).toBe(true);
  workshop(folder, { reset: true });
  expect(existsSync(join(folder, "faces", "note.txt"))).toBe(false);
  expect(git("faces", "log", "--format=%s")).toBe("The example as it comes");
  rmSync(dirname(folder), { recursive: true, force: true });
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
