import { goDuration } from "../../goDuration.ts";
import type { Canary } from "../canary.ts";
import { type JsonObject, listOf, stringOf } from "../json.ts";
import { apexMetadata } from "./apexMetadata.ts";
import { type AppmeshParts, appmeshParts } from "./appmeshParts.ts";
import { namesOf } from "./names.ts";
import { planner } from "./planner.ts";
import { routePrefix } from "./routePrefix.ts";
import type { Wanted, WantedAtApex } from "./upkeep.ts";

export interface RouterPlan {
  readonly router: Wanted;
  readonly service: Wanted;
}

interface Plan {
  readonly labelKey: string;
  readonly nodes: readonly WantedAtApex[];
  readonly apex: RouterPlan;
  readonly canary: RouterPlan;
}

/** The objects that a Canary wants; the nodes choose their pods by the selector label. */
export function appmeshV1beta2Plan(canary: Canary, labelKey: string): Plan {
  const held = plansOf(canary);
  const known = held.get(labelKey);
  if (known) return known;
  const plan = planOf(canary, labelKey);
  held.set(labelKey, plan);
  return plan;
}

const plansOf = planner(() => new Map<string, Plan>());

const API = "appmesh.k8s.aws/v1beta2";

function planOf(canary: Canary, labelKey: string): Plan {
  const { apex, primary, canary: fresh } = namesOf(canary);
  const target = canary.spec.target.name;
  const parts = appmeshParts(canary);
  const node = (name: string, label: string) =>
    nodeOf(canary, parts, name, { matchLabels: { [labelKey]: label } });
  return {
    labelKey,
    nodes: [node(primary, `${target}-primary`), node(fresh, target)],
    apex: routerOf(canary, parts, apex, 0),
    canary: routerOf(canary, parts, fresh, 100),
  };
}

function nodeOf(
  canary: Canary,
  parts: AppmeshParts,
  name: string,
  podSelector: JsonObject,
): WantedAtApex {
  const timeout = timeoutOf(canary);
  const hostname = `${name}.${canary.namespace}.svc.cluster.local.`;
  const backends = listOf(canary.spec.service.object.backends).map((it) => ({
    virtualService: backendOf(stringOf(it)),
  }));
  return {
    apiVersion: API,
    kind: "VirtualNode",
    name,
    ...apexMetadata(canary),
    spec: {
      podSelector,
      listeners: [
        {
          portMapping: portMapping(canary, parts),
          ...(timeout ? { timeout: { http: timeout } } : {}),
        },
      ],
      serviceDiscovery: { dns: { hostname } },
      ...(backends.length > 0 ? { backends } : {}),
      ...parts.logging,
    },
  };
}

const backendOf = (name: string): JsonObject =>
  name.startsWith("arn:aws") ? { virtualServiceARN: name } : { virtualServiceRef: { name } };

function routerOf(canary: Canary, parts: AppmeshParts, name: string, weight: number): RouterPlan {
  const provider = { virtualRouter: { virtualRouterRef: { name } } };
  return {
    router: {
      apiVersion: API,
      kind: "VirtualRouter",
      name,
      spec: {
        listeners: [{ portMapping: portMapping(canary, parts) }],
        routes: routesOf(canary, parts, name, weight),
      },
    },
    service: {
      apiVersion: API,
      kind: "VirtualService",
      name,
      ...(weight === 0 ? { annotations: parts.gatewayAnnotations } : {}),
      spec: { provider },
    },
  };
}

function routesOf(
  canary: Canary,
  parts: AppmeshParts,
  name: string,
  weight: number,
): readonly JsonObject[] {
  const { apex, primary, canary: fresh } = namesOf(canary);
  const target = (node: string, share: number) => ({
    virtualNodeRef: { name: node },
    weight: share,
  });
  const split = [target(fresh, weight), target(primary, 100 - weight)];
  const prefix = routePrefix(canary);
  const timeout = timeoutOf(canary);
  const route = (match: JsonObject, weightedTargets: readonly JsonObject[]) => ({
    httpRoute: {
      match,
      action: { weightedTargets },
      ...retryPolicyOf(parts),
      ...(timeout ? { timeout } : {}),
    },
  });
  if (!parts.hasMatch || weight > 0) return [{ name, ...route({ prefix }, split) }];
  return [
    { name: `${apex}-a`, ...route({ ...parts.headers, prefix }, split), priority: 10 },
    { name: `${apex}-b`, ...route({ prefix }, [target(primary, 100)]), priority: 20 },
  ];
}

function retryPolicyOf({ retries }: AppmeshParts): JsonObject {
  if (!retries) return {};
  return {
    retryPolicy: {
      httpRetryEvents: retries.events,
      maxRetries: retries.attempts,
      perRetryTimeout: { unit: "ms", value: retries.milliseconds },
    },
  };
}

function timeoutOf(canary: Canary): JsonObject | undefined {
  const timeout = goDuration(stringOf(canary.spec.service.object.timeout));
  if ("error" in timeout) return undefined;
  return { perRequest: { unit: "ms", value: Math.trunc(timeout.seconds * 1000) } };
}

function portMapping(canary: Canary, parts: AppmeshParts): JsonObject {
  const { port, targetPort } = canary.spec.service;
  const isNumber = typeof targetPort === "number" && targetPort > 0;
  return { port: isNumber ? targetPort : port, protocol: parts.protocol };
}
