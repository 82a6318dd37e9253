import {
  field,
  isObject,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../../../server/engine/canary/json.ts";
import { goDuration } from "../../../server/engine/goDuration.ts";
import { metadataOf, nameOf, textsOf } from "../../apiserver/objects/metadata.ts";

/** How a pod stands. `next`: milliseconds until that changes by itself. */
export interface PodState {
  readonly kind: "starting" | "running" | "unready" | "crashing" | "unpullable" | "succeeded";
  readonly next?: number;
  /** How often its containers began anew. */
  readonly restarts: number;
}

/**
 * What becomes of a pod so long after its birth. Nothing is executed: tags of images and annotations say how it goes, and all else
 * is ready soon. Tags `broken` and `crash`: its containers end again and again; `noprimary`: only in primaries; `missing`,
 * `does-not-exist` and `not-found`: there is no such image. Annotation `pods.test/ready: "false"`: never ready;
 * `pods.test/delay: 25s`: ready that long after its birth.
 */
export function podState(pod: JsonObject, now: Date): PodState {
  const age = now.getTime() - Date.parse(stringOf(metadataOf(pod).creationTimestamp));
  const tags = containersOf(pod).map((it) => tagOf(stringOf(it.image)));
  const annotations = textsOf(pod, "annotations");
  if (tags.some((it) => UNPULLABLE.has(it))) return { kind: "unpullable", restarts: 0 };
  const isPrimary = nameOf(pod).includes("-primary-");
  const fails = (it: string) => CRASHING.has(it) || (it === "noprimary" && isPrimary);
  if (annotations["pods.test/ready"] === "false") return { kind: "unready", restarts: 0 };
  if (tags.some(fails)) return crashing(age);
  const delay = delayOf(pod, stringOf(annotations["pods.test/delay"]));
  if (age < delay) return { kind: "starting", next: delay - age, restarts: 0 };
  return { kind: isOfJob(pod) ? "succeeded" : "running", restarts: 0 };
}

export const containersOf = (pod: JsonObject): readonly JsonObject[] =>
  listOf(field(pod, "spec", "containers")).filter(isObject);

const CRASHING: ReadonlySet<string> = new Set(["broken", "crash"]);
const UNPULLABLE: ReadonlySet<string> = new Set(["missing", "does-not-exist", "not-found"]);

const tagOf = (image: string): string => /:([^/:@]+)(?:@.*)?$/.exec(image)?.[1] ?? "latest";

/** Milliseconds that the containers of a pod take to start; times of birth are whole seconds. */
const START = 2000;

function delayOf(pod: JsonObject, written: string): number {
  const duration = goDuration(written);
  if (written !== "" && "seconds" in duration) return duration.seconds * 1000;
  const [first] = containersOf(pod);
  return START + numberOf(field(first, "readinessProbe", "initialDelaySeconds")) * 1000;
}

const isOfJob = (pod: JsonObject): boolean =>
  listOf(metadataOf(pod).ownerReferences).some((it) => field(it, "kind") === "Job");

/** Containers that end at once begin anew after 10 s, 20 s, 40 s, and so on, at most 5 min. */
function crashing(age: number): PodState {
  let restarts = 0;
  let due = 0;
  while (due <= age) due += Math.min(10 * 2 ** restarts++, 300) * 1000;
  return { kind: "crashing", restarts: restarts - 1, next: Math.max(1, due - age) };
}
