import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./paths.mjs";

/**
 * A folder in the user's cache that is filled once: either whole or not there, whoever else is filling it.
 *
 * @param {string} name with the version of what it holds
 * @param {(folder: string) => Promise<void>} fill puts packages into a folder that has a package.json
 * @returns {Promise<string>} the folder
 */
export async function cached(name, fill) {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  const partial = mkdtempSync(`${folder}.partial-`);
  try {
    writeFileSync(join(partial, "package.json"), '{ "private": true }\n');
    await fill(partial);
    renameSync(partial, folder);
  } catch (error) {
    // Another run may have finished first; then its copy is as good as ours.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
  return folder;
}
