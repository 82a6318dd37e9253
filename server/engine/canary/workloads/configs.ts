import { memo } from "../../memo.ts";
import type { ObjectName } from "../cluster.ts";
import { field, isObject, type Json, type JsonObject, stringOf } from "../json.ts";
import { notFound } from "../notFound.ts";
import { prefixed } from "../prefixed.ts";
import type { Reason } from "../reason.ts";
import { ownersOf } from "../routers/owner.ts";
import { type Failure, isFailure } from "../routing.ts";
import type { Run } from "../run.ts";
import type { CanaryStatus } from "../status.ts";
import { stringsOf } from "../stringsOf.ts";
import { tokenOf } from "../tokenOf.ts";
import { configReferences } from "./configReferences.ts";
import { included } from "./primaryMetadata.ts";

/** The tracked ConfigMaps and Secrets by `configmap/name` or `secret/name`. */
export type Configs = ReadonlyMap<string, JsonObject>;

/**
 * The ConfigMaps and Secrets that the target uses and Flagger follows.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/config_tracker.go
 */
export function targetConfigs(run: Run, target: JsonObject): Configs | Failure {
  const podSpec = field(target, "spec", "template", "spec");
  if (!run.flags.enableConfigTracking || !isObject(podSpec)) return NONE;
  const { configMaps, secrets } = configReferences(podSpec);
  if (configMaps.size === 0 && secrets.size === 0) return NONE;
  const configs = new Map<string, JsonObject>();
  for (const [name, isNeeded] of configMaps) {
    const failure = track(run, configs, { kind: "ConfigMap", name }, isNeeded);
    if (failure) return failure;
  }
  for (const [name, isNeeded] of secrets) {
    const failure = track(run, configs, { kind: "Secret", name }, isNeeded);
    if (failure) return failure;
  }
  return configs;
}

const NONE: Configs = new Map();

function track(
  run: Run,
  configs: Map<string, JsonObject>,
  name: ObjectName,
  isNeeded: boolean,
): Failure | undefined {
  const object = run.cluster.find(name);
  const kind = name.kind.toLowerCase();
  if (!object) {
    const text = `${kind} ${name.name}.${run.canary.namespace} get query error`;
    if (!isNeeded) return undefined;
    return { error: `${text}: ${text}: ${notFound(name.kind, name.name)}`, why: whyNeeded(run) };
  }
  if (isTracked(object)) configs.set(`${kind}/${name.name}`, object);
  return undefined;
}

const whyNeeded = ({ canary }: Run): Reason => ({
  text: "The pods use configuration that is not there and that is not marked as optional.",
  object: { kind: canary.spec.target.kind, name: canary.spec.target.name },
  at: ["spec", "template", "spec"],
});

function isTracked(object: JsonObject): boolean {
  if (object.kind === "Secret" && !SECRET_TYPES.has(stringOf(object.type))) return false;
  const switched = field(object, "metadata", "annotations", "flagger.app/config-tracking");
  return !stringOf(switched).startsWith("disable");
}

const SECRET_TYPES: ReadonlySet<string> = new Set([
  "Opaque",
  "kubernetes.io/basic-auth",
  "kubernetes.io/ssh-auth",
  "kubernetes.io/tls",
]);

/** The checksums of the tracked configuration, for the status; `undefined` while tracking is switched off. */
export function trackedConfigs(
  run: Run,
  target: JsonObject,
): CanaryStatus["trackedConfigs"] | Failure {
  if (!run.flags.enableConfigTracking) return undefined;
  const configs = targetConfigs(run, target);
  if (isFailure(configs)) return prefixed("GetTargetConfigs failed", configs);
  if (configs.size === 0) return UNTRACKED;
  const checksums: Record<string, string> = {};
  for (const [name, object] of configs) checksums[name] = checksum(object);
  return checksums;
}

const UNTRACKED: Readonly<Record<string, string>> = {};

/** Only `data` counts. */
const checksum = memo((object: JsonObject) => (isObject(object.data) ? tokenOf(object.data) : ""));

/** Does the configuration differ from what the status remembers? */
export function hasConfigChanged(
  run: Run,
  target: JsonObject,
  status: CanaryStatus,
): boolean | Failure {
  if (!run.flags.enableConfigTracking) return false;
  const configs = targetConfigs(run, target);
  if (isFailure(configs)) return prefixed("GetTargetConfigs failed", configs);
  const known = status.trackedConfigs;
  if (!known) return configs.size > 0;
  if (Object.keys(known).length !== configs.size) return true;
  for (const [name, object] of configs) if (known[name] !== checksum(object)) return true;
  return false;
}

/** Copies the tracked configuration for the primary. */
export function createPrimaryConfigs(run: Run, configs: Configs): Failure | undefined {
  for (const original of configs.values()) {
    const copy = primaryConfig(run, original);
    const kind = stringOf(original.kind);
    const name = stringOf(field(copy, "metadata", "name"));
    const isThere = run.cluster.find({ kind, name }) !== undefined;
    const refused = isThere ? run.cluster.update(copy) : run.cluster.create(copy);
    if (!refused) continue;
    const verb = isThere ? "updating" : "creating";
    const of = `${kind.toLowerCase()} ${name}.${run.canary.namespace}`;
    return { error: `${verb} ${of} failed: ${refused.message}` };
  }
  return undefined;
}

function primaryConfig(run: Run, original: JsonObject): JsonObject {
  const name = `${stringOf(field(original, "metadata", "name"))}-primary`;
  const labels = included(
    stringsOf(field(original, "metadata", "labels")),
    run.flags.includeLabelPrefix,
  );
  const old = run.cluster.find({ kind: stringOf(original.kind), name });
  return {
    apiVersion: "v1",
    kind: original.kind,
    metadata: {
      name,
      namespace: run.canary.namespace,
      labels,
      ownerReferences: [...ownersOf(run.canary), ...otherOwners(run, old)],
    },
    ...(original.kind === "Secret" ? { type: original.type } : {}),
    ...(original.data === undefined ? {} : { data: original.data }),
  };
}

/** Owners of several Canaries add up; only the last to write controls. */
function otherOwners(run: Run, old: JsonObject | undefined): readonly Json[] {
  const owners = field(old, "metadata", "ownerReferences");
  if (!Array.isArray(owners)) return [];
  return owners
    .filter((it: Json) => field(it, "kind") !== "Canary" || field(it, "name") !== run.canary.name)
    .map((it: Json) => (isObject(it) ? { ...it, controller: false } : it));
}
