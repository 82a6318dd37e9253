import fc from "fast-check";
import { expect, test } from "vitest";
import { isObject, type Json, type JsonObject } from "../../../server/engine/canary/json.ts";
import { readCanary } from "../../../server/engine/canary/readCanary.ts";
import { beat, begin } from "../../../server/engine/canary/rollout.ts";
import { plainScenario } from "../../../server/engine/canary/scenario/plainScenario.ts";
import { worldOf } from "../../../server/engine/canary/scenario/worldOf.ts";
import type { Edit } from "../../../server/engine/canary/setup.ts";
import { setupIn } from "../../support/setupIn.ts";
import { ALERTS, CONFIG, HPA, podinfo, SCALED_OBJECT, USER_SERVICE } from "./scenes.ts";

const RUNS = 3000;

/** Values of every kind where another is wanted. */
const junk: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, -1, 1.5, 1e300, "", "x", "10s", [], {}, [null], [[]], [{}]),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

interface Blow {
  readonly turns: readonly number[];
  readonly value: Json;
}

const blow: fc.Arbitrary<Blow> = fc.record({
  turns: fc.array(fc.nat(30), { minLength: 1, maxLength: 9 }),
  value: junk,
});

/** `it` with the value at the place that the turns lead to replaced. */
function struck(it: Json, { turns: [turn = 0, ...turns], value }: Blow): Json {
  const keys = Array.isArray(it) ? [...it.keys()] : isObject(it) ? Object.keys(it) : [];
  const key = keys[turn % Math.max(keys.length, 1)];
  if (key === undefined) return value;
  const inner = (it as Record<string | number, Json>)[key] ?? null;
  const changed = turns.length === 0 ? value : struck(inner, { turns, value });
  if (Array.isArray(it)) return it.with(Number(key), changed);
  return { ...(it as JsonObject), [key]: changed };
}

const spec = (kind: string, name: string): string =>
  `autoscalerRef: { apiVersion: v1, kind: ${kind}, name: ${name} }`;

const scenes = [
  podinfo(
    "stepWeight: 20, webhooks: [{ name: a, url: http://x/ }, { name: b, type: event, url: http://x/ }], metrics: [{ name: request-success-rate, thresholdRange: { min: 99 } }], alerts: [{ name: a, severity: info, providerRef: { name: q } }]",
    `${spec("HorizontalPodAutoscaler", "h")}`,
    CONFIG + HPA + ALERTS,
  ),
  podinfo(
    "iterations: 2",
    `revertOnDeletion: true\n  ${spec("ScaledObject", "s")}`,
    SCALED_OBJECT + USER_SERVICE,
  ),
  podinfo("stepWeights: [1, 50]", "skipAnalysis: true").replaceAll("Deployment", "DaemonSet"),
  podinfo("stepWeight: 50").replace("apps/v1, kind: Deployment", "v1, kind: Service"),
].map((scene) => setupIn(scene));

const edits: readonly Edit[] = [
  {
    edit: "patch",
    object: { kind: "Deployment", name: "podinfo" },
    body: { spec: { template: { metadata: { annotations: { r: "2" } } } } },
  },
];

test("whatever the objects hold, a tick never throws", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...scenes),
      fc.array(fc.tuple(fc.nat(20), blow), { minLength: 1, maxLength: 4 }),
      (setup, blows) => {
        const objects: JsonObject[] = [...setup.objects];
        for (const [at, it] of blows) {
          const index = at % objects.length;
          const object = struck(objects[index] ?? {}, it);
          if (isObject(object)) objects[index] = object;
        }
        const canary = objects.find((it) => it.kind === "Canary") ?? {};
        const world = worldOf(plainScenario, readCanary(canary), setup.flags);
        let rollout = begin({ ...setup, objects });
        for (let tick = 0; tick < 9; tick++) {
          const said = tick === 2 ? edits : tick === 7 ? [DELETION] : [];
          const it = { tick, at: tick * 10, edits: said, finalizer: tick >= 7 };
          const done = beat(rollout, it, world);
          rollout = done.rollout;
          expect(done.tick.tick).toBe(tick);
        }
      },
    ),
    { numRuns: RUNS },
  );
});

const DELETION: Edit = { edit: "delete", object: { kind: "Canary", name: "cd" } };
