import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectNode, root } from "./paths.mjs";
import { run, runNpm, toolNode } from "./run.mjs";
import { Failure, tell } from "./tell.mjs";

const oldestNode = 20;

/** Installs what is missing and builds; after it every tool of the project can be run. */
export async function prepare() {
  demandNode();
  await install();
  tell.step("Building …");
  const { code, output } = await run(toolNode(), ["esbuild.mjs"], { quiet: true });
  if (code !== 0) throw new Failure(`The build failed.\n${output.trim()}`);
}

function demandNode() {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (oldestNode <= major) return;
  throw new Failure(
    `This is Node ${process.versions.node}; Node ${oldestNode} or later is needed. ` +
      `Get it from https://nodejs.org and try again.`,
  );
}

async function install() {
  if (isInstalled()) return;
  tell.step("Installing the dependencies (about half a minute when nothing is cached) …");
  const quiet = ["--no-save", "--no-audit", "--no-fund", "--prefer-offline"];
  const { code, output } = await runNpm(["install", ...quiet]);
  if (code !== 0)
    throw new Failure(`npm install failed. ${adviceFor(output)}\n${errorsIn(output)}`);
  if (!projectNode()) {
    throw new Failure(
      "npm install did not run the install script of the package node. " +
        "Allow install scripts (npm config delete ignore-scripts) and try again.",
    );
  }
}

/** Is everything there that package-lock.json asks for, in the same versions? */
function isInstalled() {
  const wanted = packagesOf(join(root, "package-lock.json"));
  const present = packagesOf(join(root, "node_modules", ".package-lock.json"));
  if (!wanted || !present || !projectNode()) return false;
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "") return true;
    const found = present[path];
    return found ? found.version === version : optional === true;
  });
}

function packagesOf(lock) {
  return existsSync(lock) ? JSON.parse(readFileSync(lock, "utf8")).packages : undefined;
}

function adviceFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output)) {
    return "The npm registry cannot be reached: check the network or the proxy, then try again.";
  }
  if (/ENOSPC/.test(output)) return "The disk is full: free some space, then try again.";
  if (/EACCES|EPERM/.test(output)) {
    return "Some files may not be written: check who owns node_modules, then try again.";
  }
  return "Read what npm says below; removing node_modules and trying again often helps.";
}

/** What npm says of the failure itself, without its warnings and its help. */
function errorsIn(output) {
  const lines = output.split("\n").filter((line) => /^npm (error|ERR!)/.test(line));
  return (lines.length ? lines.slice(0, 12) : output.split("\n").slice(-12)).join("\n").trim();
}
