import type { Json, JsonObject } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../cluster.ts";
import { established } from "../crds/established.ts";
import { apiVersionOf, type Kind } from "../kind.ts";
import { checkKind, decoded, unknownFieldsError } from "../objects/decoded.ts";
import { baseline, defaulted } from "../objects/defaulted.ts";
import {
  finalizersOf,
  isTerminating,
  metadataOf,
  nameOf,
  textsOf,
  withMetadata,
} from "../objects/metadata.ts";
import { nameProblems } from "../objects/nameProblems.ts";
import { same } from "../objects/same.ts";
import { violations } from "../objects/violations.ts";
import type { Cause } from "../refusal.ts";
import { refusals } from "../refusals.ts";
import type { Target } from "../target.ts";
import { builtinProblems } from "./builtinProblems.ts";
import { completed } from "./completed.ts";
import type { WriteOptions } from "./options.ts";

/** An object as it will be kept, and what the client is warned of. */
export interface Prepared {
  readonly object: JsonObject;
  readonly warnings: readonly string[];
}

/** Reads, prunes and defaults what a client sent. */
export function shaped(sent: JsonObject, target: Target, options: WriteOptions): Prepared {
  const { kind, name, namespace } = target;
  checkKind(sent, kind);
  const read = decoded(sent, kind, target.request.method === "PATCH");
  const identity = { apiVersion: apiVersionOf(kind), kind: kind.kind };
  if (options.fieldValidation === "Strict" && read.unknown.length > 0) {
    refusals.badRequest(unknownFieldsError(kind, read.unknown));
  }
  const warnings =
    options.fieldValidation === "Warn" ? read.unknown.map((it) => `unknown field "${it}"`) : [];
  const whole = defaulted({ ...read.object, ...identity }, kind.schema);
  const object = placed(whole, name, namespace, target);
  return { object: completed(object, target), warnings };
}

/** The object with the name and namespace of the path; the request ends where it says others. */
function placed(object: JsonObject, name: string, namespace: string, { kind }: Target): JsonObject {
  const metadata = metadataOf(object);
  if (kind.namespaced && namespace !== "") {
    const said = metadata.namespace;
    if (said !== undefined && said !== "" && said !== namespace) {
      refusals.badRequest(
        `the namespace of the provided object does not match the namespace sent on the request`,
      );
    }
  }
  if (name !== "" && metadata.name !== undefined && metadata.name !== name) {
    refusals.badRequest(
      `the name of the object (${String(metadata.name)}) does not match the name on the URL (${name})`,
    );
  }
  return withMetadata(object, {
    ...(name !== "" && { name }),
    namespace: kind.namespaced ? namespace : undefined,
  });
}

/** The request ends where the object breaks a rule of its kind. */
export function validate(object: JsonObject, before: JsonObject | undefined, kind: Kind): void {
  const causes: readonly Cause[] = [
    ...nameProblems(object, kind),
    ...newFinalizers(object, before, kind),
    ...(kind.isCustom ? violations(object, kind.schema) : builtinProblems(object, before, kind)),
  ];
  if (causes.length > 0) refusals.invalid(kind, nameOf(object), causes);
}

/** Nobody may hold what is being deleted already. */
function newFinalizers(
  object: JsonObject,
  before: JsonObject | undefined,
  kind: Kind,
): readonly Cause[] {
  if (!before || !isTerminating(before)) return [];
  const added = finalizersOf(object).filter((it) => !finalizersOf(before).includes(it));
  if (added.length === 0) return [];
  const list = added.map((it) => JSON.stringify(it)).join(", ");
  const cause = {
    reason: "FieldValueForbidden",
    field: "metadata.finalizers",
    message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`,
  };
  // Of its own kinds the server asks twice.
  return kind.isCustom ? [cause] : [cause, cause];
}

/** What the server itself writes into a new object. */
export function born(object: JsonObject, { cluster, kind }: Target): JsonObject {
  const metadata = withMetadata(object, {
    uid: cluster.uid(),
    creationTimestamp: timestamp(cluster.now()),
    resourceVersion: undefined,
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
    selfLink: undefined,
    generation: countsGenerations(kind) ? 1 : undefined,
  });
  if (kind.plural === "customresourcedefinitions") {
    return established(metadata, timestamp(cluster.now()));
  }
  return metadata;
}

/** The object with what the server keeps of the one before: identity, dates, generation. */
export function succeeding(object: JsonObject, before: JsonObject, target: Target): JsonObject {
  const { kind, cluster } = target;
  const old = metadataOf(before);
  const generation = Number(old.generation ?? 0);
  const isChanged =
    !same(wishesOf(object), wishesOf(before)) ||
    // Some workloads count a change of their annotations as well.
    (annotated.has(kind.plural) &&
      target.subresource !== "status" &&
      !same(textsOf(object, "annotations"), textsOf(before, "annotations")));
  const next = withMetadata(object, {
    uid: old.uid,
    creationTimestamp: old.creationTimestamp,
    deletionTimestamp: old.deletionTimestamp,
    deletionGracePeriodSeconds: old.deletionGracePeriodSeconds,
    resourceVersion: old.resourceVersion,
    selfLink: undefined,
    generation: countsGenerations(kind) ? generation + (isChanged ? 1 : 0) : old.generation,
  });
  return kind.plural === "customresourcedefinitions"
    ? established(next, timestamp(cluster.now()))
    : next;
}

/** All of an object but its status and who made it. */
function wishesOf(object: JsonObject): Json {
  const { metadata: _, status: __, apiVersion: ___, ...wishes } = object;
  return wishes;
}

const annotated = new Set(["deployments"]);

const countsGenerations = ({ isCustom, plural }: Kind): boolean => isCustom || counted.has(plural);

const counted = new Set([
  "customresourcedefinitions",
  "daemonsets",
  "deployments",
  "replicasets",
  "statefulsets",
  "jobs",
  "cronjobs",
  "ingresses",
  "ingressclasses",
  "networkpolicies",
  "poddisruptionbudgets",
  "replicationcontrollers",
  "pods",
  "endpointslices",
  "mutatingwebhookconfigurations",
  "validatingwebhookconfigurations",
  "priorityclasses",
]);

/** What there was before an object is created, for the question who set what. */
export const emptyObject = (kind: Kind): JsonObject => ({
  ...(kind.isCustom ? {} : baseline(kind.schema)),
  apiVersion: apiVersionOf(kind),
  kind: kind.kind,
});
