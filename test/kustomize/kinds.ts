import fc from "fast-check";
import { fields, imageText, labels, list, podSpec, podTemplate } from "./pods.ts";
import {
  fieldKey,
  maybe,
  namespaceName,
  objectName,
  oddScalar,
  oddText,
  rarely,
  tree,
} from "./scalars.ts";
import { spelt, type Value } from "./value.ts";

/** A kind of object: what may stand in it beside its metadata. */
export interface Kind {
  readonly weight?: number;
  readonly apiVersions: readonly (string | undefined)[];
  readonly kind: string;
  readonly body: fc.Arbitrary<Value>;
  /** False for kinds that have no namespace. */
  readonly scoped?: boolean;
}

const replicas = rarely(1, fc.nat(5));

const workload = fields({
  spec: fields({
    replicas,
    selector: rarely(2, fields({ matchLabels: labels })),
    template: podTemplate,
  }),
});

const port = fields({
  port: fc.constantFrom(80, 443, 53),
  protocol: rarely(2, fc.constantFrom("TCP", "UDP")),
  name: rarely(2, fc.constantFrom("http", "dns")),
  targetPort: rarely(2, fc.constantFrom<Value>(8080, "http")),
});

const data = fc.dictionary(fc.constantFrom("a", "b", "config.yaml", "1", "yes"), oddText, {
  maxKeys: 3,
});

const encoded = fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("YQ==", "aGVsbG8="), {
  maxKeys: 2,
});

const subject = fields({
  kind: fc.constantFrom("ServiceAccount", "ServiceAccount", "User"),
  name: fc.oneof(objectName, fc.constant("default")),
  namespace: rarely(2, namespaceName),
  apiGroup: rarely(5, fc.constant("rbac.authorization.k8s.io")),
});

const binding = (kinds: readonly string[]): fc.Arbitrary<Value> =>
  fields({
    roleRef: fields({
      apiGroup: fc.constant("rbac.authorization.k8s.io"),
      kind: fc.constantFrom(...kinds),
      name: objectName,
    }),
    subjects: list(subject, 3),
  });

const rules = fields({
  rules: list(
    fields({
      apiGroups: fc.constant([""]),
      resources: fc.constantFrom(["configmaps"], ["secrets"], ["pods"]),
      resourceNames: rarely(2, list(objectName, 2)),
      verbs: fc.constantFrom(["get"], ["*"]),
    }),
    2,
  ),
});

const service = fields({
  name: objectName,
  namespace: rarely(1, namespaceName),
  path: rarely(3, fc.constant("/x")),
});

const webhooks = fields({
  webhooks: list(
    fields({
      name: fc.constantFrom("a.example.com", "b.example.com"),
      clientConfig: fields({ service }),
    }),
    2,
  ),
});

const ingressPath = fields({
  path: fc.constantFrom("/", "/api"),
  pathType: fc.constant("Prefix"),
  backend: fields({ service: fields({ name: objectName, port: fc.constant({ number: 80 }) }) }),
});

const scaler = fields({
  spec: fields({
    scaleTargetRef: fields({
      apiVersion: fc.constant("apps/v1"),
      kind: fc.constantFrom("Deployment", "StatefulSet"),
      name: objectName,
    }),
    minReplicas: maybe(fc.nat(3)),
    metrics: rarely(4, list(fields({ type: fc.constant("Resource") }), 2)),
  }),
});

/** A custom resource with the places that custom configurations of a kustomization speak of. */
const widget = fields({
  spec: fields({
    image: rarely(3, imageText),
    replicas: rarely(3, fc.nat(4)),
    configRef: rarely(3, fields({ name: objectName, namespace: rarely(4, namespaceName) })),
    containers: rarely(4, list(fields({ name: fc.constantFrom("app", "x"), image: imageText }), 2)),
    selector: rarely(4, labels),
    text: rarely(3, fc.constantFrom("$(FIRST)", "a-b-c", "x: 1\ny: [1, 2]\n", '{"a": {"b": "c"}}')),
    list: rarely(4, list(oddScalar, 3)),
    free: rarely(2, fc.dictionary(fieldKey, tree, { maxKeys: 3 })),
    size: rarely(3, oddScalar),
  }),
  status: rarely(8, fc.constant({ ready: true })),
});

/** Written like a resource, meant for kustomize or others alone. */
const free = fields({ spec: rarely(1, fc.dictionary(fieldKey, tree, { maxKeys: 3 })) });

export const kinds: readonly Kind[] = [
  {
    kind: "ConfigMap",
    apiVersions: ["v1"],
    weight: 8,
    body: fields({ data: rarely(1, data), immutable: rarely(9, fc.boolean()) }),
  },
  { kind: "Deployment", apiVersions: ["apps/v1"], weight: 12, body: workload },
  {
    kind: "Deployment",
    apiVersions: ["extensions/v1beta1", "apps/v1beta2"],
    weight: 1,
    body: workload,
  },
  {
    kind: "StatefulSet",
    apiVersions: ["apps/v1"],
    weight: 4,
    body: fields({
      spec: fields({
        replicas,
        serviceName: maybe(objectName),
        template: podTemplate,
        volumeClaimTemplates: rarely(
          2,
          list(fields({ metadata: fields({ name: objectName, labels: rarely(2, labels) }) }), 2),
        ),
      }),
    }),
  },
  { kind: "DaemonSet", apiVersions: ["apps/v1"], body: workload },
  { kind: "ReplicaSet", apiVersions: ["apps/v1"], weight: 1, body: workload },
  {
    kind: "ReplicationController",
    apiVersions: ["v1"],
    weight: 1,
    body: fields({ spec: fields({ replicas, selector: maybe(labels), template: podTemplate }) }),
  },
  {
    kind: "Job",
    apiVersions: ["batch/v1"],
    body: fields({
      spec: fields({ template: podTemplate, selector: rarely(3, fields({ matchLabels: labels })) }),
    }),
  },
  {
    kind: "CronJob",
    apiVersions: ["batch/v1", "batch/v1beta1"],
    body: fields({
      spec: fields({
        schedule: fc.constantFrom<Value>("*/5 * * * *", "@daily", spelt("0 0 * * *")),
        jobTemplate: fields({ spec: fields({ template: podTemplate }) }),
      }),
    }),
  },
  { kind: "Pod", apiVersions: ["v1"], body: fields({ spec: podSpec }) },
  {
    kind: "Service",
    apiVersions: ["v1"],
    weight: 5,
    body: fields({
      spec: fields({
        selector: rarely(1, labels),
        ports: rarely(1, list(port, 3)),
        type: rarely(3, fc.constant("ClusterIP")),
      }),
    }),
  },
  {
    kind: "Secret",
    apiVersions: ["v1"],
    weight: 4,
    body: fields({
      data: rarely(1, encoded),
      stringData: rarely(2, data),
      type: rarely(2, fc.constant("Opaque")),
    }),
  },
  {
    kind: "ServiceAccount",
    apiVersions: ["v1"],
    weight: 4,
    body: fields({
      imagePullSecrets: rarely(4, list(fields({ name: objectName }), 2)),
      secrets: rarely(6, list(fields({ name: objectName }), 2)),
    }),
  },
  { kind: "Role", apiVersions: ["rbac.authorization.k8s.io/v1"], body: rules },
  {
    kind: "RoleBinding",
    apiVersions: ["rbac.authorization.k8s.io/v1"],
    weight: 3,
    body: binding(["Role", "ClusterRole"]),
  },
  {
    kind: "ClusterRole",
    apiVersions: ["rbac.authorization.k8s.io/v1"],
    scoped: false,
    body: rules,
  },
  {
    kind: "ClusterRoleBinding",
    apiVersions: ["rbac.authorization.k8s.io/v1"],
    scoped: false,
    weight: 3,
    body: binding(["ClusterRole"]),
  },
  { kind: "Namespace", apiVersions: ["v1"], scoped: false, body: fc.constant({}) },
  {
    kind: "PersistentVolumeClaim",
    apiVersions: ["v1"],
    body: fields({
      spec: fields({ volumeName: maybe(objectName), storageClassName: maybe(objectName) }),
    }),
  },
  {
    kind: "PersistentVolume",
    apiVersions: ["v1"],
    weight: 1,
    scoped: false,
    body: fields({
      spec: fields({
        storageClassName: maybe(objectName),
        claimRef: rarely(3, fields({ name: objectName })),
      }),
    }),
  },
  {
    kind: "StorageClass",
    apiVersions: ["storage.k8s.io/v1"],
    weight: 1,
    scoped: false,
    body: fc.constant({ provisioner: "x" }),
  },
  {
    kind: "PriorityClass",
    apiVersions: ["scheduling.k8s.io/v1"],
    weight: 1,
    scoped: false,
    body: fields({ value: fc.constantFrom<Value>(1000, spelt("1e3")) }),
  },
  {
    kind: "Ingress",
    apiVersions: ["networking.k8s.io/v1", "networking.k8s.io/v1beta1"],
    weight: 3,
    body: fields({
      spec: fields({
        ingressClassName: rarely(3, objectName),
        rules: list(
          fields({
            host: maybe(fc.constantFrom("a.example.com", "$(FIRST).x")),
            http: fields({ paths: list(ingressPath, 2) }),
          }),
          2,
        ),
        tls: rarely(
          2,
          list(fields({ secretName: objectName, hosts: list(fc.constant("a"), 1) }), 2),
        ),
      }),
    }),
  },
  {
    kind: "NetworkPolicy",
    apiVersions: ["networking.k8s.io/v1"],
    weight: 1,
    body: fields({
      spec: fields({
        podSelector: fc.oneof(fc.constant({}), fields({ matchLabels: labels })),
        ingress: rarely(
          1,
          list(
            fields({ from: list(fields({ podSelector: fields({ matchLabels: labels }) }), 2) }),
            2,
          ),
        ),
      }),
    }),
  },
  {
    kind: "HorizontalPodAutoscaler",
    apiVersions: ["autoscaling/v2", "autoscaling/v1"],
    body: scaler,
  },
  {
    kind: "PodDisruptionBudget",
    apiVersions: ["policy/v1", "policy/v1beta1"],
    weight: 1,
    body: fields({ spec: fields({ selector: fields({ matchLabels: labels }) }) }),
  },
  {
    kind: "ValidatingWebhookConfiguration",
    apiVersions: ["admissionregistration.k8s.io/v1"],
    weight: 1,
    scoped: false,
    body: webhooks,
  },
  {
    kind: "APIService",
    apiVersions: ["apiregistration.k8s.io/v1"],
    weight: 1,
    scoped: false,
    body: fields({ spec: fields({ service: maybe(service) }) }),
  },
  {
    kind: "CustomResourceDefinition",
    apiVersions: ["apiextensions.k8s.io/v1"],
    weight: 1,
    scoped: false,
    body: fields({
      spec: fields({
        names: fc.constant({ kind: "Widget" }),
        conversion: rarely(1, fields({ webhook: fields({ clientConfig: fields({ service }) }) })),
      }),
    }),
  },
  { kind: "Widget", apiVersions: ["example.com/v1"], weight: 12, body: widget },
  { kind: "Rollout", apiVersions: ["argoproj.io/v1alpha1"], weight: 1, body: workload },
  {
    kind: "HelmRelease",
    apiVersions: ["helm.toolkit.fluxcd.io/v2"],
    body: fields({ spec: fields({ values: tree, interval: fc.constant("5m") }) }),
  },
  { kind: "Setting", apiVersions: [undefined, "v1", "example.com/v1beta1"], weight: 1, body: free },
];
