import type { SimulationQuestion } from "../../protocol/simulate.ts";
import { canaryIn } from "../engine/canary/scenario/canaryIn.ts";
import { isPreset, presetScenario } from "../engine/canary/scenario/presets.ts";
import { readScenario } from "../engine/canary/scenario/readScenario.ts";
import type { Scenario } from "../engine/canary/scenario/scenario.ts";
import { setupOf } from "../engine/canary/scenario/setupOf.ts";
import type { Resource } from "../engine/resource.ts";
import type { View } from "../engine/view.ts";

/** The scenario that a question names or holds; sentences where it cannot be read. */
export function scenarioOf(
  view: View,
  canary: Resource,
  { preset = "healthy", scenario }: Omit<SimulationQuestion, "id">,
): { readonly scenario: Scenario } | { readonly mistake: string } {
  if (scenario === undefined) {
    if (!isPreset(preset)) return { mistake: `There is no preset "${preset}".` };
    return { scenario: presetScenario(preset, canaryIn(setupOf(canary, view).setup)) };
  }
  const read = readScenario(scenario);
  if ("scenario" in read) return read;
  return { mistake: read.mistakes.map((it) => it.message).join("\n") };
}
