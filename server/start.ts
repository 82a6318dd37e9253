import { readFileSync } from "node:fs";
import { createRequire, enableCompileCache } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** Set by the build: the text of the program, its part that is started, and how the names of files with compiled code begin. */
declare const TEXT: string;
declare const PART: string;
declare const CODE: string;

/** What the text of a program gives: its parts, each started by its name; without it, the text itself is what is run. */
interface Program {
  readonly start?: (part: string) => void;
}

/**
 * Starts a part of a program with the code that V8 made of the text when it was built. Where that is missing, or was made
 * by another V8, the text is compiled as ever; only where the caller names a folder for it is the code kept there.
 */
function start(file: string): void {
  const folder = dirname(file);
  const path = join(folder, TEXT);
  const { v8 } = process.versions;
  const cachedData = read(join(folder, `${CODE}-${v8}-${process.arch}.bin`));
  const program = cachedData ? compiled(path, cachedData) : required(path);
  program.start?.(PART);
}

function compiled(filename: string, cachedData: Buffer): Program {
  const text = readFileSync(filename, "utf8");
  const wrapped = `(function(exports,require,module,__filename,__dirname){${text}\n})`;
  const run = new Script(wrapped, { filename, cachedData }).runInThisContext();
  const module: { readonly exports: Program } = { exports: {} };
  run(module.exports, createRequire(filename), module, filename, dirname(filename));
  return module.exports;
}

function required(path: string): Program {
  const kept = process.env.FLIGHTPATH_CODE;
  // Older Nodes have no such function.
  if (kept) enableCompileCache?.(kept);
  return createRequire(path)(path);
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

start(import.meta.filename);
