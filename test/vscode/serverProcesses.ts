import { execFileSync } from "node:child_process";

/** The process ids of the language servers that run out of installed extensions, oldest first. */
export function serverProcesses(): readonly number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,args="], { encoding: "utf8" }).split("\n");
  return rows
    .filter((row) => /flightpath-editors-.*extensions.*server\.js/.test(row))
    .map((row) => Number.parseInt(row, 10))
    .sort((one, other) => one - other);
}
