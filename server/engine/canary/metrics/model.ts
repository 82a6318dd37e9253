import type { Canary } from "../canary.ts";

/**
 * What a query may speak of: one function of the template language for each field.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/apis/flagger/v1beta1/metric.go
 */
export interface QueryModel {
  readonly name: string;
  readonly namespace: string;
  readonly target: string;
  readonly service: string;
  readonly ingress: string;
  readonly route: string;
  readonly interval: string;
  readonly variables: Readonly<Record<string, string>>;
}

export type QueryFunction = keyof QueryModel;

/** The functions a query may call, in the order people look for them, and what each stands for. */
export const QUERY_FUNCTIONS: readonly {
  readonly name: QueryFunction;
  readonly means: string;
}[] = [
  { name: "name", means: "name of the Canary" },
  { name: "namespace", means: "namespace of the Canary" },
  { name: "target", means: "`targetRef.name`" },
  { name: "service", means: "`service.name`, else the name of the target" },
  { name: "ingress", means: "`ingressRef.name`, else the name of the target" },
  {
    name: "route",
    means: "`routeRef.name`, else the name of the target; for Knative the revision created last",
  },
  { name: "interval", means: "`interval` of the metric; empty where a template metric has none" },
  { name: "variables", means: "`templateVariables` of the metric: `variables.key`" },
];

/** @param revision of a Knative Service; `undefined` for everything else */
export function modelOf(
  canary: Pick<Canary, "name" | "namespace" | "spec">,
  revision: string | undefined,
  interval: string,
  variables: Readonly<Record<string, string>>,
): QueryModel {
  const { target, ingress, route, service } = canary.spec;
  return {
    name: canary.name,
    namespace: canary.namespace,
    target: target.name,
    service: service.apex,
    ingress: ingress?.name ?? target.name,
    route: revision ?? route?.name ?? target.name,
    interval,
    variables,
  };
}
