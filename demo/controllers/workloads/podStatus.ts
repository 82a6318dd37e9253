import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { tokenOf } from "../../../server/engine/canary/tokenOf.ts";
import { metadataOf, nameOf, uidOf } from "../../apiserver/objects/metadata.ts";
import { type ConditionSaid, conditionIn, conditionSince } from "./conditions.ts";
import { containersOf, type PodState } from "./podState.ts";

/** The status of a pod as its node tells it. `now`: as the API writes times. */
export function podStatus(pod: JsonObject, state: PodState, now: string): JsonObject {
  const { kind } = state;
  const isReady = kind === "running";
  const address = addressOf(pod);
  const isStarted = kind !== "starting" && kind !== "unpullable";
  const before = isObject(pod.status) ? pod.status : {};
  return {
    phase: kind === "succeeded" ? "Succeeded" : isStarted ? "Running" : "Pending",
    observedGeneration: metadataOf(pod).generation,
    conditions: conditionsOf(pod, kind, now),
    hostIP: HOST,
    hostIPs: [{ ip: HOST }],
    ...(isStarted && { podIP: address, podIPs: [{ ip: address }] }),
    startTime: before.startTime ?? now,
    containerStatuses: containersOf(pod).map((it) => containerStatus(pod, it, state, now)),
    ...initStatuses(pod, isReady || kind === "succeeded"),
    qosClass: qosOf(pod),
  };
}

/** The address of the node. */
export const HOST = "192.168.49.2";

/** Follows from the identity, so that it stays the same. */
function addressOf(pod: JsonObject): string {
  const token = tokenOf({ uid: uidOf(pod) });
  return `10.244.${Number.parseInt(token.slice(0, 2), 16)}.${Number.parseInt(token.slice(2, 4), 16)}`;
}

function conditionsOf(pod: JsonObject, kind: PodState["kind"], now: string): readonly JsonObject[] {
  const done = kind === "succeeded";
  const ready = kind === "running";
  const isReady: Omit<ConditionSaid, "type"> = ready
    ? { status: "True" }
    : done
      ? { status: "False", reason: "PodCompleted" }
      : { status: "False", reason: "ContainersNotReady", message: unreadyWords(pod) };
  const said: readonly ConditionSaid[] = [
    { type: "PodReadyToStartContainers", status: done ? "False" : "True" },
    { type: "Initialized", status: "True", ...(done && { reason: "PodCompleted" }) },
    { type: "Ready", ...isReady },
    { type: "ContainersReady", ...isReady },
    { type: "PodScheduled", status: "True" },
  ];
  return said.map((it) => conditionSince(conditionIn(pod, it.type), it, now));
}

const unreadyWords = (pod: JsonObject): string =>
  `containers with unready status: [${containersOf(pod)
    .map((it) => stringOf(it.name))
    .join(" ")}]`;

function containerStatus(
  pod: JsonObject,
  container: JsonObject,
  { kind, restarts }: PodState,
  now: string,
): JsonObject {
  const before = listOf(field(pod, "status", "containerStatuses"))
    .filter(isObject)
    .find((it) => it.name === container.name);
  const image = stringOf(container.image);
  const isRunning = kind === "running" || kind === "unready";
  const identity = tokenOf({ uid: uidOf(pod), name: container.name });
  return {
    name: container.name,
    image,
    imageID: kind === "starting" || kind === "unpullable" ? "" : imageIdOf(image),
    ready: kind === "running",
    started: isRunning,
    restartCount: restarts,
    ...(kind !== "starting" &&
      kind !== "unpullable" && { containerID: `containerd://${identity.repeat(4)}` }),
    state: stateOf(pod, container, kind, restarts, field(before, "state"), now),
    ...(kind === "crashing" && { lastState: { terminated: ended(1, "Error", now) } }),
  };
}

/** The same image has the same digest. */
const imageIdOf = (image: string): string =>
  `${image.replace(/(:[^/:@]+)?(@.*)?$/, "")}@sha256:${tokenOf({ image }).repeat(4)}`;

function stateOf(
  pod: JsonObject,
  container: JsonObject,
  kind: PodState["kind"],
  restarts: number,
  before: unknown,
  now: string,
): JsonObject {
  const known = before as JsonObject | undefined;
  switch (kind) {
    case "starting":
      return { waiting: { reason: "ContainerCreating" } };
    case "unpullable":
      return {
        waiting: {
          reason: "ImagePullBackOff",
          message: `Back-off pulling image "${stringOf(container.image)}"`,
        },
      };
    case "crashing":
      return {
        waiting: { reason: "CrashLoopBackOff", message: backOff(pod, container, restarts) },
      };
    case "succeeded":
      return isObject(known?.terminated)
        ? { terminated: known.terminated }
        : { terminated: ended(0, "Completed", now) };
    default:
      return isObject(known?.running)
        ? { running: known.running }
        : { running: { startedAt: now } };
  }
}

function backOff(pod: JsonObject, container: JsonObject, restarts: number): string {
  const seconds = Math.min(10 * 2 ** Math.max(0, restarts - 1), 300);
  const wait = seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
  const { namespace } = metadataOf(pod);
  const owner = `${nameOf(pod)}_${stringOf(namespace)}(${uidOf(pod)})`;
  return `back-off ${wait} restarting failed container=${stringOf(container.name)} pod=${owner}`;
}

const ended = (exitCode: number, reason: string, now: string): JsonObject => ({
  exitCode,
  reason,
  startedAt: now,
  finishedAt: now,
});

function initStatuses(pod: JsonObject, isDone: boolean): JsonObject {
  const containers = listOf(field(pod, "spec", "initContainers")).filter(isObject);
  if (containers.length === 0) return {};
  return {
    initContainerStatuses: containers.map((it) => ({
      name: it.name,
      image: it.image,
      imageID: imageIdOf(stringOf(it.image)),
      ready: isDone,
      started: false,
      restartCount: 0,
      state: {},
    })),
  };
}

/** https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/ */
function qosOf(pod: JsonObject): string {
  const all = containersOf(pod).map((it) => it.resources);
  const has = (it: (typeof all)[number], key: "requests" | "limits", what: string) =>
    field(it, key, what) !== undefined;
  const isSet = (it: (typeof all)[number]) =>
    isObject(field(it, "requests")) || isObject(field(it, "limits"));
  if (!all.some(isSet)) return "BestEffort";
  const isGuaranteed = all.every((it) =>
    ["cpu", "memory"].every((what) => {
      const request = field(it, "requests", what);
      return (
        has(it, "limits", what) && (request === undefined || request === field(it, "limits", what))
      );
    }),
  );
  return isGuaranteed ? "Guaranteed" : "Burstable";
}
