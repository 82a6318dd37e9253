import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const dist = join(import.meta.dirname, "../../dist");
const folder = mkdtempSync(join(tmpdir(), "flightpath-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const it of ["cli.js", "code", "package.json"]) {
  cpSync(join(dist, it), join(folder, it), { recursive: true });
}
const code = readdirSync(join(folder, "code")).filter((it) => it.endsWith(".bin"));

const started = () =>
  spawnSync(process.execPath, [join(folder, "cli.js"), "render", "--help"], { encoding: "utf8" });

test("compiled code comes with the program", () => {
  expect(code.some((it) => it.includes(process.versions.v8))).toBe(true);
  expect(started()).toMatchObject({ status: 0, stderr: "" });
});

test("code of another version of V8 is passed over", () => {
  for (const it of code) writeFileSync(join(folder, "code", it), "something else");
  expect(started()).toMatchObject({ status: 0, stderr: "" });
});

test("without compiled code the program starts all the same", () => {
  for (const it of code) rmSync(join(folder, "code", it));
  const { stdout, status } = started();
  expect(status).toBe(0);
  expect(stdout).toContain("Usage: flightpath render");
  expect(readdirSync(join(folder, "code"))).toEqual(["cli.js"]);
});
