import fs from "node:fs";
import type { Scenario, ScriptedEdit } from "./scenario.ts";

/** The scenario of a recording, or of a file in its form whose `ticks` is a number. */
export function scenarioIn(file: string): Scenario {
  const { script, ticks, ...it } = JSON.parse(fs.readFileSync(file, "utf8"));
  const edits = script.edits.map(({ code: _, ...edit }: ScriptedEdit & { code?: number }) => edit);
  return { features: [], ...it, ...script, edits, ticks: ticks.length ?? ticks };
}
