import { memo } from "../../memo.ts";
import type { CanaryService } from "../canary.ts";
import {
  field,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  numberOf,
  stringOf,
} from "../json.ts";
import { prefixed } from "../prefixed.ts";
import { ownersOf } from "../routers/owner.ts";
import { same } from "../routers/same.ts";
import type { Failure } from "../routing.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";

/**
 * The Services `{apex}-canary` and `{apex}-primary`.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/kubernetes_default.go
 */
export function reconcileServices(run: Run): Failure | undefined {
  const { apex, object } = run.canary.spec.service;
  const { value } = run.label;
  return (
    reconcileService(run, `${apex}-canary`, value, object.canary) ??
    reconcileService(run, `${apex}-primary`, `${value}-primary`, object.primary)
  );
}

/** The Service of the users, which leads to the primary from now on. */
export function reconcileApexService(run: Run): Failure | undefined {
  const { apex, object } = run.canary.spec.service;
  return reconcileService(run, apex, `${run.label.value}-primary`, object.apex);
}

/** What users called before Flagger came: selects the target again, unless Flagger made the Service. */
export function finalizeApexService(run: Run): Failure | undefined {
  if (!run.target.hasServices) return undefined;
  const { namespace, spec } = run.canary;
  const { apex } = spec.service;
  const service = run.cluster.find({ kind: "Service", name: apex });
  if (!service) {
    return {
      error: `service ${apex}.${namespace} get query error: services "${apex}" not found`,
    };
  }
  if (controllerOf(service)) return undefined;
  const applied = field(service, "metadata", "annotations", LAST_APPLIED);
  if (typeof applied !== "string") {
    return reconcileService(run, apex, run.label.value, undefined);
  }
  const original = parsed(applied);
  if (!isObject(original)) {
    return { error: `router ${apex}.${namespace} failed to unMarshal annotation ${LAST_APPLIED}` };
  }
  const selector = field(original, "spec", "selector");
  const restored = { ...(isObject(service.spec) ? service.spec : {}), selector };
  const refused = run.cluster.update({ ...service, spec: restored });
  return refused && { error: `service ${apex} update error: ${refused.message}` };
}

const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reconcileService(
  run: Run,
  name: string,
  value: string,
  metadata: Json | undefined,
): Failure | undefined {
  if (!run.target.hasServices) return undefined;
  const found = run.cluster.find({ kind: "Service", name });
  const failure = found
    ? update(run, found, name, value, metadata)
    : create(run, name, value, metadata);
  return failure && prefixed("reconcileService failed", failure);
}

function create(
  run: Run,
  name: string,
  value: string,
  metadata: Json | undefined,
): Failure | undefined {
  const { namespace, spec } = run.canary;
  const { headless, trafficDistribution } = spec.service.object;
  const distribution = stringOf(trafficDistribution);
  const refused = run.cluster.create(
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: {
        name,
        namespace,
        labels: { ...stringsOf(field(metadata, "labels")), [run.label.key]: name },
        annotations: managed(metadata),
        ownerReferences: ownersOf(run.canary),
      },
      spec: {
        type: "ClusterIP",
        ...(headless === true ? { clusterIP: "None" } : {}),
        ...(distribution === "" ? {} : { trafficDistribution: distribution }),
        selector: { [run.label.key]: value },
        ports: portsOf(run),
      },
    },
    MISSING,
  );
  if (!refused) return undefined;
  return { error: `service ${name}.${namespace} create error: ${refused.message}` };
}

const MISSING = {
  text: "Three Services stand before the pods: one for the users, one for the primary, one for the canary.",
  at: ["spec", "service"],
};

/** Most ticks find the Service as the last one left it, so the answer for it is kept. */
interface Agreed {
  canary?: JsonObject;
  label?: Run["label"];
  value?: string;
  ports?: Run["ports"];
}

const agreedWith = memo((_: JsonObject): Agreed => ({}));

function update(
  run: Run,
  service: JsonObject,
  name: string,
  value: string,
  metadata: Json | undefined,
): Failure | undefined {
  const agreed = agreedWith(service);
  const { object } = run.canary;
  if (
    agreed.canary === object &&
    agreed.label === run.label &&
    agreed.value === value &&
    agreed.ports === run.ports
  ) {
    return undefined;
  }
  const wanted = corrected(run, service, name, value, metadata);
  if (!wanted) {
    Object.assign(agreed, { canary: object, label: run.label, value, ports: run.ports });
    return undefined;
  }
  const refused = run.cluster.update(wanted);
  return refused && { error: `service ${name} update error: ${refused.message}` };
}

/** The Service as Flagger wants it; `undefined` where it is so. */
function corrected(
  run: Run,
  service: JsonObject,
  name: string,
  value: string,
  metadata: Json | undefined,
): JsonObject | undefined {
  const spec = isObject(service.spec) ? service.spec : {};
  const ports = withNodePorts(portsOf(run), listOf(spec.ports));
  const selector = { [run.label.key]: value };
  const isRouted =
    same(byNumber(ports), byNumber(listOf(spec.ports))) && same(selector, spec.selector);
  const annotations = stringsOf(field(service, "metadata", "annotations"));
  const labels = stringsOf(field(service, "metadata", "labels"));
  const isOurs = controllerOf(service) === run.canary.name;
  const kept = run.canary.spec.service.object.unmanagedMetadata;
  const wantedAnnotations = isOurs
    ? { ...managed(metadata), ...keptOf(annotations, field(kept, "annotations")) }
    : annotations;
  const wantedLabels = isOurs
    ? {
        ...stringsOf(field(metadata, "labels")),
        [run.label.key]: name,
        ...keptOf(labels, field(kept, "labels")),
      }
    : labels;
  if (isRouted && same(wantedAnnotations, annotations) && same(wantedLabels, labels)) {
    return undefined;
  }
  return {
    ...service,
    metadata: {
      ...(isObject(service.metadata) ? service.metadata : {}),
      labels: wantedLabels,
      annotations: { ...wantedAnnotations, ...UNMANAGED },
    },
    spec: isRouted ? spec : { ...spec, ports, selector },
  };
}

/** Annotations that keep Flux away from what Flagger manages. */
const UNMANAGED = {
  "kustomize.toolkit.fluxcd.io/reconcile": "disabled",
  "helm.toolkit.fluxcd.io/driftDetection": "disabled",
};

const managed = (metadata: Json | undefined): Readonly<Record<string, string>> => ({
  ...stringsOf(field(metadata, "annotations")),
  ...UNMANAGED,
});

function keptOf(
  there: Readonly<Record<string, string>>,
  keys: Json | undefined,
): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const key of listOf(keys)) {
    const value = typeof key === "string" && Object.hasOwn(there, key) ? there[key] : undefined;
    if (value !== undefined) kept[key as string] = value;
  }
  return kept;
}

/** The name of the Canary that controls an object. */
function controllerOf(object: JsonObject): string | undefined {
  const owner = listOf(field(object, "metadata", "ownerReferences")).find(
    (it) => field(it, "controller") === true,
  );
  return field(owner, "kind") === "Canary" ? stringOf(field(owner, "name")) : undefined;
}

function portsOf({ canary, ports }: Run): readonly JsonObject[] {
  const { service } = canary.spec;
  const more = Object.entries(ports).map(([name, port]) => ({
    name,
    protocol: "TCP",
    port,
    targetPort: port,
  }));
  return [firstPort(service), ...more];
}

const firstPort = memo(
  (service: CanaryService): JsonObject => ({
    name: service.portName,
    protocol: "TCP",
    port: service.port,
    targetPort: service.targetPort ?? service.port,
    ...(service.appProtocol === "" ? {} : { appProtocol: service.appProtocol }),
  }),
);

/** Node ports of equally named ports survive. */
const withNodePorts = (
  ports: readonly JsonObject[],
  there: readonly Json[],
): readonly JsonObject[] =>
  ports.map((port) => {
    const nodePort = numberOf(
      field(
        there.find((it) => field(it, "name") === port.name),
        "nodePort",
      ),
    );
    return nodePort > 0 ? { ...port, nodePort } : port;
  });

const byNumber = (ports: readonly Json[]): readonly Json[] =>
  ports.toSorted((a, b) => numberOf(field(a, "port")) - numberOf(field(b, "port")));
