import { type ChildProcess, spawn } from "node:child_process";
import type { LogOutputChannel } from "vscode";

/** Starts the bundle of the server on the Node that VS Code itself runs on. */
export function spawnServer(module: string, log: LogOutputChannel): ChildProcess {
  const child = spawn(process.execPath, [module, "--stdio"], {
    // On the desktop that Node is inside Electron.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1", ELECTRON_NO_ASAR: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.on("error", (error) => log.error(`The language server could not be run: ${error.message}`));
  child.on("exit", (code, signal) => log.info(`The language server ended: ${signal ?? code}.`));
  return child;
}
