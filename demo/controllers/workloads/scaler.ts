import { field, type JsonObject, numberOf, stringOf } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { placeOf } from "../../apiserver/inside.ts";
import { isTerminating, metadataOf } from "../../apiserver/objects/metadata.ts";
import type { Controller, Desk } from "../controller.ts";
import { type ConditionSaid, conditionIn, conditionSince } from "./conditions.ts";
import { writeStatus } from "./writeStatus.ts";

/** A HorizontalPodAutoscaler without any load to measure: it keeps what it scales within its limits, and zero alone. */
export const scalerController: Controller = {
  name: "horizontal-pod-autoscaler",
  kinds: [{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" }],
  reconcile(place, desk) {
    const scaler = desk.inside.get(place);
    if (!scaler || isTerminating(scaler)) return {};
    const age = desk.now().getTime() - Date.parse(stringOf(metadataOf(scaler).creationTimestamp));
    if (age < ROUND) return { again: ROUND - age };
    look(scaler, desk);
    return { again: ROUND };
  },
};

/** Milliseconds between two looks, and before the first one. */
const ROUND = 15_000;

function look(scaler: JsonObject, { inside, now }: Desk): void {
  const reference = field(scaler, "spec", "scaleTargetRef");
  const kind = stringOf(field(reference, "kind"));
  const name = stringOf(field(reference, "name"));
  const apiVersion = stringOf(field(reference, "apiVersion"));
  const namespace = stringOf(metadataOf(scaler).namespace);
  const target = inside.get({ apiVersion, kind, namespace, name });
  const moment = timestamp(now());
  const say = (counts: JsonObject, ...said: readonly ConditionSaid[]): void => {
    const { currentReplicas, desiredReplicas = 0, lastScaleTime } = statusIn(scaler);
    const conditions = said.map((it) => conditionSince(conditionIn(scaler, it.type), it, moment));
    const before = { currentReplicas, desiredReplicas, lastScaleTime };
    writeStatus(inside, scaler, { ...before, ...counts, conditions });
  };
  if (!target) {
    const text = `${kind.toLowerCase()}s.${apiVersion.replace(/\/.*/, "")} "${name}" not found`;
    inside.event(scaler, "Warning", "FailedGetScale", text);
    say({}, notFound(text));
    return;
  }
  const current = numberOf(field(target, "spec", "replicas"));
  const wanted = current === 0 ? 0 : within(scaler, current);
  const counts = { currentReplicas: current, desiredReplicas: wanted };
  if (wanted === current) {
    say(counts, FITS, current === 0 ? DISABLED : MEASURED, WITHIN);
    return;
  }
  inside.patch(placeOf(target), { spec: { replicas: wanted } });
  const why =
    wanted > current
      ? "Current number of replicas below Spec.MinReplicas"
      : "Current number of replicas above Spec.MaxReplicas";
  inside.event(scaler, "Normal", "SuccessfulRescale", `New size: ${wanted}; reason: ${why}`);
  say({ ...counts, lastScaleTime: moment }, rescaled(wanted));
}

const statusIn = ({ status }: JsonObject): JsonObject => (status ?? {}) as JsonObject;

function within(scaler: JsonObject, replicas: number): number {
  const least = numberOf(field(scaler, "spec", "minReplicas")) || 1;
  const most = numberOf(field(scaler, "spec", "maxReplicas")) || replicas;
  return Math.min(Math.max(replicas, least), most);
}

const notFound = (text: string): ConditionSaid => ({
  type: "AbleToScale",
  status: "False",
  reason: "FailedGetScale",
  message: `the HPA controller was unable to get the target's current scale: ${text}`,
});

const rescaled = (wanted: number): ConditionSaid => ({
  type: "AbleToScale",
  status: "True",
  reason: "SucceededRescale",
  message: `the HPA controller was able to update the target scale to ${wanted}`,
});

const FITS: ConditionSaid = {
  type: "AbleToScale",
  status: "True",
  reason: "ReadyForNewScale",
  message: "recommended size matches current size",
};

const DISABLED: ConditionSaid = {
  type: "ScalingActive",
  status: "False",
  reason: "ScalingDisabled",
  message: "scaling is disabled since the replica count of the target is zero",
};

const MEASURED: ConditionSaid = {
  type: "ScalingActive",
  status: "True",
  reason: "ValidMetricFound",
  message: "the HPA was able to successfully calculate a replica count",
};

const WITHIN: ConditionSaid = {
  type: "ScalingLimited",
  status: "False",
  reason: "DesiredWithinRange",
  message: "the desired count is within the acceptable range",
};
