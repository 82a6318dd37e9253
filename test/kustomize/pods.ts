import fc from "fast-check";
import { labelKey, labelText, maybe, objectName, oddText, rarely } from "./scalars.ts";
import type { Value } from "./value.ts";

/** A plain object whose parts are drawn one by one; absent parts are `undefined`. */
export const fields = (parts: Record<string, fc.Arbitrary<Value>>): fc.Arbitrary<Value> =>
  fc.record(parts);

/** A list that is left out where it is empty. */
export const list = (item: fc.Arbitrary<Value>, maxLength: number): fc.Arbitrary<Value> =>
  fc.array(item, { maxLength }).map((it) => (it.length ? it : undefined));

export const labels: fc.Arbitrary<Value> = fc.dictionary(labelKey, labelText, {
  minKeys: 1,
  maxKeys: 3,
});

export const imageText: fc.Arbitrary<string> = fc.constantFrom(
  "nginx",
  "nginx:1.25",
  "redis:7-alpine",
  "docker.io/library/nginx:1.25",
  "ghcr.io/acme/app:v1.2.3",
  "ghcr.io/acme/app@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3",
  "localhost:5000/app:1",
  "localhost:5000/app",
  "nginx:${TAG}",
  "nginx:1.25@sha256:24a0c4b4a4c0eb97a1aabb8e29f18e917d05abfe1b7a7c07857230879ce7d3d3",
);

const containerName = fc.constantFrom("app", "sidecar", "proxy");
const port = fc.constantFrom(53, 80, 8080, 9090);
const protocol = rarely(2, fc.constantFrom("TCP", "UDP"));
const key = fc.constantFrom("a", "b", "config.yaml");
const variableName = fc.constantFrom("A", "B", "C_D", "PATH");

/** Commands and values may hold the vars of a kustomization. */
const argument = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom("--a", "-v", "sleep", "1h", "$(FIRST)", "$$(FIRST)") },
  {
    weight: 2,
    arbitrary: fc.constantFrom("--x=$(FIRST)-$(SECOND)", "$(UNKNOWN)", "$(SECOND)", "$FIRST"),
  },
  { weight: 1, arbitrary: oddText },
);

const environment = fc.oneof(
  { weight: 3, arbitrary: fields({ name: variableName, value: argument }) },
  {
    weight: 1,
    arbitrary: fields({
      name: variableName,
      valueFrom: fields({ configMapKeyRef: fields({ name: objectName, key }) }),
    }),
  },
  {
    weight: 1,
    arbitrary: fields({
      name: variableName,
      valueFrom: fields({
        secretKeyRef: fields({ name: objectName, key, optional: maybe(fc.boolean()) }),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("metadata.name", "status.podIP")
      .map((fieldPath) => ({ name: "A", valueFrom: { fieldRef: { fieldPath } } })),
  },
);

const probe = fields({
  httpGet: fields({ path: fc.constantFrom("/", "/healthz"), port: fc.constantFrom(80, "http") }),
  periodSeconds: maybe(fc.nat(30)),
});

const resources = fields({
  limits: maybe(fields({ cpu: fc.constantFrom("100m", 1, "1", 0.5), memory: fc.constant("64Mi") })),
  requests: maybe(fields({ cpu: fc.constantFrom("10m", 2) })),
});

export const container: fc.Arbitrary<Value> = fields({
  name: containerName,
  image: rarely(1, imageText),
  command: rarely(5, list(argument, 2)),
  args: rarely(3, list(argument, 3)),
  env: rarely(2, list(environment, 3)),
  envFrom: rarely(
    5,
    list(
      fc.oneof(
        fields({ configMapRef: fields({ name: objectName }) }),
        fields({ secretRef: fields({ name: objectName }), prefix: maybe(fc.constant("X_")) }),
      ),
      2,
    ),
  ),
  ports: rarely(
    2,
    list(fields({ containerPort: port, protocol, name: maybe(fc.constantFrom("http", "dns")) }), 3),
  ),
  volumeMounts: rarely(
    4,
    list(
      fields({
        name: fc.constantFrom("data", "config"),
        mountPath: fc.constantFrom("/data", "/etc/x"),
      }),
      2,
    ),
  ),
  resources: rarely(4, resources),
  livenessProbe: rarely(6, probe),
  securityContext: rarely(
    8,
    fields({ runAsNonRoot: fc.boolean(), runAsUser: maybe(fc.nat(1000)) }),
  ),
});

const keyItems = rarely(3, list(fields({ key, path: fc.constantFrom("a", "b.txt") }), 2));

const volumeSource = fc.oneof(
  fields({ configMap: fields({ name: objectName, items: keyItems }) }),
  fields({
    secret: fields({ secretName: objectName, defaultMode: maybe(fc.constantFrom(420, 256)) }),
  }),
  fields({ persistentVolumeClaim: fields({ claimName: objectName }) }),
  fc.constant({ emptyDir: {} }),
  fields({
    projected: fields({
      sources: list(
        fc.oneof(
          fields({ configMap: fields({ name: objectName }) }),
          fields({ secret: fields({ name: objectName }) }),
        ),
        2,
      ),
    }),
  }),
  fields({ image: fields({ reference: imageText }) }),
);

const volume = fc
  .tuple(fc.constantFrom("data", "config", "tmp"), volumeSource)
  .map(([name, source]): Value => ({ name, ...(source as object) }));

const selectorTerm = fields({
  labelSelector: fields({ matchLabels: labels }),
  topologyKey: fc.constant("zone"),
});

const affinity = fc.oneof(
  fields({
    podAntiAffinity: fields({
      requiredDuringSchedulingIgnoredDuringExecution: list(selectorTerm, 2),
    }),
  }),
  fields({
    podAffinity: fields({
      preferredDuringSchedulingIgnoredDuringExecution: list(
        fields({ weight: fc.constant(1), podAffinityTerm: selectorTerm }),
        2,
      ),
    }),
  }),
);

export const podSpec: fc.Arbitrary<Value> = fields({
  containers: fc.uniqueArray(container, { minLength: 1, maxLength: 2, selector: nameIn }),
  initContainers: rarely(5, list(container, 1)),
  volumes: rarely(2, list(volume, 2)),
  serviceAccountName: rarely(3, objectName),
  serviceAccount: rarely(15, objectName),
  imagePullSecrets: rarely(5, list(fields({ name: objectName }), 2)),
  priorityClassName: rarely(8, objectName),
  tolerations: rarely(6, list(fields({ key: labelKey, operator: fc.constant("Exists") }), 2)),
  nodeSelector: rarely(8, labels),
  hostAliases: rarely(
    10,
    list(
      fields({ ip: fc.constantFrom("10.0.0.1", "10.0.0.2"), hostnames: list(fc.constant("x"), 2) }),
      2,
    ),
  ),
  topologySpreadConstraints: rarely(
    8,
    list(
      fields({
        topologyKey: fc.constantFrom("zone", "host"),
        whenUnsatisfiable: fc.constantFrom("DoNotSchedule", "ScheduleAnyway"),
        maxSkew: fc.integer({ min: 1, max: 2 }),
        labelSelector: fields({ matchLabels: labels }),
      }),
      2,
    ),
  ),
  affinity: rarely(8, affinity),
  restartPolicy: rarely(5, fc.constant("Always")),
});

export const podTemplate: fc.Arbitrary<Value> = fields({
  metadata: rarely(
    1,
    fields({ labels, annotations: rarely(3, labels), name: rarely(10, objectName) }),
  ),
  spec: podSpec,
});

function nameIn(value: Value): unknown {
  return typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
}
