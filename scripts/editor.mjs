import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { cached } from "./cached.mjs";
import { npmInstall } from "./npm.mjs";
import { cacheFolder } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

const version = "4.139.1";
const folderName = `code-server-${version}`;
const home = join(cacheFolder, folderName);
const entry = join(home, "node_modules", "code-server", "out", "node", "entry.js");

/** Where VS Code itself lies inside the cache, for tests that need its grammars and libraries. */
export const vscodeFolder = join(home, "node_modules", "code-server", "lib", "vscode");

/**
 * Makes sure that VS Code for the browser is in the user's cache. It is taken from the npm
 * registry once per version: about 600 MB.
 */
export async function installEditor() {
  await cached(folderName, async (folder) => {
    tell.step(`Getting VS Code for the browser (code-server ${version}, once, about 600 MB) …`);
    // Its own install script builds native modules that nothing here needs.
    const quick = "--ignore-scripts";
    const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
    await npmInstall("VS Code", [quick, `code-server@${version}`], folder);
    await npmInstall("VS Code", [quick, "--omit=dev"], vscode);
    await npmInstall("VS Code", [quick, "--omit=dev"], join(vscode, "extensions"));
  });
}

/**
 * Puts a packed extension into a folder of extensions.
 *
 * @param {string} vsix
 * @param {string} extensionsFolder
 */
export async function installExtension(vsix, extensionsFolder) {
  const { code, output } = await run(
    toolNode(),
    [entry, "--extensions-dir", extensionsFolder, "--install-extension", vsix],
    { quiet: true },
  );
  if (code !== 0) throw new Failure(`VS Code refused ${vsix}.\n${output.trim()}`);
}

/**
 * Starts VS Code for the browser and waits until it answers.
 *
 * @param {{ port: number, userData: string, extensions: string, trust?: boolean, patience?: number }} options
 *   `trust` true asks for workspace trust, as desktop VS Code does; `patience` is how many seconds the
 *   extensions of a closed window live on
 * @returns {Promise<{ address: string, visited: () => Promise<void>, stop: () => Promise<void>, ended: Promise<void> }>}
 *   `visited` waits until somebody opens a window
 */
export async function startEditor({ port, userData, extensions, trust = false, patience = 3600 }) {
  await demandFreePort(port);
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    toolNode(),
    [
      entry,
      ...["--auth", "none", "--bind-addr", `127.0.0.1:${port}`],
      ...["--user-data-dir", userData, "--extensions-dir", extensions],
      ...["--reconnection-grace-time", String(patience)],
      ...(trust ? [] : ["--disable-workspace-trust"]),
      ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: environmentWithoutEditor() },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output = (output + chunk).slice(-8000);
    });
  }
  const ended = new Promise((resolve) => child.once("exit", () => resolve()));
  const stop = () => {
    child.kill("SIGTERM");
    return ended;
  };
  await answering(address, child, () => output);
  return { address, visited: () => visited(address), stop, ended };
}

/** A terminal inside VS Code carries variables that would make this one join that one. */
function environmentWithoutEditor() {
  const foreign = /^(VSCODE_|ELECTRON_RUN_AS_NODE$|CODE_SERVER_|PASSWORD$|PORT$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

async function answering(address, child, output) {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (child.exitCode !== null) {
      throw new Failure(`VS Code for the browser ended at once.\n${output().trim()}`);
    }
    const answer = await fetch(`${address}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Failure(`VS Code for the browser did not answer within 30 s.\n${output().trim()}`);
}

async function visited(address) {
  for (;;) {
    const health = await fetch(`${address}/healthz`).then((it) => it.json());
    if (health.lastHeartbeat > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 500).unref());
  }
}

async function demandFreePort(port) {
  const free = await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
  if (!free) {
    throw new Failure(`Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`);
  }
}

/** @returns {Promise<number>} a port that nobody listens on */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
