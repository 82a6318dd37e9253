import { FINALIZER, withFinalizers } from "../../../server/engine/canary/finalize.ts";
import type { Flags } from "../../../server/engine/canary/flags.ts";
import { field, type JsonObject, listOf, numberOf } from "../../../server/engine/canary/json.ts";
import { promoted } from "../../../server/engine/canary/promoted.ts";
import { readCanary } from "../../../server/engine/canary/readCanary.ts";
import { verify } from "../../../server/engine/canary/verify.ts";
import { fractionIn } from "../../../server/engine/canary/wholeNumbers.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import type { Inside, Place } from "../../apiserver/inside.ts";
import {
  isTerminating,
  metadataOf,
  nameOf,
  namespaceOf,
} from "../../apiserver/objects/metadata.ts";
import type { Traffic } from "../../traffic/traffic.ts";
import { trafficWorld } from "../../traffic/trafficWorld.ts";
import type { Controller, Desk, Next } from "../controller.ts";
import { writeStatus } from "../workloads/writeStatus.ts";
import { deploymentIn, liveFlags } from "./liveFlags.ts";
import { readStatus, writtenStatus } from "./liveStatus.ts";
import { liveTick } from "./liveTick.ts";

/** What Flagger says in its log; never the values of a Secret. */
export type Say = (level: "info" | "error", text: string, canary: string) => void;

/** Flagger: takes up every Canary, and runs one tick of it in each interval. It runs as long as its Deployment has pods. */
export function flaggerController(traffic: Traffic, say: Say = () => {}): Controller {
  const jobs = new Map<string, Job>();
  return {
    name: "flagger",
    kinds: [{ apiVersion: "flagger.app/v1beta1", kind: "Canary" }],
    runs: (inside) => {
      const deployment = deploymentIn(inside);
      return (
        deployment !== undefined && numberOf(field(deployment, "status", "availableReplicas")) > 0
      );
    },
    reconcile: (place, desk) => turn(place, desk, jobs, traffic, say),
  };
}

/** A Canary that Flagger has taken up. */
interface Job {
  /** The moment of the next tick, in milliseconds. */
  due: number;
  /** Seconds. */
  interval: number;
  /** Ticks so far. */
  count: number;
}

function turn(place: Place, desk: Desk, jobs: Map<string, Job>, traffic: Traffic, say: Say): Next {
  const { inside } = desk;
  const name = `${place.name}.${place.namespace}`;
  const canary = inside.get(place);
  if (!canary) {
    jobs.delete(name);
    return {};
  }
  const flags = liveFlags(inside);
  const job = jobs.get(name);
  const mistake = mistakeIn(canary, flags, inside);
  if (mistake !== undefined && !job) {
    say("error", `error syncing '${place.namespace}/${place.name}': ${mistake}`, name);
    return {};
  }
  if (mistake === undefined && !isTerminating(canary)) takeUp(canary, desk);
  const now = desk.now().getTime();
  const interval = readCanary(canary).spec.analysis?.interval ?? 60;
  const known = job ?? { due: nextRound(now, flags), interval, count: 0 };
  jobs.set(name, known);
  // Another interval is another job, which begins with a tick of its own.
  if (known.interval !== interval) {
    known.interval = interval;
    known.due = Math.min(known.due, nextRound(now, flags));
  }
  if (isTerminating(canary)) return finalised(place, canary, desk, flags, traffic, say);
  if (now < known.due) return { again: known.due - now };
  tick(place, desk, flags, known.count++, traffic, say);
  known.due = Math.max(known.due + interval * 1000, now);
  return { again: known.due - now };
}

/** Why Flagger does not take a Canary up. One that it cannot even decode stops them all. */
function mistakeIn(canary: JsonObject, flags: Flags, inside: Inside): string | undefined {
  for (const it of inside.list("flagger.app/v1beta1", "Canary")) {
    const fraction = fractionIn(it);
    if (fraction) return `Canaries cannot be decoded: ${fraction.join(".")} is no integer`;
  }
  const mistake = verify(readCanary(canary), flags);
  return mistake === undefined ? undefined : `invalid canary spec: ${mistake}`;
}

/** The scheduler looks for new Canaries in rounds of its own. */
const nextRound = (now: number, { controlLoopInterval: round }: Flags): number =>
  round > 0 ? (Math.floor(now / (round * 1000)) + 1) * round * 1000 : now;

/** The first status, and the finalizer where it is wanted. */
export function takeUp(canary: JsonObject, { inside, now }: Pick<Desk, "inside" | "now">): void {
  const { spec } = readCanary(canary);
  const finalizers = listOf(metadataOf(canary).finalizers);
  if (finalizers.includes(FINALIZER) !== spec.revertOnDeletion) {
    const right = spec.revertOnDeletion
      ? [...finalizers, FINALIZER]
      : finalizers.filter((it) => it !== FINALIZER);
    const { metadata } = withFinalizers(canary, right) as { readonly metadata: JsonObject };
    const change = { finalizers: listOf(metadata.finalizers) };
    inside.patch(placeOfCanary(canary), { metadata: change });
  }
  if (field(canary, "status", "conditions") !== undefined) return;
  const phase = "Initializing";
  const first = {
    ...readStatus(canary),
    phase,
    promoted: promoted(spec.target.kind, phase, undefined),
  } as const;
  writeStatus(inside, canary, writtenStatus(canary, first, timestamp(now())));
}

const placeOfCanary = (canary: JsonObject): Place => ({
  apiVersion: "flagger.app/v1beta1",
  kind: "Canary",
  namespace: namespaceOf(canary),
  name: nameOf(canary),
});

function tick(
  place: Place,
  { inside, cluster, now }: Desk,
  flags: Flags,
  number: number,
  traffic: Traffic,
  say: Say,
): void {
  const canary = inside.get(place);
  if (!canary) return;
  const name = `${place.name}.${place.namespace}`;
  const world = trafficWorld(readCanary(canary), flags, traffic, inside, now());
  const due = { canary, flags, world, number, asked: NOTHING_ASKED };
  const { tick: done, ended } = liveTick(due, cluster, inside, (text) => say("error", text, name));
  for (const call of done.calls) {
    if (call.call === "event") say(call.type === "Normal" ? "info" : "error", call.text, name);
  }
  if (ended !== undefined) say("error", ended, name);
}

const NOTHING_ASKED: ReadonlyMap<string, number> = new Map();

/** The work of the finalizer, again every half minute until all is given back. */
function finalised(
  place: Place,
  canary: JsonObject,
  desk: Desk,
  flags: Flags,
  traffic: Traffic,
  say: Say,
): Next {
  if (!listOf(metadataOf(canary).finalizers).includes(FINALIZER)) return {};
  tick(place, desk, flags, 0, traffic, say);
  return desk.inside.get(place) ? { again: 30_000 } : {};
}
