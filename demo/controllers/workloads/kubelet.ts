import { field, isObject, type JsonObject, stringOf } from "../../../server/engine/canary/json.ts";
import { timestamp } from "../../apiserver/cluster.ts";
import type { Inside } from "../../apiserver/inside.ts";
import { isTerminating } from "../../apiserver/objects/metadata.ts";
import type { Controller } from "../controller.ts";
import { containersOf, type PodState, podState } from "./podState.ts";
import { podStatus } from "./podStatus.ts";
import { writeStatus } from "./writeStatus.ts";

/** Plays the node: tells how each of its pods stands. No container ever runs. */
export const kubelet: Controller = {
  name: "kubelet",
  kinds: [{ apiVersion: "v1", kind: "Pod" }],
  reconcile(place, { inside, now }) {
    const pod = inside.get(place);
    if (!pod || isTerminating(pod) || stringOf(field(pod, "spec", "nodeName")) === "") return {};
    if (field(pod, "status", "phase") === "Succeeded") return {};
    const state = podState(pod, now());
    const status = podStatus(pod, state, timestamp(now()));
    if (isOther(pod, status)) {
      tell(pod, state, inside);
      writeStatus(inside, pod, status);
    }
    return state.next === undefined ? {} : { again: state.next };
  },
};

/** Does a status say something else than the one that stands? Times alone do not count. */
function isOther(pod: JsonObject, status: JsonObject): boolean {
  const before = isObject(pod.status) ? pod.status : {};
  return essence(before) !== essence(status);
}

function essence({ phase, conditions, containerStatuses, observedGeneration }: JsonObject): string {
  const said = (it: unknown) =>
    isObject(it as JsonObject) ? [(it as JsonObject).type, (it as JsonObject).status] : [];
  const stands = (it: unknown) => {
    const { name, image, ready, restartCount, state } = it as JsonObject;
    const what = isObject(state) ? Object.keys(state) : [];
    return [name, image, ready, restartCount, what, field(state, "waiting", "reason")];
  };
  return JSON.stringify([
    phase,
    observedGeneration,
    (conditions as readonly unknown[] | undefined)?.map(said),
    (containerStatuses as readonly unknown[] | undefined)?.map(stands),
  ]);
}

/** The events of a pod that comes into another state. */
function tell(pod: JsonObject, { kind }: PodState, { event }: Inside): void {
  for (const { name, image } of containersOf(pod)) {
    switch (kind) {
      case "running":
      case "succeeded":
      case "unready":
        event(
          pod,
          "Normal",
          "Pulled",
          `Container image "${stringOf(image)}" already present on machine`,
        );
        event(pod, "Normal", "Created", `Container created`);
        event(pod, "Normal", "Started", `Container started`);
        break;
      case "unpullable":
        event(pod, "Normal", "Pulling", `Pulling image "${stringOf(image)}"`);
        event(
          pod,
          "Warning",
          "Failed",
          `Failed to pull image "${stringOf(image)}": rpc error: code = NotFound desc = failed to pull and unpack image "${stringOf(image)}": not found`,
        );
        event(pod, "Warning", "Failed", "Error: ImagePullBackOff");
        event(pod, "Normal", "BackOff", `Back-off pulling image "${stringOf(image)}"`);
        break;
      case "crashing":
        event(
          pod,
          "Warning",
          "BackOff",
          `Back-off restarting failed container ${stringOf(name)} in pod`,
        );
        break;
      default:
        break;
    }
  }
}
