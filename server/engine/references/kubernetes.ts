import type { KindName, ReferenceRow } from "./row.ts";
import { CONFIG_MAP, key, name, object, SECRET, secret, serviceAccount, slip } from "./rows.ts";

const NETWORKING = "networking.k8s.io";
const RBAC = "rbac.authorization.k8s.io";
const GATEWAY = "gateway.networking.k8s.io";
const SMI = "split.smi-spec.io";

const SERVICE: KindName = { group: "", kind: "Service" };
const cluster = { defaultNamespace: "cluster" } as const;

/** Kinds that hold a pod, and where. */
const PODS: readonly { readonly owner: KindName; readonly at: string }[] = [
  { owner: { group: "", kind: "Pod" }, at: "spec" },
  { owner: { group: "", kind: "ReplicationController" }, at: "spec.template.spec" },
  { owner: { group: "", kind: "PodTemplate" }, at: "template.spec" },
  ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((kind) => ({
    owner: { group: "apps", kind },
    at: "spec.template.spec",
  })),
  { owner: { group: "batch", kind: "Job" }, at: "spec.template.spec" },
  { owner: { group: "batch", kind: "CronJob" }, at: "spec.jobTemplate.spec.template.spec" },
];

const NO_START = "its pods do not start";
const NO_PODS = "no pods are made for it";
const UNANSWERED = "requests that it takes there are answered with an error";

const UNSCALED = "nothing is scaled";

const optionally = { ...slip(NO_START), optionalField: "optional" } as const;

/** A key of a ConfigMap or Secret that is here. */
const heldKey = {
  missing: "warning",
  code: "key-missing",
  optionalField: "optional",
  consequence: NO_START,
} as const;

const podRows = ({ owner, at }: (typeof PODS)[number]): readonly ReferenceRow[] => [
  ...volumeRows(owner, `${at}.volumes[]`),
  ...["containers", "initContainers", "ephemeralContainers"].flatMap((containers) => [
    object(owner, `${at}.${containers}[].envFrom[].configMapRef`, [CONFIG_MAP], {
      ...slip(NO_START),
      optionalField: "optional",
    }),
    secret(owner, `${at}.${containers}[].envFrom[].secretRef`, { optionalField: "optional" }),
    ...keyRows(owner, `${at}.${containers}[].env[].valueFrom`),
  ]),
  secret(owner, `${at}.imagePullSecrets[]`),
  serviceAccount(owner, `${at}.serviceAccountName`, NO_PODS),
  serviceAccount(owner, `${at}.serviceAccount`, NO_PODS),
  name(
    owner,
    `${at}.priorityClassName`,
    { group: "scheduling.k8s.io", kind: "PriorityClass" },
    { ...cluster, ...slip(NO_PODS) },
  ),
  name(owner, `${at}.runtimeClassName`, { group: "node.k8s.io", kind: "RuntimeClass" }, cluster),
];

const keyRows = (owner: KindName, at: string): readonly ReferenceRow[] => [
  object(owner, `${at}.configMapKeyRef`, [CONFIG_MAP], optionally),
  key(owner, `${at}.configMapKeyRef`, [CONFIG_MAP], {}, heldKey),
  secret(owner, `${at}.secretKeyRef`, { optionalField: "optional" }),
  key(owner, `${at}.secretKeyRef`, [SECRET], {}, heldKey),
];

const volumeRows = (owner: KindName, at: string): readonly ReferenceRow[] => [
  object(owner, `${at}.configMap`, [CONFIG_MAP], optionally),
  key(owner, `${at}.configMap`, [CONFIG_MAP], { keyField: "items[].key" }, heldKey),
  secret(owner, `${at}.secret`, { nameField: "secretName", optionalField: "optional" }),
  key(
    owner,
    `${at}.secret`,
    [SECRET],
    { nameField: "secretName", keyField: "items[].key" },
    heldKey,
  ),
  object(owner, `${at}.projected.sources[].configMap`, [CONFIG_MAP], optionally),
  key(
    owner,
    `${at}.projected.sources[].configMap`,
    [CONFIG_MAP],
    { keyField: "items[].key" },
    heldKey,
  ),
  secret(owner, `${at}.projected.sources[].secret`, { optionalField: "optional" }),
  key(owner, `${at}.projected.sources[].secret`, [SECRET], { keyField: "items[].key" }, heldKey),
  object(owner, `${at}.persistentVolumeClaim`, [{ group: "", kind: "PersistentVolumeClaim" }], {
    nameField: "claimName",
    ...slip(NO_START),
  }),
];

const ingress: KindName = { group: NETWORKING, kind: "Ingress" };
const statefulSet: KindName = { group: "apps", kind: "StatefulSet" };
const claim: KindName = { group: "", kind: "PersistentVolumeClaim" };
const autoscaler: KindName = { group: "autoscaling", kind: "HorizontalPodAutoscaler" };
const account: KindName = { group: "", kind: "ServiceAccount" };
const storageClass: KindName = { group: "storage.k8s.io", kind: "StorageClass" };

const objectRows: readonly ReferenceRow[] = [
  object(ingress, "spec.defaultBackend.service", [SERVICE], slip(UNANSWERED)),
  object(ingress, "spec.rules[].http.paths[].backend.service", [SERVICE], slip(UNANSWERED)),
  secret(ingress, "spec.tls[]", { nameField: "secretName", missing: "silent" }),
  name(
    ingress,
    "spec.ingressClassName",
    { group: NETWORKING, kind: "IngressClass" },
    { ...cluster, ...slip("no controller serves it") },
  ),
  name(
    statefulSet,
    "spec.serviceName",
    SERVICE,
    slip("its pods have no names of their own in DNS"),
  ),
  name(claim, "spec.storageClassName", storageClass, {
    ...cluster,
    ...slip("no volume is made for it"),
  }),
  name(claim, "spec.volumeName", { group: "", kind: "PersistentVolume" }, cluster),
  object(autoscaler, "spec.scaleTargetRef", [], {
    kindField: "kind",
    apiVersionField: "apiVersion",
    ...slip(UNSCALED),
  }),
  object(
    { group: "keda.sh", kind: "ScaledObject" },
    "spec.scaleTargetRef",
    [
      { group: "apps", kind: "Deployment" },
      { group: "apps", kind: "StatefulSet" },
    ],
    { kindField: "kind", apiVersionField: "apiVersion", ...slip(UNSCALED) },
  ),
  secret(account, "secrets[]"),
  secret(account, "imagePullSecrets[]"),
  object({ group: "apiregistration.k8s.io", kind: "APIService" }, "spec.service", [SERVICE], {
    ...slip("the API server cannot reach it"),
    namespaceField: "namespace",
    defaultNamespace: "explicit",
  }),
  ...["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"].map((kind) =>
    object(
      { group: "admissionregistration.k8s.io", kind },
      "webhooks[].clientConfig.service",
      [SERVICE],
      {
        ...slip("the API server cannot ask it"),
        namespaceField: "namespace",
        defaultNamespace: "explicit",
      },
    ),
  ),
];

const rbacRows = ["RoleBinding", "ClusterRoleBinding"].flatMap((kind): readonly ReferenceRow[] => {
  const owner: KindName = { group: RBAC, kind };
  const inCluster = kind === "ClusterRoleBinding";
  return [
    object(owner, "roleRef", [{ group: RBAC, kind: "Role" }], {
      kindField: "kind",
      kindRequired: true,
      ...(inCluster ? cluster : {}),
      ...slip("nothing is granted"),
    }),
    object(owner, "roleRef", [{ group: RBAC, kind: "ClusterRole" }], {
      kindField: "kind",
      kindRequired: true,
      ...cluster,
      ...slip("nothing is granted"),
    }),
    object(owner, "subjects[]", [account], {
      ...slip("nothing is granted to it"),
      kindField: "kind",
      kindRequired: true,
      namespaceField: "namespace",
      defaultNamespace: inCluster ? "explicit" : "own",
    }),
  ];
});

const gateway: KindName = { group: GATEWAY, kind: "Gateway" };
const backend = { kindField: "kind", namespaceField: "namespace" } as const;

/** Routes of HTTP and GRPC have the same fields. */
const routeRows = ["HTTPRoute", "GRPCRoute"].flatMap((kind): readonly ReferenceRow[] => [
  object({ group: GATEWAY, kind }, "spec.parentRefs[]", [gateway, SERVICE], {
    ...backend,
    ...slip("nothing is routed"),
  }),
  ...[
    "spec.rules[].backendRefs[]",
    "spec.rules[].filters[].requestMirror.backendRef",
    "spec.rules[].backendRefs[].filters[].requestMirror.backendRef",
  ].map((at) =>
    object({ group: GATEWAY, kind }, at, [SERVICE], { ...backend, ...slip(UNANSWERED) }),
  ),
]);

const trafficRows: readonly ReferenceRow[] = [
  ...routeRows,
  name(
    gateway,
    "spec.gatewayClassName",
    { group: GATEWAY, kind: "GatewayClass" },
    { ...cluster, ...slip("no controller serves it") },
  ),
  // Certificates are made by an operator, so that the Secret is hardly ever in the tree.
  secret(gateway, "spec.listeners[].tls.certificateRefs[]", { ...backend, missing: "silent" }),
  name({ group: SMI, kind: "TrafficSplit" }, "spec.service", SERVICE, slip("nothing is split")),
  object({ group: SMI, kind: "TrafficSplit" }, "spec.backends[]", [SERVICE], {
    nameField: "service",
    ...slip(UNANSWERED),
  }),
];

/** Secrets that an operator makes, named by the object that orders them, and whom that asks. */
const secretMakerRows: readonly ReferenceRow[] = [
  object(
    { group: "external-secrets.io", kind: "ExternalSecret" },
    "spec.secretStoreRef",
    [{ group: "external-secrets.io", kind: "SecretStore" }],
    { kindField: "kind", ...slip("no Secret is made") },
  ),
  object(
    { group: "external-secrets.io", kind: "ExternalSecret" },
    "spec.secretStoreRef",
    [{ group: "external-secrets.io", kind: "ClusterSecretStore" }],
    { kindField: "kind", kindRequired: true, ...cluster, ...slip("no Secret is made") },
  ),
  object(
    { group: "cert-manager.io", kind: "Certificate" },
    "spec.issuerRef",
    [{ group: "cert-manager.io", kind: "Issuer" }],
    { kindField: "kind", ...slip("no Secret is made") },
  ),
  object(
    { group: "cert-manager.io", kind: "Certificate" },
    "spec.issuerRef",
    [{ group: "cert-manager.io", kind: "ClusterIssuer" }],
    { kindField: "kind", kindRequired: true, ...cluster, ...slip("no Secret is made") },
  ),
];

/** Kubernetes' own kinds and their nearest neighbours. Selectors choose by label and are no references. */
export const kubernetesReferences: readonly ReferenceRow[] = [
  ...PODS.flatMap(podRows),
  ...objectRows,
  ...rbacRows,
  ...trafficRows,
  ...secretMakerRows,
];
