import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { json } from "./json.ts";
import { groupOfKind } from "./kinds.ts";
import { groupOf, type KubeObject } from "./kubeObject.ts";

/** What must be ready before an object, as its spec names it: of the same kind, own namespace by default. */
export function dependenciesOf(object: KubeObject): readonly ObjectIdentity[] {
  const group = groupOf(object.apiVersion);
  return json.list(object.spec.dependsOn).flatMap((entry) => {
    const name = json.text(json.at(entry, "name"));
    const kind = json.text(json.at(entry, "kind")) ?? object.kind;
    return name ? [identity(group, kind, json.at(entry, "namespace"), name, object)] : [];
  });
}

/**
 * Where an object comes from, what is farthest first: for a HelmRelease its repository, then its chart.
 *
 * https://fluxcd.io/flux/cmd/flux_reconcile_helmrelease/
 */
export function sourcesOf(object: KubeObject): readonly ObjectIdentity[] {
  const { spec } = object;
  const direct =
    referenced(spec.sourceRef, object) ??
    referenced(spec.imageRepositoryRef, object, "ImageRepository");
  if (direct) return [direct];
  const chart = referenced(spec.chartRef, object);
  if (chart) return [chart];
  const source = referenced(json.at(spec, "chart", "spec", "sourceRef"), object);
  if (object.kind !== "HelmRelease" || !source) return source ? [source] : [];
  const own = json.text(object.status.helmChart)?.split("/");
  const name = own?.[1] ?? `${object.metadata.namespace}-${object.metadata.name}`;
  const namespace = own?.[0] ?? source.namespace;
  return [
    source,
    {
      group: "source.toolkit.fluxcd.io",
      kind: "HelmChart",
      ...(namespace ? { namespace } : {}),
      name,
    },
  ];
}

function referenced(
  reference: unknown,
  object: KubeObject,
  onlyKind?: string,
): ObjectIdentity | undefined {
  const name = json.text(json.at(reference, "name"));
  const kind = onlyKind ?? json.text(json.at(reference, "kind"));
  const group = kind === undefined ? undefined : groupOfKind(kind);
  if (name === undefined || kind === undefined || group === undefined) return undefined;
  return identity(group, kind, json.at(reference, "namespace"), name, object);
}

function identity(
  group: string,
  kind: string,
  namespace: unknown,
  name: string,
  { metadata }: KubeObject,
): ObjectIdentity {
  const inside = json.text(namespace) || metadata.namespace;
  return { group, kind, ...(inside ? { namespace: inside } : {}), name };
}
