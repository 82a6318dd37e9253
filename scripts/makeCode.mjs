import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, parse } from "node:path";
import { setFlagsFromString } from "node:v8";
import { Script } from "node:vm";

/**
 * `makeCode.mjs PROGRAM CODE RUNS`: does the work of the runs, a JSON list of lists of arguments, one after the other in
 * this process, and writes the code that V8 has made by then to `CODE-<version of V8>-<processor>.bin`.
 */
const [, , program, code, runs] = process.argv;
const text = join(dirname(program), "code", `${parse(program).name}.js`);
// Code is forgotten when it was not used for a while; the flag must be as ever when the code is written.
setFlagsFromString("--no-flush-bytecode");
const script = new Script(readFileSync(text, "utf8"), { filename: text });
const start = script.runInThisContext();
const waiting = JSON.parse(runs);

// The work of a run is done when nothing is left to be waited for.
process.on("beforeExit", next);
next();

function next() {
  const args = waiting.shift();
  if (!args) return finish();
  process.argv = [process.execPath, program, ...args];
  start({}, createRequire(program), { exports: {} }, program, dirname(program));
}

function finish() {
  process.off("beforeExit", next);
  setFlagsFromString("--flush-bytecode");
  const { v8 } = process.versions;
  writeFileSync(`${code}-${v8}-${process.arch}.bin`, script.createCachedData());
  process.exitCode = 0;
}
