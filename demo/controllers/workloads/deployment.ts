import {
  field,
  isObject,
  type Json,
  type JsonObject,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { placeOf } from "../../apiserver/inside.ts";
import { isTerminating, nameOf, namespaceOf, textsOf } from "../../apiserver/objects/metadata.ts";
import type { Controller, Desk, Next } from "../controller.ts";
import { deploymentStatus, timeLeft } from "./deploymentStatus.ts";
import { controllerPlaces, ownedBy, ownerReferencesTo } from "./owned.ts";
import { HASH_LABEL, labelled, templateHash } from "./podTemplate.ts";
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
    const made = currentSet(deployment, desk);
    if (!made) return {};
    if (field(deployment, "spec", "paused") !== true) roll(deployment, made.name, desk);
    const now = desk.inside.get(place);
    if (!now) return {};
    const sets = ownedBy(desk.cluster, now, "ReplicaSet");
    const current = sets.find((it) => nameOf(it) === made.name);
    const moment = timestamp(desk.now());
    const status = deploymentStatus(now, sets, current, moment, made.isNew);
    writeStatus(desk.inside, now, status);
    forget(now, made.name, desk);
    return timeLeft({ ...now, status }, desk.now());
  },
};

/** The ReplicaSet of the template that holds now, made where there is none; it has the highest revision. */
function currentSet(
  deployment: JsonObject,
  { cluster, inside }: Desk,
): { readonly name: string; readonly isNew: boolean } | undefined {
  const template = field(deployment, "spec", "template");
  if (!isObject(template)) return undefined;
  const hash = templateHash(template);
  const name = `${nameOf(deployment)}-${hash}`;
  const sets = ownedBy(cluster, deployment, "ReplicaSet");
  const highest = Math.max(0, ...sets.filter((it) => nameOf(it) !== name).map(revisionOf));
  const found = sets.find((it) => nameOf(it) === name);
  const revision = String(Math.max(found ? revisionOf(found) : 0, highest + 1));
  if (found && textsOf(found, "annotations")[REVISION] !== revision) {
    inside.patch(placeOf(found), { metadata: { annotations: { [REVISION]: revision } } });
  }
  if (!found) inside.create(setFrom(deployment, template, { name, hash, revision }));
  if (textsOf(deployment, "annotations")[REVISION] !== revision) {
    // With the status, so that it is no new generation.
    const metadata = { annotations: { [REVISION]: revision } };
    inside.patch(placeOf(deployment), { metadata }, "status");
  }
  return { name, isNew: !found };
}

const REVISION = "deployment.kubernetes.io/revision";

const revisionOf = (set: JsonObject): number => Number(textsOf(set, "annotations")[REVISION] ?? 0);

function setFrom(
  deployment: JsonObject,
  template: JsonObject,
  {
    name,
    hash,
    revision,
  }: { readonly name: string; readonly hash: string; readonly revision: string },
): JsonObject {
  const selector = field(deployment, "spec", "selector");
  const matchLabels = field(selector, "matchLabels");
  const minReadySeconds = field(deployment, "spec", "minReadySeconds");
  const labels = field(template, "metadata", "labels");
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name,
      namespace: namespaceOf(deployment),
      labels: { ...(isObject(labels) ? labels : {}), [HASH_LABEL]: hash },
      annotations: { [REVISION]: revision },
      ownerReferences: ownerReferencesTo(deployment),
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds !== undefined && { minReadySeconds }),
      selector: {
        ...(isObject(selector) ? selector : {}),
        matchLabels: { ...(isObject(matchLabels) ? matchLabels : {}), [HASH_LABEL]: hash },
      },
      template: labelled(template, { [HASH_LABEL]: hash }),
    },
  };
}

/** Takes the ReplicaSets as far as they may go now. */
function roll(deployment: JsonObject, name: string, { cluster, inside }: Desk): void {
  const wanted = numberOf(field(deployment, "spec", "replicas"));
  for (let round = 0; round < 2; round++) {
    const sets = ownedBy(cluster, deployment, "ReplicaSet");
    const current = sets.find((it) => nameOf(it) === name);
    const old = sets.filter((it) => it !== current);
    if (!current) return;
    const next = nextSizes(deployment, current, old, wanted);
    const resize = (set: JsonObject, size: number): void => {
      const was = numberOf(field(set, "spec", "replicas"));
      if (was === size) return;
      inside.patch(placeOf(set), { spec: { replicas: size } });
      const [verb, from] = size > was ? ["up", was] : ["down", was];
      const text = `Scaled ${verb} replica set ${nameOf(set)} from ${from} to ${size}`;
      inside.event(deployment, "Normal", "ScalingReplicaSet", text);
    };
    resize(current, next.current);
    old.forEach((it, index) => {
      resize(it, next.old[index] ?? 0);
    });
  }
}

function nextSizes(
  deployment: JsonObject,
  current: JsonObject,
  old: readonly JsonObject[],
  wanted: number,
): ReturnType<typeof rollingSizes> {
  const strategy = field(deployment, "spec", "strategy");
  if (field(strategy, "type") === "Recreate") {
    const isEmpty = old.every((it) => numberOf(field(it, "status", "replicas")) === 0);
    const size = sizeOf(current).size;
    return { current: isEmpty ? wanted : size, old: old.map(() => 0) };
  }
  const surge = shareOf(field(strategy, "rollingUpdate", "maxSurge"), wanted, Math.ceil);
  const missing = shareOf(field(strategy, "rollingUpdate", "maxUnavailable"), wanted, Math.floor);
  return rollingSizes({
    wanted,
    surge,
    missing: surge === 0 && missing === 0 ? 1 : missing,
    current: sizeOf(current),
    old: old.map(sizeOf),
  });
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
function forget(deployment: JsonObject, current: string, { cluster, inside }: Desk): void {
  const limit = field(deployment, "spec", "revisionHistoryLimit");
  const kept = typeof limit === "number" ? limit : 10;
  const empty = ownedBy(cluster, deployment, "ReplicaSet")
    .filter((it) => nameOf(it) !== current)
    .filter((it) => sizeOf(it).size === 0 && numberOf(field(it, "status", "replicas")) === 0)
    .sort((a, b) => revisionOf(a) - revisionOf(b));
  for (const it of empty.slice(0, Math.max(0, empty.length - kept))) inside.remove(placeOf(it));
}
