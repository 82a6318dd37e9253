import { field, type JsonObject, numberOf, stringOf } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import { isTerminating, metadataOf } from "../../apiserver/objects/metadata.ts";
import type { Controller } from "../controller.ts";
import { type ConditionSaid, conditionIn, conditionSince } from "./conditions.ts";
import { writeStatus } from "./writeStatus.ts";

/** A HorizontalPodAutoscaler without any load to measure: it keeps what it scales within its limits, and zero alone. */
export const scalerController: Controller = {
  name: "horizontal-pod-autoscaler",
  kinds: [{ apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" }],
  reconcile(place, { inside, now }) {
    const scaler = inside.get(place);
    if (!scaler || isTerminating(scaler)) return {};
    const reference = field(scaler, "spec", "scaleTargetRef");
    const target = inside.get({
      apiVersion: stringOf(field(reference, "apiVersion")),
      kind: stringOf(field(reference, "kind")),
      namespace: place.namespace,
      name: stringOf(field(reference, "name")),
    });
    const current = numberOf(field(target, "spec", "replicas"));
    const wanted = target === undefined || current === 0 ? current : within(scaler, current);
    if (target && wanted !== current) {
      const at = { ...place, apiVersion: String(target.apiVersion), kind: String(target.kind) };
      const name = stringOf(metadataOf(target).name);
      inside.patch({ ...at, name }, { spec: { replicas: wanted } });
      const why =
        wanted > current
          ? "Current number of replicas below Spec.MinReplicas"
          : "Current number of replicas above Spec.MaxReplicas";
      inside.event(scaler, "Normal", "SuccessfulRescale", `New size: ${wanted}; reason: ${why}`);
    }
    writeStatus(
      inside,
      scaler,
      statusOf(scaler, target !== undefined, current, wanted, timestamp(now())),
    );
    return { again: ROUND };
  },
};

/** Milliseconds between two looks. */
const ROUND = 15_000;

function within(scaler: JsonObject, replicas: number): number {
  const least = numberOf(field(scaler, "spec", "minReplicas")) || 1;
  const most = numberOf(field(scaler, "spec", "maxReplicas")) || replicas;
  return Math.min(Math.max(replicas, least), most);
}

function statusOf(
  scaler: JsonObject,
  isThere: boolean,
  current: number,
  wanted: number,
  now: string,
): JsonObject {
  const said: readonly ConditionSaid[] = isThere
    ? [
        {
          type: "AbleToScale",
          status: "True",
          reason: "ReadyForNewScale",
          message: "recommended size matches current size",
        },
        current === 0
          ? {
              type: "ScalingActive",
              status: "False",
              reason: "ScalingDisabled",
              message: "scaling is disabled since the replica count of the target is zero",
            }
          : {
              type: "ScalingActive",
              status: "True",
              reason: "ValidMetricFound",
              message: "the HPA was able to successfully calculate a replica count",
            },
        {
          type: "ScalingLimited",
          status: "False",
          reason: "DesiredWithinRange",
          message: "the desired count is within the acceptable range",
        },
      ]
    : [
        {
          type: "AbleToScale",
          status: "False",
          reason: "FailedGetScale",
          message: "the HPA controller was unable to get the target's current scale",
        },
      ];
  return {
    currentReplicas: current,
    desiredReplicas: wanted,
    conditions: said.map((it) => conditionSince(conditionIn(scaler, it.type), it, now)),
  };
}
