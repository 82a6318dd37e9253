import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { diskFiles } from "../../server/host/diskFiles.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "flightpath-disk-")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

mkdirSync(join(folder, "real/inner"), { recursive: true });
writeFileSync(join(folder, "real/inner/a.yaml"), "a: ü\n");
writeFileSync(join(folder, "real/replaced.txt"), "\ufffd");
writeFileSync(join(folder, "real/bytes.bin"), Uint8Array.of(0x61, 0xff));

const at = (path: string) => `${folder.replaceAll("\\", "/")}/${path}`;

test("the content of a file is its text, or its bytes where they are no UTF-8", () => {
  const { file } = diskFiles();
  expect(file(at("real/inner/a.yaml"))?.content).toBe("a: ü\n");
  expect(file(at("real/replaced.txt"))?.content).toBe("\ufffd");
  expect(file(at("real/bytes.bin"))?.content).toEqual(Buffer.of(0x61, 0xff));
});

test("what is no file is none", () => {
  const { file, folder: names, real } = diskFiles();
  for (const path of ["real", "real/none", "real/inner/a.yaml/below"]) {
    expect(file(at(path))).toBe(undefined);
  }
  expect(names(at("real"))).toEqual(["bytes.bin", "inner", "replaced.txt"]);
  expect(names(at("none"))).toBe(undefined);
  expect(real(at("real/none"))).toBe(at("real/none"));
});

test.skipIf(process.platform === "win32")("links are followed wherever they stand", () => {
  symlinkSync(join(folder, "real"), join(folder, "link"));
  symlinkSync("inner/a.yaml", join(folder, "real/b.yaml"));
  symlinkSync("/", join(folder, "top"));
  symlinkSync("nowhere", join(folder, "dangling"));
  const { file, real } = diskFiles();
  for (const path of [
    "link",
    "link/inner/a.yaml",
    "link/b.yaml",
    "real/b.yaml",
    "top",
    "top/tmp",
  ]) {
    expect(real(at(path))).toBe(realpathSync(at(path)));
  }
  expect(file(at("link/b.yaml"))?.content).toBe("a: ü\n");
  expect(file(at("link"))).toBe(undefined);
  expect(file(at("dangling"))).toBe(undefined);
  expect(real(at("dangling"))).toBe(at("dangling"));
});
