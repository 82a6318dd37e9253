import { absolute } from "./absolute.ts";
import { CannotRun } from "./cannotRun.ts";
import { isFolder } from "./isFolder.ts";

/** The absolute path of a folder. Throws `CannotRun` for what is none. */
export function folderAt(said: string): string {
  const path = absolute(said);
  if (isFolder(path, said) !== true) throw new CannotRun(`${said} is no folder. Name one that is.`);
  return path;
}
