import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const program = join(import.meta.dirname, "../../dist/cli.js");
const folder = mkdtempSync(join(tmpdir(), "flightpath-demo-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("it says where it is, writes its kubeconfig for its owner alone, and ends when asked to", async () => {
  const file = join(folder, "kubeconfig");
  const demo = spawn(process.execPath, [program, "demo", "--kubeconfig", file]);
  const said = await new Promise<string>((resolve, reject) => {
    let text = "";
    demo.stdout.setEncoding("utf8").on("data", (it: string) => {
      text += it;
      if (text.includes("kubectl")) resolve(text);
    });
    demo.on("exit", () => reject(new Error("It ended too soon.")));
  });
  const { clusters } = JSON.parse(readFileSync(file, "utf8")) as {
    readonly clusters: readonly [{ readonly cluster: { readonly server: string } }];
  };
  expect(said).toBe(
    `The demo cluster answers at ${clusters[0].cluster.server}.\nkubectl --kubeconfig ${file} get namespaces\n`,
  );
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
  demo.removeAllListeners("exit");
  const code = new Promise((resolve) => demo.on("exit", resolve));
  demo.kill("SIGINT");
  expect(await code).toBe(0);
});

test.for([
  [["--port", "x"], '--port takes a number from 0 to 65535, not "x".'],
  [["--what"], "Unknown option '--what'. flightpath demo --help tells the options."],
  [["--crds", "nowhere"], "--crds takes a folder of YAML files."],
  [["--folder", "nowhere"], "nowhere is no folder. Name one that holds a repository."],
  [["--kubeconfig", "nowhere/at/all"], "name another file with --kubeconfig."],
] as const)("%s: a sentence and exit code 2", ([args, sentence]) => {
  const { status, stderr } = spawnSync(process.execPath, [program, "demo", ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stderr).toContain(sentence);
});
