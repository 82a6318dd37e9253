import { spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Answer } from "./answer.ts";

/** Milliseconds after which the real tool counts as hanging. */
const PATIENCE = 20_000;

/** Writes the files below a folder of its own, asks the real tool to build `root` there, and removes them again. */
export async function realKustomize(
  program: string,
  folder: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<Answer> {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  try {
    const ask = () => build(program, join(folder, "root"));
    // Again where it was ended from outside, or the machine was busy with something else.
    return await ask().catch(ask).catch(ask);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function build(program: string, folder: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ["build", folder], {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: PATIENCE,
      killSignal: "SIGKILL",
      // Nothing remote is meant to be in these trees; git would ask in vain.
      env: { PATH: "", HOME: folder, GOMAXPROCS: "2" },
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (it: Buffer) => output.push(it));
    child.stderr.on("data", (it: Buffer) => errors.push(it));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (signal) return reject(new Error(`${program} was ended by ${signal}.`));
      const text = Buffer.concat(errors).toString("utf8");
      resolve({
        ok: code === 0,
        output: code === 0 ? Buffer.concat(output).toString("utf8") : "",
        error: code === 0 ? "" : messageIn(text),
        warnings: text.split("\n").filter((it) => it.startsWith("# Warning: ")),
      });
    });
  });
}

/** Without the warnings before it. Where kustomize crashes, that is the message. */
function messageIn(text: string): string {
  if (/^panic: /m.test(text)) return "panic";
  const at = text.search(/^Error: /m);
  const message = at < 0 ? text : text.slice(at + "Error: ".length);
  // Some messages print memory addresses.
  return message.replace(/\n$/, "").replaceAll(/0x[0-9a-f]{8,}/g, "0xPOINTER");
}
