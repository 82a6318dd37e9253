import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeOptions } from "../../client/nodeOptions.ts";

const dist = join(import.meta.dirname, "../../dist");
const folder = mkdtempSync(join(tmpdir(), "flightpath-start-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

for (const it of ["cli.js", "server.js", "program.cjs", "schemas", "code", "package.json"]) {
  cpSync(join(dist, it), join(folder, it), { recursive: true });
}
const code = readdirSync(join(folder, "code")).filter((it) => it.endsWith(".bin"));

const started = () =>
  spawnSync(process.execPath, [join(folder, "cli.js"), "render", "--help"], { encoding: "utf8" });

test("compiled code comes with the program", () => {
  expect(code.some((it) => it.includes(process.versions.v8))).toBe(true);
  expect(started()).toMatchObject({ status: 0, stderr: "" });
});

/** V8 passes over code that was made with other flags, as `roomForYoung` sets one, without a word. */
test("the code fits every Node at hand for which it was made", () => {
  const nodes = (process.env.PATH ?? "").split(delimiter).map((it) => join(it, "node"));
  const told = [process.execPath, ...nodes]
    .filter((it) => existsSync(it))
    .map((it) => spawnSync(it, ["-e", IS_REFUSED, folder], { encoding: "utf8" }).stdout);
  expect(told[0]).toBe("false");
  expect(told).not.toContain("true");
});

/** Prints nothing where there is no code for this Node. */
const IS_REFUSED = `
  const { readdirSync, readFileSync } = require("node:fs");
  const [, folder] = process.argv;
  const text = readFileSync(folder + "/program.cjs", "utf8");
  const { v8 } = process.versions;
  const name = readdirSync(folder + "/code").find((it) => it.includes("-" + v8 + "-"));
  if (name) {
    const cachedData = readFileSync(folder + "/code/" + name);
    const wrapped = "(function(exports,require,module,__filename,__dirname){" + text + "\\n})";
    const { cachedDataRejected } = new (require("node:vm").Script)(wrapped, { cachedData });
    process.stdout.write(String(cachedDataRejected));
  }
`;

test("code of another version of V8 is passed over", () => {
  for (const it of code) writeFileSync(join(folder, "code", it), "something else");
  expect(started()).toMatchObject({ status: 0, stderr: "" });
});

test("without compiled code the program starts all the same", () => {
  for (const it of code) rmSync(join(folder, "code", it));
  const { stdout, status } = started();
  expect(status).toBe(0);
  expect(stdout).toContain("Usage: flightpath render");
  expect(readdirSync(join(folder, "code"))).toEqual([]);
});

test("the server keeps its code where it is told to, and nowhere else", async () => {
  const kept = join(folder, "kept");
  for (const env of [{}, { FLIGHTPATH_CODE: kept }, { FLIGHTPATH_CODE: kept }]) {
    expect(await served(env)).toBe(0);
    expect(existsSync(kept)).toBe("FLIGHTPATH_CODE" in env);
  }
  expect(readdirSync(kept, { recursive: true }).length).toBeGreaterThan(1);
});

/** Starts the server, asks it what it can do, and ends it; answers its exit code. */
async function served(env: Record<string, string>): Promise<unknown> {
  const { FLIGHTPATH_CODE: _, ...inherited } = process.env;
  const server = spawn(process.execPath, [...nodeOptions(), join(folder, "server.js"), "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...inherited, ...env },
  });
  const say = (message: object) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const params = { processId: null, rootUri: null, capabilities: {} };
  for (const request of [{ method: "initialize", params }, { method: "shutdown" }]) {
    say({ id: 1, ...request });
    await once(server.stdout, "data");
  }
  say({ method: "exit" });
  const [status] = await once(server, "exit");
  return status;
}
