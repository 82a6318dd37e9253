import { FLAGGER } from "../../identity.ts";
import { memo } from "../../memo.ts";
import { jsonOf } from "../../node.ts";
import { isOpen } from "../../references/read.ts";
import { type Resource, treeOf } from "../../resource.ts";
import { standingOf } from "../../standing.ts";
import { resolve } from "../../targets.ts";
import type { View } from "../../view.ts";
import { field, isObject, type Json, type JsonObject, stringOf } from "../json.ts";
import type { Setup } from "../setup.ts";
import { assumed } from "./assumed.ts";
import { flagsOf } from "./flagsOf.ts";

/** Everything that a rollout begins with, out of a workspace. */
export interface Found {
  readonly setup: Setup;
  /** Where each object comes from, but for those that are assumed. */
  readonly resources: ReadonlyMap<JsonObject, Resource>;
  /** What was not found and is assumed instead, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * The objects that Flagger looks at for a Canary, as the builds give them, or as they are written where no build takes
 * them up. Values of Secrets are left out.
 */
export function setupOf(canary: Resource, view: View): Found {
  const start = canary.built ? canary : (view.builtFrom(canary)[0] ?? canary);
  const resources = resourcesFor(start, view);
  const flags = flagsOf(view);
  const known = last(start);
  if (!known.found || !isSame(known.from, resources) || known.flags !== JSON.stringify(flags)) {
    known.found = found(start, resources, flags);
    known.from = resources;
    known.flags = JSON.stringify(flags);
  }
  return known.found;
}

/** The same answer while nothing of it has changed, so that what follows from it is worked out once. */
const last = memo((_: Resource): { found?: Found; from: readonly Resource[]; flags: string } => ({
  from: [],
  flags: "",
}));

const isSame = (a: readonly Resource[], b: readonly Resource[]): boolean =>
  a.length === b.length && a.every((it, index) => it === b[index]);

function resourcesFor(start: Resource, view: View): readonly Resource[] {
  const seen = new Set<Resource>();
  const take = (resource: Resource) => {
    if (seen.has(resource)) return;
    seen.add(resource);
    for (const it of referred(resource, view)) take(it);
  };
  take(start);
  for (const it of named(start, start.namespace ?? "default", view)) take(it);
  return [...seen];
}

function found(
  start: Resource,
  all: readonly Resource[],
  { flags, notes }: ReturnType<typeof flagsOf>,
): Found {
  const namespace = start.namespace ?? "default";
  const resources = new Map<JsonObject, Resource>();
  for (const it of all) {
    const object = objectOf(it, namespace);
    if (object) resources.set(object, it);
  }
  const setup: Setup = {
    canary: { name: start.name, namespace },
    objects: [...resources.keys()],
    flags,
  };
  const whole = assumed(setup);
  return { setup: whole.setup, resources, notes: [...notes, ...whole.notes] };
}

/** What a Canary, its target and its templates name. */
function referred(resource: Resource, view: View): readonly Resource[] {
  const isFlaggers = resource.group === FLAGGER;
  return resource.references.flatMap((it) => {
    if (!isFlaggers && !(it.group === "" && CONFIGURATION.has(it.kind))) return [];
    const found = resolve(view, resource, it);
    return found.type === "objects" ? found.resources.slice(0, 1) : [];
  });
}

const CONFIGURATION: ReadonlySet<string> = new Set(["ConfigMap", "Secret"]);

/** What Flagger finds by a name that it makes itself: Services, workloads, scalers and routes of a name. */
function named(canary: Resource, namespace: string, view: View): readonly Resource[] {
  const object = jsonOf(treeOf(canary)) as Json;
  const target = stringOf(field(object, "spec", "targetRef", "name"));
  const apex = stringOf(field(object, "spec", "service", "name")) || target;
  const names = new Set([apex, target].flatMap((it) => [it, `${it}-primary`, `${it}-canary`]));
  return BY_NAME.flatMap(([group, kind]) =>
    [...names].flatMap((name) => [
      ...view.builtNamed(group, kind, name).filter((it) => isOneCluster(it, canary)),
      ...view
        .named(group, kind, name)
        .filter((it) => standingOf(it, view) === "object" && view.builtFrom(it).length === 0),
    ]),
  ).filter((it) => it.namespace === undefined || it.namespace === namespace);
}

/** Kinds that routers and workload controllers look up. flagger.md §3, §4 */
const BY_NAME: readonly (readonly [group: string, kind: string])[] = [
  ["", "Service"],
  ["apps", "Deployment"],
  ["apps", "DaemonSet"],
  ["autoscaling", "HorizontalPodAutoscaler"],
  ["keda.sh", "ScaledObject"],
  ["networking.k8s.io", "Ingress"],
  ["split.smi-spec.io", "TrafficSplit"],
  ["gateway.networking.k8s.io", "HTTPRoute"],
  ["networking.istio.io", "VirtualService"],
  ["networking.istio.io", "DestinationRule"],
  ["projectcontour.io", "HTTPProxy"],
  ["traefik.io", "TraefikService"],
  ["traefik.containo.us", "TraefikService"],
  ["apisix.apache.org", "ApisixRoute"],
  ["gateway.solo.io", "RouteTable"],
  ["gloo.solo.io", "Upstream"],
  ["kuma.io", "TrafficRoute"],
];

function isOneCluster({ built }: Resource, canary: Resource): boolean {
  const [here, there] = [built?.rendering.cluster, canary.built?.rendering.cluster];
  return here === undefined || there === undefined || here === there;
}

/** As the API server would have it: with a namespace; `undefined` where variables are still to be filled in its name. */
function objectOf(resource: Resource, namespace: string): JsonObject | undefined {
  const json = jsonOf(treeOf(resource)) as Json;
  if (!isObject(json) || isOpen(resource.name)) return undefined;
  const metadata = field(json, "metadata");
  const placed = {
    ...json,
    metadata: {
      ...(isObject(metadata) ? metadata : {}),
      namespace: resource.namespace ?? namespace,
    },
  };
  return resource.kind === "Secret" ? withoutValues(placed) : placed;
}

/** Keys stay, because Flagger asks for them; what stands under them is nobody's business. */
function withoutValues(secret: JsonObject): JsonObject {
  const { stringData, ...rest } = secret;
  const keys = [secret.data, stringData].flatMap((it) => (isObject(it) ? Object.keys(it) : []));
  return { ...rest, data: Object.fromEntries(keys.map((it) => [it, HIDDEN])) };
}

/** `hidden` in base64. */
const HIDDEN = "aGlkZGVu";
