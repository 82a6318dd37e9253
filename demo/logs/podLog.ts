import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import type { Cluster, PodPlace } from "../apiserver/cluster.ts";
import { type Inside, insideOf } from "../apiserver/inside.ts";
import { containersOf, podState } from "../controllers/workloads/podState.ts";
import { controllerLog } from "./controllerLog.ts";
import { trafficLog } from "./trafficLog.ts";

/**
 * What a container of a pod would have written: controllers what their events say, all others the requests that they were asked.
 * `undefined` where it has not begun.
 */
export function podLog(cluster: Cluster, place: PodPlace): string | undefined {
  const inside = insideOf(cluster, "kubelet");
  const { namespace, pod: name, container } = place;
  const pod = inside.get({ apiVersion: "v1", kind: "Pod", namespace, name });
  if (!pod) return undefined;
  const { kind, restarts } = podState(pod, cluster.now());
  if (kind === "starting" || kind === "unpullable") return undefined;
  if (kind === "crashing") return crashes(pod, restarts);
  const image = stringOf(containersOf(pod).find((it) => it.name === container)?.image);
  const component = componentOf(image, inside);
  return component === undefined
    ? trafficLog(pod, inside, cluster.now())
    : controllerLog(component, pod, inside);
}

/** The source of the events of a controller, by its image. */
function componentOf(image: string, inside: Inside): string | undefined {
  const name = /([^/:@]+)(?:[:@][^/]*)?$/.exec(image)?.[1] ?? "";
  if (name === "flagger" || /^(source|kustomize|helm|notification)-controller$/.test(name))
    return name;
  const isKnown = /^image-(reflector|automation)-controller$/.test(name);
  return isKnown || isSource(name, inside) ? name : undefined;
}

const isSource = (name: string, inside: Inside): boolean =>
  name.endsWith("-controller") &&
  inside.list("v1", "Event").some((it) => field(it, "source", "component") === name);

/** Every start ends at once. */
function crashes(pod: JsonObject, restarts: number): string {
  const start = stringOf(field(pod, "status", "startTime"));
  return `${start} starting (attempt ${restarts + 1})\n${start} fatal: this image ends at once\n`;
}
