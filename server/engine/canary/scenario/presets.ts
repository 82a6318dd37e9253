import type { PresetName } from "../../../../protocol/simulate.ts";
import type { Canary } from "../canary.ts";
import { type Bounds, badAnswer, boundsOf } from "./healthyAnswer.ts";
import { plainScenario } from "./plainScenario.ts";
import type { Scenario } from "./scenario.ts";

export type Preset = PresetName;

/** What may happen to any Canary, by name: what is unlike the plain scenario. */
export const PRESETS = {
  healthy: () => ({}),
  errors: (canary) => ({ metrics: answersOf(canary, badAnswer) }),
  "no-traffic": (canary) => ({ metrics: answersOf(canary, () => null) }),
  "gate-closed": ({ spec: { analysis } }) => ({
    webhooks: Object.fromEntries(
      (analysis?.webhooks ?? [])
        .filter((it) => it.type.startsWith("confirm-"))
        .map((it) => [it.name, { by: "call", answers: ["fail"] }]),
    ),
  }),
  "not-ready": () => ({ target: "never" }),
} as const satisfies Readonly<
  Record<Preset, (canary: Omit<Canary, "status">) => Partial<Scenario>>
>;

export const isPreset = (name: string): name is Preset => Object.hasOwn(PRESETS, name);

/** The scenario of a preset for one Canary. */
export const presetScenario = (preset: Preset, canary: Omit<Canary, "status">): Scenario => ({
  ...plainScenario,
  title: preset,
  canary: `${canary.namespace}/${canary.name}`,
  ...PRESETS[preset](canary),
});

function answersOf(
  { spec: { analysis } }: Omit<Canary, "status">,
  answer: (metric: Bounds) => ReturnType<typeof badAnswer>,
): Scenario["metrics"] {
  const pairs = [...boundsOf(analysis?.metrics ?? []).values()].flatMap((it) => {
    const found = answer(it);
    return found === undefined ? [] : [[it.name, { by: "call", answers: [found] }] as const];
  });
  return Object.fromEntries(pairs);
}
