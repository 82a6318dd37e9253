import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { Failure, tell } from "./tell.mjs";

/** The two repositories of the examples that belong together. */
const repositories = ["faces", "faces-demo"];

/**
 * The examples as two git repositories of a person's own, each with a bare one beside it to push to, and a workspace that
 * starts the demo cluster on them. Made once; what a person changes in them stays.
 *
 * @param {string} folder where they are put
 * @param {{ reset?: boolean }} options `reset` makes them anew
 * @returns {string} the workspace file
 */
export function workshop(folder, { reset = false } = {}) {
  const workspace = join(folder, "faces.code-workspace");
  if (reset) rmSync(folder, { recursive: true, force: true });
  if (existsSync(workspace)) return workspace;
  tell.step(`Copying the examples to ${folder} …`);
  const partial = `${folder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    const hasGit = git(["--version"], partial) !== undefined;
    if (!hasGit)
      tell.note("There is no git: nothing can be pushed, and saved files count at once.");
    for (const name of repositories) {
      cpSync(join(root, "examples", name), join(partial, name), { recursive: true });
      if (hasGit) makeRepository(partial, name);
    }
    const settings = { "flightpath.demo.autostart": true, "git.autofetch": false };
    const folders = repositories.map((path) => ({ path }));
    const text = JSON.stringify({ folders, settings }, undefined, 2);
    writeFileSync(join(partial, "faces.code-workspace"), `${text}\n`);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return workspace;
}

/** A repository with one commit, and the bare one that it pushes to; their paths are relative, so they can be moved. */
function makeRepository(folder, name) {
  const at = join(folder, name);
  const origin = join(folder, "origin", `${name}.git`);
  mkdirSync(origin, { recursive: true });
  demand(["init", "--quiet", "--bare", "--initial-branch=main", "."], origin);
  demand(["init", "--quiet", "--initial-branch=main", "."], at);
  // Who has told git no name can commit here all the same.
  if (git(["config", "user.email"], at) === undefined) {
    demand(["config", "user.name", "Flightpath"], at);
    demand(["config", "user.email", "flightpath@example.com"], at);
  }
  demand(["config", "commit.gpgsign", "false"], at);
  demand(["remote", "add", "origin", `../origin/${name}.git`], at);
  demand(["add", "--all"], at);
  demand(["commit", "--quiet", "--message", "The example as it comes"], at);
  demand(["push", "--quiet", "--set-upstream", "origin", "main"], at);
}

function demand(args, cwd) {
  if (git(args, cwd) !== undefined) return;
  throw new Failure(`git ${args[0]} failed in ${cwd}; run it there to see why.`);
}

/** What git prints; `undefined` where it failed or is not there. */
function git(args, cwd) {
  const { status, stdout } = spawnSync("git", args, { cwd, encoding: "utf8" });
  return status === 0 ? stdout : undefined;
}
