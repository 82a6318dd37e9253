import fc from "fast-check";
import { DEFAULT_FLAGS } from "../../../../server/engine/canary/flags.ts";
import type { Json, JsonObject } from "../../../../server/engine/canary/json.ts";
import { keyOf } from "../../../../server/engine/canary/objectKey.ts";
import { type Matrix, matrix } from "../../../../server/engine/canary/picture/matrix.ts";
import { metricScales } from "../../../../server/engine/canary/picture/metricScales.ts";
import type { Routes } from "../../../../server/engine/canary/routing.ts";
import { assumed } from "../../../../server/engine/canary/scenario/assumed.ts";
import { canaryIn } from "../../../../server/engine/canary/scenario/canaryIn.ts";
import type { Ending } from "../../../../server/engine/canary/scenario/ending.ts";
import {
  endingsByVerdict,
  type WordlessEnding,
} from "../../../../server/engine/canary/scenario/endingsByVerdict.ts";
import { plainScenario } from "../../../../server/engine/canary/scenario/plainScenario.ts";
import { outcomeOf, run, type Simulation } from "../../../../server/engine/canary/scenario/run.ts";
import type { Scenario } from "../../../../server/engine/canary/scenario/scenario.ts";
import { summary } from "../../../../server/engine/canary/scenario/summary.ts";
import type { Setup } from "../../../../server/engine/canary/setup.ts";
import type { Phase } from "../../../../server/engine/canary/status.ts";
import { areRight } from "./areRight.ts";
import { randomCanary } from "./randomCanary.ts";
import { busyScenario, quietScenario, randomMetrics } from "./randomScenario.ts";

/** What holds for every Canary in every scenario, by name; each throws where it does not. */
export const checks: Readonly<Record<string, (runs: number) => void>> = {
  "weights stay between 0 and 100 and add up, but where Flagger itself lets them go": (runs) =>
    always(runs, busyScenario, ({ ticks }, setup) => {
      const { spec, namespace } = canaryIn(setup);
      const { target } = spec;
      let before: Routes | undefined;
      for (const { tick, routes: now, objects } of ticks) {
        if (!now) continue;
        const service = objects.get(keyOf("Service", namespace, target.name));
        if (!areRight({ now, before, spec, service })) {
          throw new Error(`Tick ${tick} has ${now.primary}/${now.canary}.`);
        }
        before = now;
      }
    }),

  "phases follow one another as they must": (runs) =>
    always(runs, busyScenario, ({ ticks }, _, scenario) => {
      const first = ticks[0]?.status?.phase;
      // A Canary that is never initialised has no tick behind that.
      const isFresh =
        scenario.begins === "installation" || first === "Initializing" || first === "";
      let before: Phase = isFresh ? "" : "Initialized";
      for (const { tick, status } of ticks) {
        const phase: Phase = status?.phase ?? before;
        if (phase !== before && !NEXT[before].includes(phase)) {
          throw new Error(`Tick ${tick} goes from ${before} to ${phase}.`);
        }
        before = phase;
      }
    }),

  "as many failed checks as the threshold roll back on the next tick": (runs) =>
    always(runs, quietScenario, ({ ticks }, setup) => {
      const threshold = canaryIn(setup).spec.analysis?.threshold ?? 1;
      let isFull = false;
      for (const { tick, status } of ticks) {
        if (isFull && status?.phase !== "Failed") {
          throw new Error(`Tick ${tick} is ${status?.phase}, not Failed.`);
        }
        const failed = status?.failedChecks ?? 0;
        if (failed > threshold) throw new Error(`Tick ${tick} has ${failed} failed checks.`);
        isFull = failed === threshold && RUNNING.has(status?.phase ?? "");
      }
    }),

  "the same again is the same": (runs) =>
    always(runs, busyScenario, (simulation, setup, scenario) => {
      const again = run({ ...setup }, scenario);
      if (textOf(again) !== textOf(simulation)) throw new Error("The second run is another.");
      const { tick, outcome } = outcomeOf(setup, scenario);
      if (tick !== simulation.ending.tick || outcome !== simulation.ending.outcome) {
        throw new Error(`Without records it is ${outcome} at ${tick}.`);
      }
    }),

  "it ends, or is declared endless": (runs) =>
    always(runs, busyScenario, ({ ticks, ending }) => {
      if (ticks.length >= 10_000) throw new Error(`${ending.outcome} after ${ticks.length} ticks.`);
    }),

  "what is declared endless goes on for ever": (runs) =>
    always(runs, quietScenario, ({ ticks, ending }, setup, scenario) => {
      if (ending.outcome !== "endless" || ticks[0]?.tick !== 0) return;
      // An edit far away keeps the simulation going until then.
      const edits = [{ tick: ticks.length + 150, edit: "resume" as const }];
      const longer = run(setup, { ...scenario, edits });
      if (longer.ending.outcome !== "endless") {
        throw new Error(`${longer.ending.outcome} at ${longer.ending.tick}.`);
      }
    }),

  "earliest ≤ any success ≤ worst case": (runs) =>
    always(runs, quietScenario, ({ ending }, setup) => {
      if (ending.outcome !== "Succeeded") return;
      const { earliest, worst, gates } = summary(setup);
      if (!earliest || ending.tick < earliest.ticks) {
        throw new Error(`${ending.tick} ticks, and the earliest is ${earliest?.ticks}.`);
      }
      if (gates.length === 0 && (!worst || ending.tick > worst.ticks)) {
        throw new Error(`${ending.tick} ticks, and the worst is ${worst?.ticks}.`);
      }
    }),

  "what has the same verdicts ends the same": (runs) => {
    fc.assert(
      fc.property(
        randomCanary,
        busyScenario,
        fc.array(randomMetrics, { minLength: 2, maxLength: 12 }),
        (canary, scenario, all) => {
          const { setup } = assumed(setupWith(canary));
          const endingOf = endingsByVerdict({ ...setup }, scenario);
          for (const metrics of all) {
            const alone = run(setup, { ...scenario, metrics }).ending;
            sameEnding(endingOf(metrics), alone);
          }
        },
      ),
      { numRuns: runs },
    );
  },

  "a matrix is what its cells are when each is played": (runs) => {
    const place = fc.tuple(fc.nat(29), fc.nat(29));
    const places = fc.array(place, { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(randomCanary, busyScenario, places, (canary, scenario, cells) => {
        const { setup } = assumed(setupWith(canary));
        const found = matrix({ ...setup }, scenario);
        if ("mistake" in found) return;
        const rows = [...found.rows];
        for (const [row, column] of cells) {
          const [x, y] = [found.across.values[column] ?? 0, found.down.values[row]];
          if (y === undefined) continue;
          const metrics = {
            ...scenario.metrics,
            ...cellOf(setup, found, x, y),
          };
          const alone = run(setup, { ...scenario, metrics }).ending;
          const letter = LETTERS[alone.outcome] ?? "S";
          const [told, tick] = [rows[row]?.outcomes[column], rows[row]?.ticks[column]];
          if (told !== letter || tick !== alone.tick) {
            throw new Error(`${x}, ${y} is ${told} at ${tick}, alone ${letter} at ${alone.tick}.`);
          }
        }
      }),
      { numRuns: runs },
    );
  },

  "no text makes it throw": (runs) => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), randomCanary, fc.nat(), (json, canary, seed) => {
        const broken = replaced(canary, json as Json, seed) as JsonObject;
        const setup = assumed({ ...setupWith(canary), objects: [named(broken)] }).setup;
        run(setup, plainScenario);
        summary(setup);
      }),
      { numRuns: runs },
    );
  },
};

function sameEnding(one: WordlessEnding, { text: _, why: __, ...other }: Ending): void {
  const [told, alone] = [one, other].map((it) => [it.outcome, it.phase, it.tick, it.at].join(" "));
  if (told !== alone) throw new Error(`It ends ${told}, alone ${alone}.`);
}

/** The answers that a place of a matrix stands for: two values, or one and the tick from which it holds. */
function cellOf(
  setup: Setup,
  { across, down }: Pick<Matrix, "across" | "down">,
  x: number,
  y: number,
): Scenario["metrics"] {
  if (down.metric) {
    return {
      [across.metric]: { by: "call", answers: [x] },
      [down.metric]: { by: "call", answers: [y] },
    };
  }
  const metrics = canaryIn(setup).spec.analysis?.metrics ?? [];
  const healthy = metricScales(metrics).find((it) => it.name === across.metric)?.healthy ?? 0;
  const from = [
    { tick: 0, answer: healthy },
    { tick: y, answer: x },
  ];
  return { [across.metric]: { by: "tick", from } };
}

const LETTERS: Readonly<Record<string, string>> = { Succeeded: "P", Failed: "R", endless: "N" };

const RUNNING: ReadonlySet<string> = new Set<Phase>(["Progressing", "WaitingPromotion"]);

/** flagger.md §2.1; a deletion is possible anywhere, and so is a failed initialisation. */
const NEXT: Readonly<Record<Phase, readonly Phase[]>> = {
  "": ["Initializing", "Initialized", "Terminating"],
  Initializing: ["Initialized", "Progressing", "Waiting", "Failed", "Terminating"],
  Initialized: ["Waiting", "Progressing", "Failed", "Terminating"],
  Waiting: ["Progressing", "Failed", "Terminating"],
  Progressing: ["WaitingPromotion", "Promoting", "Failed", "Succeeded", "Terminating"],
  WaitingPromotion: ["Progressing", "Promoting", "Failed", "Succeeded", "Terminating"],
  Promoting: ["Finalising", "Failed", "Succeeded", "Terminating"],
  Finalising: ["Succeeded", "Failed", "Terminating"],
  Succeeded: ["Waiting", "Progressing", "Failed", "Terminating"],
  Failed: ["Waiting", "Progressing", "Terminating"],
  Terminating: [],
};

function always(
  runs: number,
  scenarios: fc.Arbitrary<Scenario>,
  check: (simulation: Simulation, setup: Setup, scenario: Scenario) => void,
): void {
  fc.assert(
    fc.property(randomCanary, scenarios, (canary, scenario) => {
      const { setup } = assumed(setupWith(canary));
      check(run(setup, scenario), setup, scenario);
    }),
    { numRuns: runs },
  );
}

const setupWith = (canary: JsonObject): Setup => ({
  canary: { name: "web", namespace: "test" },
  objects: [canary],
  flags: DEFAULT_FLAGS,
});

const textOf = ({ ticks, ending }: Simulation): string =>
  JSON.stringify([ticks.map(({ objects: _, ...it }) => it), ending]);

/** One value somewhere inside is another one. */
function replaced(value: Json | undefined, by: Json, seed: number): Json {
  const keys = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const key = keys[seed % (keys.length + 1)];
  if (key === undefined || value === undefined) return by;
  const inner = (value as JsonObject)[key];
  const next = replaced(inner, by, Math.floor(seed / (keys.length + 1)));
  if (Array.isArray(value))
    return value.map((it: Json, index) => (String(index) === key ? next : it));
  return { ...(value as JsonObject), [key]: next };
}

const named = (it: JsonObject): JsonObject => ({
  ...it,
  kind: "Canary",
  metadata: { name: "web", namespace: "test" },
});
