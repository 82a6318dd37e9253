import { field, isObject, type Json, type JsonObject } from "../json.ts";
import { mergePatch } from "../mergePatch.ts";
import { notFound } from "../notFound.ts";
import type { Reason } from "../reason.ts";
import { type Failure, isFailure } from "../routing.ts";
import type { Turn } from "../turn.ts";
import { same } from "./same.ts";
import { ownedObject } from "./upkeep.ts";

/**
 * The Upstream of one of the two Services: made with the settings of `upstreamRef`; of these only load balancing is kept
 * in step afterwards.
 */
export function glooUpstream(turn: Turn, name: string, serviceName: string): Failure | undefined {
  const { canary, cluster } = turn;
  const { namespace } = canary;
  const service = cluster.find({ kind: "Service", name: serviceName, namespace });
  if (!service) {
    const why = notFound("Service", serviceName);
    return { error: `service ${serviceName}.${namespace} get query error: ${why}` };
  }
  const found = cluster.find({ kind: "Upstream", name, namespace });
  const model = modelOf(turn);
  if (isFailure(model)) return model;
  if (found) return model && syncLoadBalancing(turn, found, name, model);
  const spec = newSpec(turn, service, serviceName, model);
  const wanted = { apiVersion: "gloo.solo.io/v1", kind: "Upstream", name, spec };
  const refused = cluster.create(ownedObject(turn, wanted));
  if (!refused) return undefined;
  return { error: `upstream ${name}.${namespace} create query error: ${refused.message}` };
}

function modelOf(turn: Turn): JsonObject | Failure | undefined {
  const { upstream } = turn.canary.spec;
  if (!upstream) return undefined;
  const { name, namespace } = upstream;
  const error = `config upstream ${name}.${turn.canary.namespace} get query error: `;
  if (namespace === "") {
    // Flagger asks for it in no namespace at all, where the API server has none.
    const nowhere = `the server could not find the requested resource (get upstreams.gloo.solo.io ${name})`;
    return { error: error + nowhere, why: WHY_NOWHERE };
  }
  const found = turn.cluster.find({ kind: "Upstream", name, namespace });
  return found ?? { error: error + notFound("Upstream", name) };
}

const WHY_NOWHERE: Reason = {
  text: "upstreamRef says no namespace, and Flagger takes none by itself, so it finds no Upstream.",
  at: ["spec", "upstreamRef"],
};

function syncLoadBalancing(
  turn: Turn,
  found: JsonObject,
  name: string,
  model: JsonObject,
): Failure | undefined {
  const wanted = field(model, "spec", "loadBalancerConfig");
  if (same(wanted, field(found, "spec", "loadBalancerConfig"))) return undefined;
  const spec = wanted === undefined ? {} : { loadBalancerConfig: wanted };
  const patched = mergePatch(found, { spec });
  const refused = isObject(patched) ? turn.cluster.update(patched, "patch") : undefined;
  if (!refused) return undefined;
  return {
    error: `upstream ${name}.${turn.canary.namespace} spec patch error: ${refused.message}`,
  };
}

function newSpec(
  turn: Turn,
  service: JsonObject,
  serviceName: string,
  model: JsonObject | undefined,
): JsonObject {
  const copied: Record<string, Json> = {};
  for (const key of COPIED) {
    const value = field(model, "spec", key);
    if (value !== undefined) copied[key] = value;
  }
  const selector = field(service, "spec", "selector");
  const { namespace, spec } = turn.canary;
  return {
    ...copied,
    kube: {
      serviceName,
      serviceNamespace: namespace,
      servicePort: spec.service.port,
      ...(isObject(selector) ? { selector } : {}),
    },
  };
}

const COPIED = [
  "labels",
  "sslConfig",
  "circuitBreakers",
  "connectionConfig",
  "loadBalancerConfig",
  "useHttp2",
  "initialStreamWindowSize",
  "initialConnectionWindowSize",
  "httpProxyHostName",
];
