import { run } from "./run.mjs";
import { Failure } from "./tell.mjs";

const quiet = ["--no-audit", "--no-fund", "--prefer-offline"];

/**
 * Runs `npm install` with the npm that started us, or else the one on the PATH.
 *
 * @param {string} what the thing to be installed, for the sentence said when it fails
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export async function npmInstall(what, args, cwd) {
  const npm = process.env.npm_execpath;
  const [program, ...before] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"];
  const { code, output } = await run(program, [...before, "install", ...quiet, ...args], {
    cwd,
    quiet: true,
  });
  if (code === 0) return;
  throw new Failure(`${what} could not be installed. ${adviceFor(output)}\n${errorsIn(output)}`);
}

function adviceFor(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET|network/i.test(output)) {
    return "The npm registry cannot be reached: check the network or the proxy, then try again.";
  }
  if (/ENOSPC/.test(output)) return "The disk is full: free some space, then try again.";
  if (/EACCES|EPERM/.test(output)) {
    return "Some files may not be written: check who owns them, then try again.";
  }
  return "npm says why:";
}

/** What npm says of the failure itself, without its warnings, its traces and its help. */
function errorsIn(output) {
  const lines = output.split("\n").filter((line) => /^npm (error|ERR!)(?!\s+at )/.test(line));
  return (lines.length ? lines : output.split("\n")).slice(0, 6).join("\n").trim();
}
