import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { limits } from "./limits.ts";

/** Writes the files of each limit below a folder, and prints as JSON what they are called and which folder is to be built. */
const [target = ""] = process.argv.slice(2);
const written = limits.map(({ name, files, folder }, index) => {
  const root = join(target, String(index));
  for (const [path, text] of files()) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { name, folder: join(root, folder) };
});
process.stdout.write(JSON.stringify(written));
