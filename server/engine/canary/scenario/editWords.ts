import type { Scenario, ScenarioEdit } from "./scenario.ts";
import type { EditWords } from "./table.ts";

/** What people do in a scenario, in words. */
export function editWords({ begins, edits }: Pick<Scenario, "begins" | "edits">): EditWords {
  const out = new Map<number, readonly string[]>();
  if (begins === "revision") out.set(0, ["a new revision is there"]);
  for (const it of edits) out.set(it.tick, [...(out.get(it.tick) ?? []), wordsOf(it)]);
  return out;
}

function wordsOf(it: ScenarioEdit): string {
  switch (it.edit) {
    case "revision":
      return "a new revision is there";
    case "back":
      return "back to the old revision";
    case "config":
      return it.object ? `${it.object.kind} ${it.object.name} changes` : "configuration changes";
    case "suspend":
      return "the Canary is suspended";
    case "resume":
      return "the Canary is resumed";
    case "skipAnalysis":
      return "skipAnalysis is set";
    case "patch":
      return it.object ? `${it.object.kind} ${it.object.name} changes` : "the Canary changes";
    case "delete":
      return it.object ? `${it.object.kind} ${it.object.name} is deleted` : "the Canary is deleted";
  }
}
