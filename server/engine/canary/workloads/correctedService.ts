import { field, isObject, type Json, type JsonObject, listOf, numberOf } from "../json.ts";
import { same } from "../routers/same.ts";
import type { Run } from "../run.ts";
import { stringsOf } from "../stringsOf.ts";
import { controllerOf } from "./controllerOf.ts";
import { servicePorts } from "./servicePorts.ts";

/** The Service as Flagger wants it; `undefined` where it is so. */
export function correctedService(
  run: Run,
  service: JsonObject,
  name: string,
  value: string,
  metadata: Json | undefined,
): JsonObject | undefined {
  const spec = isObject(service.spec) ? service.spec : {};
  const ports = withNodePorts(servicePorts(run), listOf(spec.ports));
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

/** The annotations of a Service that Flagger manages. */
export const managed = (metadata: Json | undefined): Readonly<Record<string, string>> => ({
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
