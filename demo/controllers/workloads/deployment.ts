import {
  field,
  type Json,
  type JsonObject,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { placeOf } from "../../apiserver/inside.ts";
import { isTerminating, nameOf } from "../../apiserver/objects/metadata.ts";
import type { Controller, Desk, Next } from "../controller.ts";
import { currentSet, type FirstSize, revisionOf, sizeAnnotations } from "./currentSet.ts";
import { deploymentStatus, timeLeft } from "./deploymentStatus.ts";
import { controllerPlaces, ownedBy } from "./owned.ts";
import { rollingSizes, type SetSize } from "./rollingSizes.ts";
import { writeStatus } from "./writeStatus.ts";

/** A ReplicaSet for each pod template that a Deployment had, sized as its strategy says. */
export const deploymentController: Controller = {
  name: "deployment-controller",
  kinds: [{ apiVersion: "apps/v1", kind: "Deployment" }],
  watches: [
    {
      apiVersion: "apps/v1",
      kind: "ReplicaSet",
      isNews: () => true,
      places: (set) => controllerPlaces(set, "Deployment"),
    },
  ],
  reconcile(place, desk): Next {
    const deployment = desk.inside.get(place);
    if (!deployment || isTerminating(deployment)) return {};
    const made = currentSet(deployment, firstSize(deployment), desk);
    roll(deployment, made?.name, desk);
    const now = desk.inside.get(place);
    if (!now) return {};
    const sets = ownedBy(desk.cluster, now, "ReplicaSet");
    const current = sets.find((it) => nameOf(it) === made?.name);
    const moment = timestamp(desk.now());
    const status = deploymentStatus(now, sets, current, moment, made?.isNew === true);
    writeStatus(desk.inside, now, status);
    forget(now, made?.name, desk);
    return timeLeft({ ...now, status }, desk.now());
  },
};

/** Pods of a ReplicaSet that is about to be made; those of a Deployment that makes all anew begin when the others have ended. */
function firstSize(deployment: JsonObject): FirstSize {
  const wanted = wantedBy(deployment);
  const surge = surgeOf(deployment);
  const isPaused = field(deployment, "spec", "paused") === true;
  const isAllAnew = field(deployment, "spec", "strategy", "type") === "Recreate";
  return {
    annotations: sizeAnnotations(wanted, surge),
    of(sets) {
      if (isPaused) return undefined;
      if (isAllAnew) return sets.every(isEmpty) ? wanted : undefined;
      const total = sets.reduce((sum, it) => sum + sizeOf(it).size, 0);
      return Math.max(0, Math.min(wanted, wanted + surge - total));
    },
  };
}

const wantedBy = (deployment: JsonObject): number =>
  numberOf(field(deployment, "spec", "replicas"));

const isEmpty = (set: JsonObject): boolean => numberOf(field(set, "status", "replicas")) === 0;

const surgeOf = (deployment: JsonObject): number => {
  const strategy = field(deployment, "spec", "strategy");
  return field(strategy, "type") === "Recreate"
    ? 0
    : shareOf(field(strategy, "rollingUpdate", "maxSurge"), wantedBy(deployment), Math.ceil);
};

/** Takes the ReplicaSets as far as they may go now. `name`: the one of the template, where there is one. */
function roll(deployment: JsonObject, name: string | undefined, { cluster, inside }: Desk): void {
  const wanted = wantedBy(deployment);
  const annotations = sizeAnnotations(wanted, surgeOf(deployment));
  const resize = (set: JsonObject, size: number): void => {
    const was = sizeOf(set).size;
    if (was === size) return;
    inside.patch(placeOf(set), { metadata: { annotations }, spec: { replicas: size } });
    const verb = size > was ? "up" : "down";
    const text = `Scaled ${verb} replica set ${nameOf(set)} from ${was} to ${size}`;
    inside.event(deployment, "Normal", "ScalingReplicaSet", text);
  };
  for (let round = 0; round < 2; round++) {
    const sets = ownedBy(cluster, deployment, "ReplicaSet");
    const current = sets.find((it) => nameOf(it) === name);
    const old = sets.filter((it) => it !== current);
    const next = nextSizes(deployment, current, old, wanted);
    if (current) resize(current, next.current);
    old.forEach((it, index) => {
      resize(it, next.old[index] ?? 0);
    });
  }
}

function nextSizes(
  deployment: JsonObject,
  current: JsonObject | undefined,
  old: readonly JsonObject[],
  wanted: number,
): ReturnType<typeof rollingSizes> {
  const strategy = field(deployment, "spec", "strategy");
  const now = current ? sizeOf(current) : { size: 0, available: 0 };
  if (field(strategy, "type") === "Recreate") {
    return { current: old.every(isEmpty) ? wanted : now.size, old: old.map(() => 0) };
  }
  if (field(deployment, "spec", "paused") === true) return whilePaused(now, old, wanted);
  const surge = surgeOf(deployment);
  const missing = shareOf(field(strategy, "rollingUpdate", "maxUnavailable"), wanted, Math.floor);
  return rollingSizes({
    wanted,
    surge,
    missing: surge === 0 && missing === 0 ? 1 : missing,
    current: now,
    old: old.map(sizeOf),
  });
}

/** A Deployment that is paused is still scaled, where one ReplicaSet alone has pods. */
function whilePaused(
  now: SetSize,
  old: readonly JsonObject[],
  wanted: number,
): ReturnType<typeof rollingSizes> {
  const sizes = old.map((it) => sizeOf(it).size);
  const active = sizes.filter((it) => it > 0).length + (now.size > 0 ? 1 : 0);
  if (active !== 1) return { current: now.size, old: sizes };
  return {
    current: now.size > 0 ? wanted : 0,
    old: sizes.map((it) => (it > 0 ? wanted : 0)),
  };
}

const sizeOf = (set: JsonObject): SetSize => ({
  size: numberOf(field(set, "spec", "replicas")),
  available: numberOf(field(set, "status", "availableReplicas")),
});

/** A number, or a share of the pods that are wanted. */
function shareOf(it: Json | undefined, wanted: number, round: (it: number) => number): number {
  const text = typeof it === "number" ? String(it) : stringOf(it) || "25%";
  return text.endsWith("%") ? round((Number.parseInt(text, 10) * wanted) / 100) : Number(text);
}

/** Empty ReplicaSets beyond the history that is kept go, the oldest first. */
function forget(
  deployment: JsonObject,
  current: string | undefined,
  { cluster, inside }: Desk,
): void {
  const limit = field(deployment, "spec", "revisionHistoryLimit");
  const kept = typeof limit === "number" ? limit : 10;
  const empty = ownedBy(cluster, deployment, "ReplicaSet")
    .filter((it) => nameOf(it) !== current)
    .filter((it) => sizeOf(it).size === 0 && isEmpty(it))
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const it of empty.slice(0, Math.max(0, empty.length - kept))) inside.remove(placeOf(it));
}
