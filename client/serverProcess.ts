import { type ChildProcess, spawn } from "node:child_process";
import type { LogOutputChannel } from "vscode";
import { nodeOptions } from "./nodeOptions.ts";

/** The server as it was built, and the folder for the code that Node makes of it, with which the next start is faster. */
export interface ServerBundle {
  readonly path: string;
  readonly code: string;
}

/** Starts the server on the Node that VS Code itself runs on. */
export function spawnServer({ path, code }: ServerBundle, log: LogOutputChannel): ChildProcess {
  // On the desktop that Node is inside Electron.
  const node = { ELECTRON_RUN_AS_NODE: "1", ELECTRON_NO_ASAR: "1" };
  const child = spawn(process.execPath, [...nodeOptions(), path, "--stdio"], {
    env: { ...process.env, ...node, FLIGHTPATH_CODE: code },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.on("error", (error) => log.error(`The language server could not be run: ${error.message}`));
  child.on("exit", (code, signal) => log.info(`The language server ended: ${signal ?? code}.`));
  return child;
}
