import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { reading } from "./reading.ts";
import type { Scenario } from "./scenario.ts";

/** What happens in one scenario while Flagger plays it. Times are milliseconds of the machine's clock. */
export interface Tape {
  readonly scenario: Scenario;
  readonly beforeFirstTick: object[];
  readonly ticks: TapedTick[];
  readonly edits: object[];
  /** The objects of the scenario that the API server took. */
  readonly created: JsonObject[];
  /** How often a metric or webhook was asked. */
  readonly asked: Map<string, number>;
  /** The name of the target that the scenario begins with. */
  readonly target: string;
  readonly apex: string;
  canary: JsonObject;
  gatewayLag: number;
  isDeleted: boolean;
  isFinished: boolean;
  lastActivity: number;
  pending: number;
  hasStatus: boolean;
  /** The last write of the Canary met a conflict: it is read again only to repeat the write. */
  isRepeating: boolean;
}

export interface TapedTick {
  readonly start: number;
  readonly edits: number[];
  readonly finalizer: boolean;
  readonly reads: { target?: object; primary?: object };
  /** Names of the workloads that Flagger has written to. */
  readonly written: Set<string>;
  readonly calls: object[];
  after?: object;
}

export function tape(scenario: Scenario): Tape {
  const canary = scenario.objects.find((it) => it.kind === "Canary");
  const target = stringOf(field(canary, "spec", "targetRef", "name"));
  return {
    scenario,
    beforeFirstTick: [],
    ticks: [],
    edits: [],
    created: [],
    asked: new Map(),
    target,
    apex: stringOf(field(canary, "spec", "service", "name")) || target,
    canary: canary ?? {},
    gatewayLag: 0,
    isDeleted: false,
    isFinished: false,
    lastActivity: 0,
    pending: 0,
    hasStatus: false,
    isRepeating: false,
  };
}

/** Notes a call, in order; returns it, so that it can be completed when it is answered. */
export function note(tape: Tape, call: object): Record<string, unknown> {
  const tick = tape.ticks.at(-1);
  const seconds = tick ? (Date.now() - tick.start) / 1000 : 0;
  const noted = seconds >= 1 ? { s: Math.round(seconds * 10) / 10, ...call } : { ...call };
  (tick?.calls ?? tape.beforeFirstTick).push(noted);
  return noted;
}

/**
 * Notes what Flagger saw of a workload, until it writes to it. Ages are those at this moment: a tick that waits for others
 * before it looks may cross a deadline.
 */
export function noteRead(tape: Tape, object: JsonObject, name: string): void {
  const tick = tape.ticks.at(-1);
  if (!tick || tick.written.has(name)) return;
  if (name === tape.target) tick.reads.target = reading(object, Date.now());
  if (name === `${tape.target}-primary`) tick.reads.primary = reading(object, Date.now());
}
