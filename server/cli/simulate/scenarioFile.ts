import { readFileSync } from "node:fs";
import { readScenario } from "../../engine/canary/scenario/readScenario.ts";
import type { Scenario } from "../../engine/canary/scenario/scenario.ts";
import { CannotRun } from "../cannotRun.ts";

/** Reads a scenario from disk. Throws `CannotRun` for a file that is none, with everything that is wrong with it. */
export function scenarioFile(path: string, said: string): Scenario {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    throw new CannotRun(`${said} ${why}. Name a scenario that is there.`);
  }
  const read = readScenario(text);
  if ("scenario" in read) return read.scenario;
  const [first, ...rest] = read.mistakes;
  const at = first?.pointer ? ` at ${first.pointer}` : "";
  const more = rest.length > 0 ? ` (${rest.length} more)` : "";
  throw new CannotRun(`${said}${at}: ${first?.message}${more}`);
}
