import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rulePages } from "./rulePages.ts";

/** Writes `docs/rules`. With `--check` it writes nothing, names the pages that are not up to date, and fails. */
const folder = join(import.meta.dirname, "rules");
const pages = rulePages();
const old = readdirSync(folder).filter((it) => !pages.has(it));
const changed = [...pages].filter(([name, text]) => read(name) !== text).map(([name]) => name);

if (!process.argv.includes("--check")) {
  for (const name of old) rmSync(join(folder, name));
  for (const name of changed) writeFileSync(join(folder, name), pages.get(name) ?? "");
  console.log(`docs/rules: ${pages.size} pages, ${changed.length} written, ${old.length} removed.`);
} else if (old.length + changed.length > 0) {
  console.error(`docs/rules is not up to date: ${[...changed, ...old].join(", ")}.`);
  console.error("Run npm run docs.");
  process.exitCode = 1;
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return undefined;
  }
}
