import { field, isObject, type JsonObject } from "../../../server/engine/canary/json.ts";
import { placeOf } from "../../apiserver/inside.ts";
import { nameOf, namespaceOf, textsOf } from "../../apiserver/objects/metadata.ts";
import type { Desk } from "../controller.ts";
import { ownedBy, ownerReferencesTo } from "./owned.ts";
import { HASH_LABEL, labelled, templateHash } from "./podTemplate.ts";

/** The ReplicaSet of the template that a Deployment has now. */
export interface CurrentSet {
  readonly name: string;
  /** It has just been made. */
  readonly isNew: boolean;
}

/** How many pods a new ReplicaSet begins with, beside those that there are; `undefined` where it may not be made now. */
export interface FirstSize {
  readonly of: (sets: readonly JsonObject[]) => number | undefined;
  readonly annotations: JsonObject;
}

/** Finds or makes it, with the highest revision. */
export function currentSet(
  deployment: JsonObject,
  first: FirstSize,
  { cluster, inside }: Desk,
): CurrentSet | undefined {
  const template = field(deployment, "spec", "template");
  if (!isObject(template)) return undefined;
  const hash = templateHash(template);
  const name = `${nameOf(deployment)}-${hash}`;
  const sets = ownedBy(cluster, deployment, "ReplicaSet");
  const found = sets.find((it) => nameOf(it) === name);
  const highest = Math.max(0, ...sets.filter((it) => it !== found).map(revisionOf));
  const revision = Math.max(found ? revisionOf(found) : 0, highest + 1);
  if (found && revisionOf(found) !== revision) {
    inside.patch(placeOf(found), { metadata: { annotations: renewed(found, revision) } });
  }
  if (!found) {
    const replicas = first.of(sets);
    if (replicas === undefined) return undefined;
    const { annotations } = first;
    inside.create(setFrom(deployment, template, { name, hash, revision, replicas, annotations }));
    if (replicas > 0) {
      const text = `Scaled up replica set ${name} from 0 to ${replicas}`;
      inside.event(deployment, "Normal", "ScalingReplicaSet", text);
    }
  }
  if (textsOf(deployment, "annotations")[REVISION] !== String(revision)) {
    // With the status, so that it is no new generation.
    const metadata = { annotations: { [REVISION]: String(revision) } };
    inside.patch(placeOf(deployment), { metadata }, "status");
  }
  return { name, isNew: !found };
}

export const revisionOf = (set: JsonObject): number =>
  Number(textsOf(set, "annotations")[REVISION] ?? 0);

/** Annotations that tell how many pods a Deployment wanted when a ReplicaSet was last scaled. */
export const sizeAnnotations = (wanted: number, surge: number) => ({
  [`${PREFIX}desired-replicas`]: String(wanted),
  [`${PREFIX}max-replicas`]: String(wanted + surge),
});

const PREFIX = "deployment.kubernetes.io/";
const REVISION = `${PREFIX}revision`;
const HISTORY = `${PREFIX}revision-history`;

/** A template that comes back keeps the numbers that it had before. */
function renewed(set: JsonObject, revision: number): JsonObject {
  const { [HISTORY]: history, [REVISION]: old } = textsOf(set, "annotations");
  const before = [history, old].filter((it) => it !== undefined).join(",");
  return { [REVISION]: String(revision), [HISTORY]: before };
}

interface NewSet {
  readonly name: string;
  readonly hash: string;
  readonly revision: number;
  readonly replicas: number;
  readonly annotations: JsonObject;
}

function setFrom(
  deployment: JsonObject,
  template: JsonObject,
  { name, hash, revision, replicas, annotations }: NewSet,
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
      annotations: { ...inherited(deployment), ...annotations, [REVISION]: String(revision) },
      ownerReferences: ownerReferencesTo(deployment),
    },
    spec: {
      replicas,
      ...(minReadySeconds !== undefined && { minReadySeconds }),
      selector: {
        ...(isObject(selector) ? selector : {}),
        matchLabels: { ...(isObject(matchLabels) ? matchLabels : {}), [HASH_LABEL]: hash },
      },
      template: labelled(template, { [HASH_LABEL]: hash }),
    },
  };
}

/** Annotations of the Deployment but those that are about itself. */
const inherited = (deployment: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(textsOf(deployment, "annotations")).filter(
      ([key]) =>
        !key.startsWith(PREFIX) && key !== "kubectl.kubernetes.io/last-applied-configuration",
    ),
  );
