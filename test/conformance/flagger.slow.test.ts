import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readRecording } from "../../server/engine/canary/replay/readRecording.ts";
import { replay } from "../../server/engine/canary/replay.ts";

/** Rollouts as the real Flagger played them; they may or may not be there. */
const shared = join(import.meta.dirname, "../../../shared/conformance/flagger");

const recordings = existsSync(shared)
  ? readdirSync(shared).filter((file) => /^[a-z]{2}\d\d-.*\.json$/.test(file))
  : [];

/** Recordings are plain JSON of many shapes. */
type Plain = Readonly<Record<string, unknown>>;

/** A tick as recordings have it, as far as it is compared. */
interface Told {
  readonly tick: number;

  readonly calls: readonly Plain[];

  readonly after: Plain;
}

describe.skipIf(recordings.length === 0)("recorded rollouts", () => {
  test.each(recordings)("%s", (file) => {
    const text = readFileSync(join(shared, file), "utf8");
    const recorded = JSON.parse(text).ticks as readonly Told[];
    const input = readRecording(withoutOutcome(text));
    if ("mistake" in input) throw new Error(input.mistake);
    const replayed: readonly Told[] = JSON.parse(JSON.stringify(replay(input)));
    expect(replayed.map((it) => it.tick)).toEqual(recorded.map((it) => it.tick));
    expect(masked(replayed).map(compared)).toEqual(masked(recorded).map(compared));
  });
});

test.runIf(recordings.length === 0)(
  "the folder ../shared is not beside the checkout: no rollout was compared",
  () => {
    expect(existsSync(shared)).toBe(false);
  },
);

function withoutOutcome(text: string): string {
  const { final: _f, kubernetesEvents: _k, beforeFirstTick: _b, ticks, ...rest } = JSON.parse(text);
  const asked = ticks.map(({ calls: _c, after: _a, ...tick }: Told) => tick);
  return JSON.stringify({ ...rest, ticks: asked });
}

function compared({ tick, calls, after }: Told) {
  const { status, routing, scalers = null, target, primary } = after;
  return {
    tick,
    decisions: calls.filter((it) => !it.write).map(({ s: _, path: __, ...call }) => call),
    writes: calls
      .filter((it) => it.write && !(Number(it.code) >= 400))
      .map(({ s: _, ...call }) => call),
    status,
    routing: routing && without(routing, "backends"),
    scalers,
    workloads: [target, primary].map((it) => it && decided(it)),
  };
}

const without = (it: unknown, name: string): Plain => {
  const { [name]: _, ...rest } = it as Plain;
  return rest;
};

/** Of a workload, what Flagger decides. */
const decided = (it: unknown): readonly unknown[] => {
  const { specReplicas = null, scaledToZero = null, image = null } = it as Plain;
  return [specReplicas, scaledToZero, image];
};

/** The letters of session-affinity cookies are random. */
function masked(ticks: readonly Told[]): readonly Told[] {
  const cookies = new Set<string>(
    ticks.flatMap((it) => Object.values((it.after.cookies ?? {}) as Record<string, string>)),
  );
  const letters = [...cookies].map((it) => it.slice(it.indexOf("=") + 1)).filter((it) => it !== "");
  const text = letters.reduce(
    (masked, it, index) => masked.replaceAll(it, `letters-${index + 1}`),
    JSON.stringify(ticks),
  );
  return JSON.parse(text);
}
