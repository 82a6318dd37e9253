import { execFileSync } from "node:child_process";

/**
 * The process ids of the language servers that run out of a folder of installed extensions, oldest first. Somebody else
 * may be running the same tests.
 */
export function serverProcesses(extensions: string): readonly number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  return rows
    .filter((row) => row.includes(extensions) && row.includes("server.js"))
    .map((row) => Number.parseInt(row, 10))
    .sort((one, other) => one - other);
}
