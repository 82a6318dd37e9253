import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/**
 * `makeCode.mjs TEXT CODE PART RUNS`: starts that part of the program with each of the runs, a JSON list of lists of
 * arguments, one after the other in this process, and writes the code that V8 has made by then to
 * `CODE-<version of V8>-<processor>.bin`. The text is wrapped as `server/start.ts` does it.
 */
const [, , filename, code, part, runs] = process.argv;
// Code is forgotten when it was not used for a while; flags must be as ever when the code is written.
setFlagsFromString("--no-flush-bytecode");
const text = readFileSync(filename, "utf8");
const wrapped = `(function(exports,require,module,__filename,__dirname){${text}\n})`;
const script = new Script(wrapped, { filename });
const start = script.runInThisContext();
const waiting = JSON.parse(runs);

// The work of a run is done when nothing is left to be waited for.
process.on("beforeExit", nextTurn);
next();

/** A run that waits for nothing leaves nothing behind that would keep the process going. */
function nextTurn() {
  setImmediate(next);
}

function next() {
  const args = waiting.shift();
  if (!args) return finish();
  process.argv = [process.execPath, filename, ...args];
  const module = { exports: {} };
  start(module.exports, createRequire(filename), module, filename, dirname(filename));
  module.exports.start?.(part);
}

function finish() {
  process.off("beforeExit", nextTurn);
  setFlagsFromString("--flush-bytecode");
  const { v8 } = process.versions;
  // What `server/cli/roomForYoung.ts` may have changed.
  setFlagsFromString("--semi-space-growth-factor=2");
  writeFileSync(`${code}-${v8}-${process.arch}.bin`, script.createCachedData());
  process.exitCode = 0;
}
