import type { JsonObject } from "../canary/json.ts";
import { dirname } from "../path.ts";
import { isLeftOut, namespacesOf } from "../reach.ts";
import type { Resource } from "../resource.ts";
import { sharersAmong } from "../rules/flagger/neighboursAmong.ts";
import { objectOf } from "../rules/flagger/objectOf.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import { podsOf } from "./pods.ts";
import { selectingOf } from "./selecting.ts";

/** An object and where it comes from. */
export interface Neighbour {
  /** `Service/face` */
  readonly id: string;
  readonly object: JsonObject;
  readonly resource: Resource;
}

/** What selects pods, and what has them, in the cluster and namespace of an object, itself included. */
export function neighbourhood(resource: Resource, view: View): readonly Neighbour[] {
  const candidates = KINDS.flatMap(([group, kind]) => view.ofKind(group, kind));
  const around = [
    ...sharersAmong(resource, candidates, view),
    ...unbuilt(resource, candidates, view),
  ];
  const near = around.filter((it) => isOneNamespace(it, resource, view));
  return [...new Set([resource, ...near])].flatMap((it) => {
    const object = objectOf(it, view);
    const id = selectingOf(object)?.id ?? podsOf(object)?.id;
    return id === undefined ? [] : [{ id, object, resource: it }];
  });
}

const KINDS: readonly (readonly [group: string, kind: string])[] = [
  ["", "Service"],
  ["policy", "PodDisruptionBudget"],
  ["apps", "Deployment"],
  ["apps", "DaemonSet"],
  ["apps", "StatefulSet"],
];

/** What lies in one folder with a file that no build takes up is its neighbour, though nobody applies either. */
function unbuilt(resource: Resource, candidates: readonly Resource[], view: View) {
  if (resource.built || !isLeftOut(resource, view)) return [];
  return candidates.filter(
    (it) =>
      it !== resource &&
      dirname(it.path) === dirname(resource.path) &&
      standingOf(it, view) === "object" &&
      view.builtFrom(it).length === 0,
  );
}

/** Where nothing says the namespace of either, they are taken to be in the same. */
function isOneNamespace(a: Resource, b: Resource, view: View): boolean {
  const [left, right] = [namespacesOf(a, view), namespacesOf(b, view)];
  if (!left || !right) return left === right && a.namespace === b.namespace;
  return [...left].some((it) => right.has(it));
}
