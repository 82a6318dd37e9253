import { readRecording } from "../../server/engine/canary/replay/readRecording.ts";
import type { Recording } from "../../server/engine/canary/replay/recording.ts";
import { replay } from "../../server/engine/canary/replay.ts";

/** Recordings are plain JSON of many shapes. */
type Plain = Readonly<Record<string, unknown>>;

/** A tick as recordings have it, as far as it is compared. */
interface Told {
  readonly tick: number;

  readonly calls: readonly Plain[];

  readonly after: Plain;
}

/**
 * The ticks of a recorded rollout and those that we make of it, as far as they are compared. `play`: who makes them; the
 * simulator, unless said otherwise.
 */
export function comparedRollout(
  text: string,
  play: (recording: Recording) => readonly object[] = replay,
): {
  readonly recorded: readonly object[];
  readonly replayed: readonly object[];
} {
  const input = readRecording(withoutOutcome(text));
  if ("mistake" in input) throw new Error(input.mistake);
  const told = (ticks: unknown) => masked(JSON.parse(JSON.stringify(ticks))).map(compared);
  return { recorded: told(JSON.parse(text).ticks), replayed: told(play(input)) };
}

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
