import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of package.json. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Where large downloads are kept between checkouts: the user's own cache folder. */
export const cacheFolder = join(userCache(), "flightpath");

function userCache() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === "win32" && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return join(homedir(), ".cache");
}

/** The project's own Node 24, or `undefined` before it is installed. */
export function projectNode() {
  const names = process.platform === "win32" ? ["node.exe", "node"] : ["node"];
  return names
    .map((name) => join(root, "node_modules", "node", "bin", name))
    .find((path) => existsSync(path));
}
