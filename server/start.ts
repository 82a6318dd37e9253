import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";

/** Set by the build: where the text of a program lies, and how the names of the files with its compiled code begin. */
declare const TEXT: string;
declare const CODE: string;

/**
 * Starts a program with the code that V8 made of it when it was built. Where that is missing, or was made by another
 * V8, the text is compiled as ever. Nothing is written.
 */
function start(file: string): void {
  const folder = dirname(file);
  const filename = join(folder, TEXT);
  const { v8 } = process.versions;
  const cachedData = read(join(folder, `${CODE}-${v8}-${process.arch}.bin`));
  const options = cachedData ? { filename, cachedData } : { filename };
  const program = new Script(readFileSync(filename, "utf8"), options).runInThisContext();
  program({}, createRequire(file), { exports: {} }, file, folder);
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

start(import.meta.filename);
