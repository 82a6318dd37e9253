import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "flightpath-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the built command line in a folder of its own. */
function flightpath(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "dist/cli.js"), ...args],
    { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  return { status, stdout, stderr };
}

const config = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

test("nothing to find: exit code 0", () => {
  writeFileSync(join(folder, "a.yaml"), config);
  expect(flightpath("check")).toEqual({
    status: 0,
    stdout: "1 file: nothing found.\n",
    stderr: "",
  });
});

test("an error: exit code 1, unless told otherwise", () => {
  writeFileSync(join(folder, "a.yaml"), `${config}  name: b\n`);
  const { status, stdout } = flightpath("check", ".", "--format", "json");
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject([
    { file: "a.yaml", line: 5, column: 3, endLine: 5, endColumn: 7, code: "duplicate-key" },
  ]);
  expect(flightpath("check", "a.yaml", "--fail-on", "never").status).toBe(0);
  expect(flightpath("check", "--rule", "duplicate-key=warning").status).toBe(0);
  const strict = flightpath("check", "--rule", "duplicate-key=warning", "--fail-on", "warning");
  expect(strict.status).toBe(1);
});

test(".flightpath.yaml and comments silence", () => {
  writeFileSync(join(folder, "a.yaml"), `${config}  name: b # flightpath-ignore: duplicate-key\n`);
  expect(flightpath("check").status).toBe(0);
  writeFileSync(join(folder, "a.yaml"), `${config}  name: b\n`);
  writeFileSync(join(folder, ".flightpath.yaml"), "rules:\n  duplicate-key: off\n");
  expect(flightpath("check").status).toBe(0);
  writeFileSync(join(folder, ".flightpath.yaml"), "rules:\n  duplicate-key: loud\n");
  const { status, stderr } = flightpath("check");
  expect(status).toBe(1);
  expect(stderr).toContain("rules.duplicate-key wants one of error, warning");
  rmSync(join(folder, ".flightpath.yaml"));
});

test.for([
  [["check", "nowhere"], "nowhere does not exist. Name a folder or file that does."],
  [
    ["check", "--format", "xml"],
    'Unknown format "xml". There are: text, json, sarif, junit, github.',
  ],
  [["check", "--fail-on", "hint"], '--fail-on takes error, warning or never, not "hint".'],
  [
    ["check", "--rule", "x"],
    '--rule wants CODE=SEVERITY with one of error, warning, information, hint, off, not "x".',
  ],
  [["check", "--what"], "Unknown option '--what'. flightpath check --help tells the options."],
  [
    ["chekc"],
    'There is no command "chekc". There are: check, render, diff, simulate, graph, labels, demo, lsp.',
  ],
  [["lsp"], "lsp speaks over standard input and output only: flightpath lsp --stdio"],
] as const)("%s cannot run: exit code 2 and one sentence", ([args, sentence]) => {
  expect(flightpath(...args)).toEqual({
    status: 2,
    stdout: "",
    stderr: `flightpath: ${sentence}\n`,
  });
});

test("help", () => {
  expect(flightpath("--help").stdout).toContain("Usage: flightpath COMMAND");
  expect(flightpath("check", "--help").stdout).toContain("--format text|json|sarif|junit|github");
});
