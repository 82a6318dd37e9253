import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { run, toolNode } from "./run.mjs";
import { Failure } from "./tell.mjs";

const compiler = "schemas/compile.mjs";
const stamp = join(root, "dist", ".schemas");

/** Makes `dist/schemas` from `schemas/` and Kubernetes' models, unless it was made from the same input before. */
export async function buildSchemas() {
  const input = fingerprint();
  const made = existsSync(stamp) && existsSync(join(root, "dist", "schemas"));
  if (made && readFileSync(stamp, "utf8") === input) return;
  const { code, output } = await run(toolNode(), [compiler], { quiet: true });
  if (code !== 0) throw new Failure(`${compiler} failed.\n${output.trim()}`);
  mkdirSync(join(root, "dist"), { recursive: true });
  writeFileSync(stamp, input);
}

function fingerprint() {
  const hash = createHash("sha256");
  const lock = join(root, "package-lock.json");
  for (const file of [...filesBelow(join(root, "schemas")), lock]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest("hex");
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
