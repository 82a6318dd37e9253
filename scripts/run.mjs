import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { projectNode, root } from "./paths.mjs";
import { Failure } from "./tell.mjs";

/**
 * Runs a program to its end. The project's tools and its Node come first on the PATH.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean, env?: Record<string, string> }} [options]
 *   `quiet` keeps the output for the answer instead of showing it
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(program, args, { cwd = root, quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...toolEnvironment(), ...env },
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32" && !program.endsWith(".exe"),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (chunk) => {
        output += chunk;
      });
    }
    child.on("error", (error) =>
      reject(new Failure(`${program} could not be started (${error.message}). Is it installed?`)),
    );
    child.on("close", (code, signal) => {
      resolve({ code: code ?? 1, output: signal ? `${output}\nended by ${signal}` : output });
    });
  });
}

/** @returns {string} the Node that runs the project's tools */
export function toolNode() {
  return projectNode() ?? process.execPath;
}

function toolEnvironment() {
  const node = projectNode();
  const first = [join(root, "node_modules", ".bin"), ...(node ? [dirname(node)] : [])];
  const inherited = Object.entries(process.env).filter(([name]) => !isOfThisPackage(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: [...first, process.env.PATH ?? ""].join(delimiter),
  };
}

/** npm tells its scripts where their package lies; another npm below us must not believe it. */
function isOfThisPackage(name) {
  return /^npm_(package_|lifecycle_|config_local_prefix$|config_prefix$)/i.test(name);
}
