import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const program = join(root, "dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "flightpath-bad-days-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const config = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

beforeAll(() => {
  const write = (name: string, content: string | Uint8Array) =>
    writeFileSync(join(folder, name), content);
  for (const it of ["empty", "files", "folder.yaml"]) mkdirSync(join(folder, it));
  write("files/a.yaml", config);
  write("files/binary.yaml", Uint8Array.from([1, 0, 2, 255]));
  write("files/latin.yaml", Buffer.from(`${config}data: { city: "Z\u00fcrich" }\n`, "latin1"));
  write("files/large.yaml", `${config}data:\n  text: "${"x".repeat(3 << 20)}"\n`);
  write("files/large.json", JSON.stringify({ text: "x".repeat(3 << 20) }));
  write("files/notes.md", "# Notes\n");
  symlinkSync("circle", join(folder, "circle"));
  symlinkSync("nowhere.yaml", join(folder, "dangling.yaml"));
  // More findings than a pipe holds at once.
  write("many.yaml", `${config}${"  name: b\n".repeat(2000)}`);
});

const run = (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const options = {
    cwd: folder,
    encoding: "utf8",
    env: { ...env, ...more },
    timeout: 60_000,
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], options);
  return { status, stdout, stderr };
};

const circle = "circle cannot be read (its links lead in a circle). Name one that can.";

test.for([
  [["check", "circle"], circle],
  [["graph", "circle"], circle],
  [["diff", "HEAD", "circle"], circle],
  [["simulate", "--all", "circle"], circle],
  [["render", "--all", "circle"], circle],
  [["labels", "circle"], circle],
  [["labels", "files/a.yaml", "--root", "circle"], circle],
  [["check", "dangling.yaml"], "dangling.yaml does not exist. Name a folder or file that does."],
  [["check", "files/a.yaml/b"], "files/a.yaml/b does not exist. Name a folder or file that does."],
  [["graph", "files/a.yaml"], "files/a.yaml is no folder. Name one that is."],
  [["labels", "folder.yaml"], "folder.yaml is a folder. Name a file in it."],
  [
    ["check", "--format", "constructor"],
    'Unknown format "constructor". There are: text, json, sarif, junit, github.',
  ],
  [["diff", "HEAD", "--format", "toString"], 'Unknown format "toString". There are: text, json.'],
  [["check", "--fromat", "json"], "Unknown option '--fromat'. Did you mean --format?"],
  [["check", "--no-gitingore"], "Unknown option '--no-gitingore'. Did you mean --no-gitignore?"],
  [
    ["graph", "--format"],
    "Option '--format <value>' argument missing. flightpath graph --help tells the options.",
  ],
  [
    ["graph", "--format", "--focus"],
    "Option '--format' argument is ambiguous. flightpath graph --help tells the options.",
  ],
  [["demo", "files"], "Unexpected argument 'files'. flightpath demo --help tells the options."],
  [["simulate", "--replay", "files"], "The recording files cannot be read (EISDIR)."],
  [
    ["simulate", "--replay", "files/binary.yaml"],
    "files/binary.yaml is no recording of a rollout. It is no JSON.",
  ],
  [["simulate", "files/binary.yaml"], "There is no Canary in binary.yaml."],
] as const)("%j cannot run, and says why", ([args, sentence]) => {
  expect(run(args)).toEqual({ status: 2, stdout: "", stderr: `flightpath: ${sentence}\n` });
});

test.for([
  ["binary.yaml", "is no text, so it is not checked"],
  ["large.yaml", "is larger than 2048 KiB, so it is not checked"],
  ["large.json", "is larger than 2048 KiB, so it is not checked"],
  ["latin.yaml", "is no UTF-8, so kustomize refuses it; what cannot be read of it counts as �"],
  ["notes.md", "is neither YAML nor JSON, so it is not checked"],
] as const)("%s, when it is named", ([name, what]) => {
  expect(run(["check", join("files", name)])).toEqual({
    status: 0,
    stdout: "6 files: nothing found.\n",
    stderr: `flightpath: ${name} ${what}.\n`,
  });
});

test("files of a folder that are not checked are told; large JSON is hardly a manifest", () => {
  expect(run(["check", "files"]).stderr.trimEnd().split("\n").sort()).toEqual([
    "flightpath: binary.yaml is no text, so it is not checked.",
    "flightpath: large.yaml is larger than 2048 KiB, so it is not checked.",
    "flightpath: latin.yaml is no UTF-8, so kustomize refuses it; what cannot be read of it counts as �.",
  ]);
});

test("what may not be read", () => {
  const closed = mkdtempSync(join(tmpdir(), "flightpath-closed-"));
  try {
    chmodSync(closed, 0o755);
    writeFileSync(join(closed, "secret.yaml"), config, { mode: 0 });
    mkdirSync(join(closed, "private"), { mode: 0 });
    // Nothing is closed to root, so that it asks as nobody.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const ask = (...args: readonly string[]) => {
      const options = { cwd: closed, encoding: "utf8", ...nobody } as const;
      const { status, stderr } = spawnSync(process.execPath, [program, ...args], options);
      return [status, stderr.replaceAll(closed, "")];
    };
    const refused = (name: string) => [
      2,
      `flightpath: ${name} cannot be read (permission denied). Name one that can.\n`,
    ];
    expect(ask("check", "secret.yaml")).toEqual(refused("secret.yaml"));
    expect(ask("labels", "secret.yaml")).toEqual(refused("secret.yaml"));
    expect(ask("graph", "private")).toEqual(refused("private"));
    expect(ask("check", ".")).toEqual([
      0,
      "flightpath: secret.yaml cannot be read (EACCES: permission denied, open '/secret.yaml'), so it is not checked.\n",
    ]);
  } finally {
    rmSync(closed, { recursive: true, force: true });
  }
});

test("nothing there is nothing wrong", () => {
  expect(run(["check", "empty"]).stdout).toBe("0 files: nothing found.\n");
  expect(run(["graph", "empty"]).stdout).toBe("There is nothing of Flux or Flagger here.\n");
  expect(run(["simulate", "--all", "empty"]).stdout).toBe("There is no Canary here.\n");
});

test("whoever reads may stop at any time: the exit code stays, and nothing is said", async () => {
  for (const format of ["text", "json", "sarif"]) {
    const child = spawn(process.execPath, [program, "check", "many.yaml", "--format", format], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let told = "";
    child.stderr.on("data", (it) => {
      told += it;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((done) => child.once("close", done));
    expect([format, code, told]).toEqual([format, 1, ""]);
  }
});

test.runIf(process.platform === "linux")("output that goes nowhere is told", () => {
  const stdout = openSync("/dev/full", "w");
  const options = { cwd: folder, encoding: "utf8" } as const;
  const { status, stderr } = spawnSync(process.execPath, [program, "check", "files/a.yaml"], {
    ...options,
    stdio: ["ignore", stdout, "pipe"],
  });
  expect([status, stderr.split("\n")[0]]).toEqual([
    2,
    "flightpath: The output cannot be written (ENOSPC: no space left on device, write). Free the place it goes to, or name another.",
  ]);
});

test.runIf(process.platform !== "win32")("Ctrl+C ends at once", async () => {
  const child = spawn(process.execPath, [program, "check", "many.yaml"], {
    cwd: folder,
    stdio: "ignore",
  });
  await new Promise((done) => child.once("spawn", done));
  child.kill("SIGINT");
  expect(await new Promise((done) => child.once("close", (_, signal) => done(signal)))).toBe(
    "SIGINT",
  );
});

test("a server whose editor is gone ends", () => {
  const { status } = spawnSync(process.execPath, [program, "lsp", "--stdio"], {
    input: "nonsense",
  });
  expect(status).toBe(1);
});

test.for([
  [{}, false],
  [{ FORCE_COLOR: "1" }, true],
  [{ FORCE_COLOR: "0" }, false],
  [{ FORCE_COLOR: "1", NO_COLOR: "1" }, false],
] as const)("colours in a pipe with %j: %s", ([env, wanted]) => {
  const { stdout } = run(["check", "many.yaml"], env);
  expect(stdout.includes("\u001b[")).toBe(wanted);
});

test("which version this is", () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(run(["--version"])).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});
