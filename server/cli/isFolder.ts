import { accessSync, constants, statSync } from "node:fs";
import { CannotRun } from "./cannotRun.ts";

/** Whether a path is a folder; `undefined` where nothing is. Throws `CannotRun` for what may not be read, `said` being its name. */
export function isFolder(path: string, said: string): boolean | undefined {
  try {
    const it = statSync(path).isDirectory();
    accessSync(path, constants.R_OK);
    return it;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new CannotRun(`${said} cannot be read (${WHY[code ?? ""] ?? code}). Name one that can.`);
  }
}

const WHY: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  ELOOP: "its links lead in a circle",
  ENAMETOOLONG: "its name is too long",
};
