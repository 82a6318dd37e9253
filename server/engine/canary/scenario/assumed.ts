import type { CanaryService } from "../canary.ts";
import { field, isObject, type Json, type JsonObject, listOf, stringOf } from "../json.ts";
import { PROVIDERS } from "../metrics/providers.ts";
import type { Setup } from "../setup.ts";
import { canaryIn } from "./canaryIn.ts";
import { knativeRevision } from "./editsOf.ts";
import { objectIn } from "./objectIn.ts";

interface Missing {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly object: JsonObject;
  /** What it is taken to be: `a plain one with one replica`. */
  readonly as: string;
}

/**
 * Puts a plain object in the place of each that a Canary names and no file holds: a chart may make it, or another
 * repository. What is assumed is told.
 */
export function assumed(setup: Setup): {
  readonly setup: Setup;
  readonly notes: readonly string[];
} {
  const first = missingIn(setup, [target, scaler, ingress, template]);
  const once = { ...setup, objects: [...setup.objects, ...first.map((it) => it.object)] };
  const second = missingIn(once, [configuration, credentials]);
  const objects = [...once.objects, ...second.map((it) => it.object)];
  const notes = [...first, ...second].map(
    ({ kind, name, as }) => `${kind} ${name} is in no file here; ${as} is assumed.`,
  );
  return { setup: { ...setup, objects: withKnativeRevisions(objects, setup) }, notes };
}

function missingIn(
  setup: Setup,
  kinds: readonly ((setup: Setup) => readonly Missing[])[],
): readonly Missing[] {
  const all = kinds
    .flatMap((it) => it(setup))
    .filter((it) => it.name !== "" && !objectIn(setup, it));
  return all.filter(
    (it, index) => all.findIndex((o) => o.kind === it.kind && o.name === it.name) === index,
  );
}

function target(setup: Setup): readonly Missing[] {
  const { spec } = canaryIn(setup);
  const { apiVersion, kind, name } = spec.target;
  const { namespace } = setup.canary;
  const labels = { [setup.flags.selectorLabels[0] || "app"]: name };
  const container = { name, image: `${name}:1`, ports: [portOf(spec.service)] };
  const body: JsonObject =
    kind === "Service"
      ? { ports: [{ port: spec.service.port }], selector: labels }
      : {
          ...(kind === "Deployment" ? { replicas: 1 } : {}),
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers: [container] } },
        };
  const object = { apiVersion, kind, metadata: { name, namespace }, spec: body };
  const as = kind === "Deployment" ? "a plain one with one replica" : "a plain one";
  return [{ kind, name, namespace, object, as }];
}

/** The port to which the Services of the Canary lead; with port discovery another one would become a port of theirs. */
const portOf = ({ port, targetPort = port }: CanaryService): JsonObject =>
  typeof targetPort === "number"
    ? { containerPort: targetPort }
    : { name: targetPort, containerPort: port };

function scaler(setup: Setup): readonly Missing[] {
  const { autoscaler, target: scaled } = canaryIn(setup).spec;
  if (!autoscaler) return [];
  const { apiVersion, kind, name } = autoscaler;
  const { namespace } = setup.canary;
  const spec =
    kind === "ScaledObject"
      ? {
          scaleTargetRef: { name: scaled.name },
          minReplicaCount: 1,
          maxReplicaCount: 2,
          triggers: [],
        }
      : { scaleTargetRef: { ...scaled }, minReplicas: 1, maxReplicas: 2 };
  const object = { apiVersion, kind, metadata: { name, namespace }, spec };
  return [{ kind, name, namespace, object, as: "a plain one for 1 to 2 replicas" }];
}

function ingress(setup: Setup): readonly Missing[] {
  const { ingress: named, service } = canaryIn(setup).spec;
  if (!named) return [];
  const { namespace } = setup.canary;
  const provider = canaryIn(setup).spec.provider || setup.flags.meshProvider;
  const { name } = named;
  const backend = { service: { name: service.apex, port: { number: service.port } } };
  const rule = {
    host: "example.com",
    http: { paths: [{ path: "/", pathType: "Prefix", backend }] },
  };
  const object = {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name, namespace, annotations: { "kubernetes.io/ingress.class": provider } },
    spec: { rules: [rule] },
  };
  return [{ kind: "Ingress", name, namespace, object, as: `one that leads to ${service.apex}` }];
}

function template(setup: Setup): readonly Missing[] {
  const { analysis } = canaryIn(setup).spec;
  return (analysis?.metrics ?? []).flatMap(({ template: it, name: metric }): readonly Missing[] => {
    if (!it) return [];
    const { name } = it;
    const namespace = it.namespace || setup.canary.namespace;
    const object = {
      apiVersion: "flagger.app/v1beta1",
      kind: "MetricTemplate",
      metadata: { name, namespace },
      spec: {
        provider: { type: "prometheus", address: setup.flags.metricsServer },
        query: `query of ${metric}`,
      },
    };
    return [{ kind: "MetricTemplate", name, namespace, object, as: "one that asks Prometheus" }];
  });
}

/** ConfigMaps and Secrets that the target must have. */
function configuration(setup: Setup): readonly Missing[] {
  const { target: it } = canaryIn(setup).spec;
  const workload = objectIn(setup, { kind: it.kind, name: it.name });
  const pods = field(workload, "spec", "template", "spec");
  const names: { readonly kind: string; readonly name: string }[] = [];
  const note = (kind: string, source: Json | undefined, key: string) => {
    const name = field(source, key);
    if (typeof name !== "string" || field(source, "optional") === true) return;
    names.push({ kind, name });
  };
  for (const volume of listOf(field(pods, "volumes"))) {
    note("ConfigMap", field(volume, "configMap"), "name");
    note("Secret", field(volume, "secret"), "secretName");
    for (const source of listOf(field(volume, "projected", "sources"))) {
      note("ConfigMap", field(source, "configMap"), "name");
      note("Secret", field(source, "secret"), "name");
    }
  }
  for (const list of ["containers", "initContainers"]) {
    for (const container of listOf(field(pods, list))) {
      for (const entry of listOf(field(container, "env"))) {
        note("ConfigMap", field(entry, "valueFrom", "configMapKeyRef"), "name");
        note("Secret", field(entry, "valueFrom", "secretKeyRef"), "name");
      }
      for (const source of listOf(field(container, "envFrom"))) {
        note("ConfigMap", field(source, "configMapRef"), "name");
        note("Secret", field(source, "secretRef"), "name");
      }
    }
  }
  const { namespace } = setup.canary;
  return names.map(({ kind, name }) => ({
    kind,
    name,
    namespace,
    object: { apiVersion: "v1", kind, metadata: { name, namespace }, ...emptyOf(kind) },
    as: "an empty one",
  }));
}

const emptyOf = (kind: string): JsonObject =>
  kind === "Secret" ? { type: "Opaque", data: {} } : { data: {} };

/** Secrets with what the provider of a MetricTemplate signs in by. */
function credentials(setup: Setup): readonly Missing[] {
  return setup.objects
    .filter((it) => it.kind === "MetricTemplate")
    .flatMap((it): readonly Missing[] => {
      const provider = field(it, "spec", "provider");
      const name = stringOf(field(provider, "secretRef", "name"));
      const type = stringOf(field(provider, "type"));
      const known = Object.hasOwn(PROVIDERS, type)
        ? PROVIDERS[type as keyof typeof PROVIDERS]
        : undefined;
      const namespace = stringOf(field(it, "metadata", "namespace"));
      const data = Object.fromEntries((known?.keys[0] ?? []).map((key) => [key, "aGlkZGVu"]));
      const object = { apiVersion: "v1", kind: "Secret", metadata: { name, namespace }, data };
      return [{ kind: "Secret", name, namespace, object, as: "one that lets Flagger in" }];
    });
}

/** What Knative says of a Service is in no file. */
function withKnativeRevisions(objects: readonly JsonObject[], setup: Setup): readonly JsonObject[] {
  const { target: it } = canaryIn(setup).spec;
  if (it.kind !== "Service" || !it.apiVersion.startsWith("serving.knative.dev/")) return objects;
  const name = { name: it.name, namespace: setup.canary.namespace };
  const revision = knativeRevision(name, 1);
  return [
    ...objects.map((object) =>
      object.kind === "Service" && field(object, "metadata", "name") === it.name
        ? { ...object, status: statusOf(revision) }
        : object,
    ),
    revision,
  ];
}

const statusOf = (revision: JsonObject): JsonObject => {
  const name = isObject(revision.metadata) ? (revision.metadata.name ?? "") : "";
  return { latestCreatedRevisionName: name, latestReadyRevisionName: name };
};
