import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ruleCodes, rulePages } from "./rulePages.ts";

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

writeCodes();

/** The codes that `flightpath.rules` of package.json completes. */
function writeCodes(): void {
  const file = join(import.meta.dirname, "../package.json");
  const text = readFileSync(file, "utf8");
  const manifest = JSON.parse(text);
  const groups: readonly { properties: Record<string, unknown> }[] =
    manifest.contributes.configuration;
  const setting = groups.map((it) => it.properties["flightpath.rules"]).find((it) => it) as {
    propertyNames?: unknown;
  };
  setting.propertyNames = { enum: ruleCodes() };
  const next = `${JSON.stringify(manifest, null, 2)}\n`;
  if (next === text) return;
  if (!process.argv.includes("--check")) writeFileSync(file, next);
  else {
    console.error("package.json does not name all rules. Run npm run docs.");
    process.exitCode = 1;
  }
}

function read(name: string): string | undefined {
  try {
    return readFileSync(join(folder, name), "utf8");
  } catch {
    return undefined;
  }
}
