import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npmInstall } from "./npm.mjs";
import { projectNode, root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
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
  // Not npm ci: it refuses a lock file without the optional packages of other platforms.
  await npmInstall("The dependencies", ["--no-save"], root);
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
