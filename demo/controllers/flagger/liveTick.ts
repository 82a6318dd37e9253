import type { Call } from "../../../server/engine/canary/call.ts";
import type { Flags } from "../../../server/engine/canary/flags.ts";
import type { JsonObject } from "../../../server/engine/canary/json.ts";
import { beat } from "../../../server/engine/canary/rollout.ts";
import type { Tick } from "../../../server/engine/canary/simulation.ts";
import type { World } from "../../../server/engine/canary/world.ts";
import type { Cluster } from "../../apiserver/cluster.ts";
import type { Inside } from "../../apiserver/inside.ts";
import { isTerminating, nameOf, namespaceOf } from "../../apiserver/objects/metadata.ts";
import { carryOut } from "./carryOut.ts";
import { liveObjects } from "./liveObjects.ts";
import { readStatus } from "./liveStatus.ts";

/** A tick that is due. */
export interface Due {
  readonly canary: JsonObject;
  readonly flags: Flags;
  readonly world: World;
  /** Counts from 0, and how often each metric and webhook was asked: of no consequence in a world that does not count. */
  readonly number: number;
  readonly asked: ReadonlyMap<string, number>;
}

/** What a tick came to. */
export interface Ticked {
  readonly tick: Tick;
  readonly asked: ReadonlyMap<string, number>;
  /** Set when Flagger itself would have ended by it, in one sentence. */
  readonly ended: string | undefined;
}

/**
 * One tick of Flagger on a Canary of the cluster. All that it knows is read from the cluster, and all that it does is
 * written there, so it goes on where another Flagger ended. A Canary that is going is finalised.
 */
export function liveTick(
  { canary, flags, world, number, asked }: Due,
  cluster: Cluster,
  inside: Inside,
  refused: (text: string) => void = () => {},
): Ticked {
  const objects = liveObjects(cluster);
  const now = cluster.now();
  const setup = {
    canary: { name: nameOf(canary), namespace: namespaceOf(canary) },
    objects: [],
    flags,
    hasGivenReplicas: true as const,
  };
  const { rollout, tick } = beat(
    {
      setup,
      store: { objects, changed: new Map() },
      status: readStatus(canary),
      isScheduled: true,
      asked,
    },
    { tick: number, at: now.getTime() / 1000, edits: [], finalizer: isTerminating(canary) },
    world,
  );
  carryOut(tick, objects, canary, inside, now, refused);
  return { tick, asked: rollout.asked, ended: rollout.ended };
}

/** The events of a tick as lines, in its order. */
export const saidIn = (calls: readonly Call[]): readonly string[] =>
  calls.flatMap((it) => (it.call === "event" ? [it.text] : []));
