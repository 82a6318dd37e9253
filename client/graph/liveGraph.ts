import type { GraphFacts, GraphLiveState, GraphName, GraphNodeType } from "../../protocol/graph.ts";
import type { LiveEdge, LiveGraph, LiveNode, UnreadKind } from "../../protocol/graphView.ts";
import { conditionOf } from "../cluster/api/condition.ts";
import { canaryState } from "../cluster/api/flagger.ts";
import { fluxState } from "../cluster/api/flux.ts";
import { goDuration } from "../cluster/api/goDuration.ts";
import { inventory } from "../cluster/api/inventory.ts";
import { json } from "../cluster/api/json.ts";
import { groupOf, type KubeObject } from "../cluster/api/kubeObject.ts";
import { graphTypeOf } from "./graphKinds.ts";
import { liveEdges } from "./liveEdges.ts";
import type { Unread } from "./unread.ts";

/**
 * What a cluster says of its Flux and Flagger objects, as a graph. HelmCharts that a HelmRelease has made for itself are
 * left out: they stand in no file.
 *
 * @param notes more to say of all of it, one sentence each
 */
export function liveGraph(
  context: string,
  objects: Iterable<KubeObject>,
  { kinds, notes: unreadNotes }: Unread,
  notes: readonly string[] = [],
): LiveGraph {
  const nodes: LiveNode[] = [];
  const edges: LiveEdge[] = [];
  for (const object of [...objects].sort(byName)) {
    const type = typeOf(object);
    if (!type || isMade(object) || kinds.some((it) => isOf(object, it))) continue;
    const from = nodes.push(nodeOf(object, type)) - 1;
    edges.push(...liveEdges(object).map((it) => ({ from, ...it })));
  }
  return { context, nodes, edges, notes: [...notes, ...unreadNotes], unread: kinds };
}

const typeOf = ({ kind, apiVersion }: KubeObject): GraphNodeType | undefined =>
  graphTypeOf(kind, groupOf(apiVersion));

const byName = (a: KubeObject, b: KubeObject): number => (keyOf(a) < keyOf(b) ? -1 : 1);

const keyOf = ({ kind, metadata }: KubeObject): string =>
  `${metadata.namespace ?? ""}/${metadata.name} ${kind}`;

/** What was known of a kind before it was forbidden may be otherwise by now. */
const isOf = (object: KubeObject, { apiGroup, kind, namespace }: UnreadKind): boolean =>
  object.kind === kind &&
  groupOf(object.apiVersion) === apiGroup &&
  (namespace === undefined || object.metadata.namespace === namespace);

/** helm-controller labels the charts that it makes. */
const isMade = ({ kind, metadata }: KubeObject): boolean =>
  kind === "HelmChart" && metadata.labels["helm.toolkit.fluxcd.io/name"] !== undefined;

const nodeOf = (object: KubeObject, type: GraphNodeType): LiveNode => ({
  apiGroup: groupOf(object.apiVersion),
  kind: object.kind,
  namespace: object.metadata.namespace ?? "",
  name: object.metadata.name,
  type,
  state: type === "canary" ? stateOfCanary(object) : stateOf(object),
  facts: factsOf(object, type),
  applies: inventory(object)
    .map(({ group, kind, namespace = "", name }) => ({ apiGroup: group, kind, namespace, name }))
    .filter((it) => !isSame(it, object)),
});

const isSame = (it: GraphName, { kind, apiVersion, metadata }: KubeObject): boolean =>
  it.kind === kind &&
  it.apiGroup === groupOf(apiVersion) &&
  it.name === metadata.name &&
  it.namespace === (metadata.namespace ?? "");

const MOODS: Readonly<Record<string, GraphLiveState["mood"]>> = {
  ready: "good",
  failed: "bad",
  stalled: "bad",
  unknown: "quiet",
};

function stateOf(object: KubeObject): GraphLiveState {
  const { state, words } = fluxState(object);
  return { name: state, mood: MOODS[state] ?? "open", message: sentence(words) };
}

/** A Canary is best told by its phase, and by what share of the traffic it has. */
function stateOfCanary(object: KubeObject): GraphLiveState {
  const { phase, state, weight, words } = canaryState(object);
  const name = state === "suspended" ? "suspended" : phase;
  const said = conditionOf(object, "Promoted")?.message || words;
  const share = weight > 0 ? ` Canary at ${weight} %.` : "";
  return { name, mood: MOODS[state] ?? "open", message: `${sentence(said)}${share}` };
}

const sentence = (words: string): string => {
  const text = words.trim();
  return text === "" ? "" : `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.?$/, ".")}`;
};

/** Of a HelmRelease that says none, in seconds. */
const RELEASE_TIMEOUT = 300;

/** As the files tell them, with Flux's defaults. */
function factsOf({ spec }: KubeObject, type: GraphNodeType): GraphFacts {
  const interval = secondsAt(spec.interval);
  const retryInterval = secondsAt(spec.retryInterval) ?? interval;
  const path = json.text(spec.path);
  const chart = [
    json.text(json.at(spec, "chart", "spec", "chart")),
    json.text(json.at(spec, "chart", "spec", "version")),
  ]
    .filter((it) => it !== undefined)
    .join(" ");
  const timeout = timeoutOf(type, secondsAt(spec.timeout), interval);
  const wait = waitOf(spec);
  return {
    ...(type === "kustomization" && path !== undefined ? { path } : {}),
    ...(chart === "" ? {} : { chart }),
    ...(interval === undefined ? {} : { interval }),
    ...(type !== "kustomization" || retryInterval === undefined ? {} : { retryInterval }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(type === "kustomization" && wait ? { wait } : {}),
    ...(spec.suspend === true ? { suspended: true as const } : {}),
  };
}

function timeoutOf(
  type: GraphNodeType,
  said: number | undefined,
  interval: number | undefined,
): number | undefined {
  if (type === "release") return said ?? RELEASE_TIMEOUT;
  if (type !== "kustomization") return undefined;
  const own = said ?? (interval === undefined ? undefined : interval - 30);
  return own === undefined ? undefined : Math.max(own, 30);
}

function waitOf(spec: KubeObject["spec"]): GraphFacts["wait"] {
  if (spec.wait === true) return "all";
  return json.list(spec.healthChecks).length > 0 ? "some" : undefined;
}

function secondsAt(value: unknown): number | undefined {
  const seconds = goDuration(json.text(value) ?? "") / 1000;
  return seconds > 0 ? seconds : undefined;
}
