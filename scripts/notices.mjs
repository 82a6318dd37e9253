import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/**
 * The licences of the packages that ended up in bundles, as their authors ask for.
 *
 * @param {readonly string[]} inputs the files that esbuild bundled, relative to the project
 */
export function notices(inputs) {
  const folders = inputs.flatMap((input) => {
    const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    return match ? [match[0]] : [];
  });
  return [...new Set(folders)]
    .sort()
    .map(notice)
    .join(`\n${"-".repeat(80)}\n`);
}

function notice(folder) {
  const absolute = join(root, folder);
  const { name, version, license } = JSON.parse(
    readFileSync(join(absolute, "package.json"), "utf8"),
  );
  const files = readdirSync(absolute).filter((file) => /^(licen[sc]e|notice)/i.test(file));
  const texts = files.sort().map((file) => readFileSync(join(absolute, file), "utf8").trim());
  return `${name} ${version} (${license})\n\n${texts.join("\n\n")}\n`;
}
