import type { ObjectIdentity } from "../../protocol/cluster.ts";
import type { GraphEdgeType, GraphName } from "../../protocol/graph.ts";
import type { LiveEdge } from "../../protocol/graphView.ts";
import { json } from "../cluster/api/json.ts";
import { groupOf, type KubeObject } from "../cluster/api/kubeObject.ts";
import { dependenciesOf, sourcesOf } from "../cluster/api/references.ts";

type Edge = Omit<LiveEdge, "from">;

/** What an object names in its spec. */
export function liveEdges(object: KubeObject): readonly Edge[] {
  return [...dependencies(object), ...sources(object), ...values(object), ...targets(object)];
}

const named = ({ group, kind, namespace = "", name }: ObjectIdentity): GraphName => ({
  apiGroup: group,
  kind,
  namespace,
  name,
});

function dependencies(object: KubeObject): readonly Edge[] {
  const said = json.list(object.spec.dependsOn).filter((it) => json.text(json.at(it, "name")));
  return dependenciesOf(object).map((it, index) => {
    const readyExpr = json.text(json.at(said[index], "readyExpr"));
    const rest = readyExpr === undefined ? {} : { readyExpr };
    return { to: named(it), type: "dependsOn", ...rest };
  });
}

/** The chart that a HelmRelease has made for itself is no step of its own. */
function sources(object: KubeObject): readonly Edge[] {
  const { spec, kind } = object;
  const own = kind === "HelmRelease" && spec.chartRef === undefined;
  const all = own ? sourcesOf(object).filter((it) => it.kind !== "HelmChart") : sourcesOf(object);
  const type: GraphEdgeType = kind === "HelmRelease" ? "chart" : "source";
  const included = json.list(spec.include).flatMap((it): readonly Edge[] => {
    const name = json.text(json.at(it, "repository", "name"));
    const to = { group: groupOf(object.apiVersion), kind: "GitRepository", name: name ?? "" };
    const { namespace } = object.metadata;
    return name ? [{ to: named({ ...to, ...(namespace ? { namespace } : {}) }), type }] : [];
  });
  return [...all.map((it): Edge => ({ to: named(it), type })), ...included];
}

function values(object: KubeObject): readonly Edge[] {
  const { spec, metadata } = object;
  const said = [
    ...json.list(spec.valuesFrom),
    ...json.list(json.at(spec, "postBuild", "substituteFrom")),
  ];
  return said.flatMap((it): readonly Edge[] => {
    const [kind, name] = [json.text(json.at(it, "kind")), json.text(json.at(it, "name"))];
    if (kind === undefined || name === undefined) return [];
    const to = { apiGroup: "", kind, namespace: metadata.namespace ?? "", name };
    const isOptional = json.at(it, "optional") === true;
    return [{ to, type: "values", ...(isOptional ? { optional: true as const } : {}) }];
  });
}

const TARGETS = ["targetRef", "autoscalerRef", "ingressRef", "routeRef", "upstreamRef"] as const;

/** The group where a Canary does not say it. */
const GROUPS: Readonly<Record<string, string>> = {
  Deployment: "apps",
  DaemonSet: "apps",
  HorizontalPodAutoscaler: "autoscaling",
  ScaledObject: "keda.sh",
  Ingress: "networking.k8s.io",
};

function targets({ kind, spec, metadata }: KubeObject): readonly Edge[] {
  if (kind !== "Canary") return [];
  return TARGETS.flatMap((field): readonly Edge[] => {
    const reference = spec[field];
    const name = json.text(json.at(reference, "name"));
    const to = json.text(json.at(reference, "kind")) ?? "";
    if (name === undefined || to === "") return [];
    const group = groupOf(json.text(json.at(reference, "apiVersion")) ?? "");
    const namespace = metadata.namespace ?? "";
    return [
      {
        to: { apiGroup: group || (GROUPS[to] ?? ""), kind: to, namespace, name },
        type: "targets",
      },
    ];
  });
}
