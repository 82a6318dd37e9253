import type { KindName, ReferenceRow } from "./row.ts";
import { CONFIG_MAP, key, name, object, SECRET, secret, serviceAccount } from "./rows.ts";

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

const podRows = ({ owner, at }: (typeof PODS)[number]): readonly ReferenceRow[] => [
  ...volumeRows(owner, `${at}.volumes[]`),
  ...["containers", "initContainers", "ephemeralContainers"].flatMap((containers) => [
    object(owner, `${at}.${containers}[].envFrom[].configMapRef`, [CONFIG_MAP]),
    secret(owner, `${at}.${containers}[].envFrom[].secretRef`, { optionalField: "optional" }),
    ...keyRows(owner, `${at}.${containers}[].env[].valueFrom`),
  ]),
  secret(owner, `${at}.imagePullSecrets[]`),
  serviceAccount(owner, `${at}.serviceAccountName`),
  serviceAccount(owner, `${at}.serviceAccount`),
  name(
    owner,
    `${at}.priorityClassName`,
    { group: "scheduling.k8s.io", kind: "PriorityClass" },
    cluster,
  ),
  name(owner, `${at}.runtimeClassName`, { group: "node.k8s.io", kind: "RuntimeClass" }, cluster),
];

const keyRows = (owner: KindName, at: string): readonly ReferenceRow[] => [
  object(owner, `${at}.configMapKeyRef`, [CONFIG_MAP]),
  key(owner, `${at}.configMapKeyRef`, [CONFIG_MAP]),
  secret(owner, `${at}.secretKeyRef`, { optionalField: "optional" }),
  key(owner, `${at}.secretKeyRef`, [SECRET]),
];

const volumeRows = (owner: KindName, at: string): readonly ReferenceRow[] => [
  object(owner, `${at}.configMap`, [CONFIG_MAP]),
  key(owner, `${at}.configMap`, [CONFIG_MAP], { keyField: "items[].key" }),
  secret(owner, `${at}.secret`, { nameField: "secretName", optionalField: "optional" }),
  key(owner, `${at}.secret`, [SECRET], { nameField: "secretName", keyField: "items[].key" }),
  object(owner, `${at}.projected.sources[].configMap`, [CONFIG_MAP]),
  key(owner, `${at}.projected.sources[].configMap`, [CONFIG_MAP], { keyField: "items[].key" }),
  secret(owner, `${at}.projected.sources[].secret`, { optionalField: "optional" }),
  key(owner, `${at}.projected.sources[].secret`, [SECRET], { keyField: "items[].key" }),
  object(owner, `${at}.persistentVolumeClaim`, [{ group: "", kind: "PersistentVolumeClaim" }], {
    nameField: "claimName",
  }),
];

const ingress: KindName = { group: NETWORKING, kind: "Ingress" };
const statefulSet: KindName = { group: "apps", kind: "StatefulSet" };
const claim: KindName = { group: "", kind: "PersistentVolumeClaim" };
const autoscaler: KindName = { group: "autoscaling", kind: "HorizontalPodAutoscaler" };
const account: KindName = { group: "", kind: "ServiceAccount" };
const storageClass: KindName = { group: "storage.k8s.io", kind: "StorageClass" };

const objectRows: readonly ReferenceRow[] = [
  object(ingress, "spec.defaultBackend.service", [SERVICE]),
  object(ingress, "spec.rules[].http.paths[].backend.service", [SERVICE]),
  secret(ingress, "spec.tls[]", { nameField: "secretName", missing: "silent" }),
  name(ingress, "spec.ingressClassName", { group: NETWORKING, kind: "IngressClass" }, cluster),
  name(statefulSet, "spec.serviceName", SERVICE),
  name(claim, "spec.storageClassName", storageClass, cluster),
  name(claim, "spec.volumeName", { group: "", kind: "PersistentVolume" }, cluster),
  object(autoscaler, "spec.scaleTargetRef", [], {
    kindField: "kind",
    apiVersionField: "apiVersion",
  }),
  object(
    { group: "keda.sh", kind: "ScaledObject" },
    "spec.scaleTargetRef",
    [
      { group: "apps", kind: "Deployment" },
      { group: "apps", kind: "StatefulSet" },
    ],
    { kindField: "kind", apiVersionField: "apiVersion" },
  ),
  secret(account, "secrets[]"),
  secret(account, "imagePullSecrets[]"),
  object({ group: "apiregistration.k8s.io", kind: "APIService" }, "spec.service", [SERVICE], {
    namespaceField: "namespace",
    defaultNamespace: "explicit",
  }),
  ...["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"].map((kind) =>
    object(
      { group: "admissionregistration.k8s.io", kind },
      "webhooks[].clientConfig.service",
      [SERVICE],
      { namespaceField: "namespace", defaultNamespace: "explicit" },
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
    }),
    object(owner, "roleRef", [{ group: RBAC, kind: "ClusterRole" }], {
      kindField: "kind",
      kindRequired: true,
      ...cluster,
    }),
    object(owner, "subjects[]", [account], {
      kindField: "kind",
      kindRequired: true,
      namespaceField: "namespace",
      defaultNamespace: inCluster ? "explicit" : "own",
    }),
  ];
});

const httpRoute: KindName = { group: GATEWAY, kind: "HTTPRoute" };
const gateway: KindName = { group: GATEWAY, kind: "Gateway" };
const backend = { kindField: "kind", namespaceField: "namespace" } as const;

const trafficRows: readonly ReferenceRow[] = [
  object(httpRoute, "spec.parentRefs[]", [gateway, SERVICE], backend),
  ...[
    "spec.rules[].backendRefs[]",
    "spec.rules[].filters[].requestMirror.backendRef",
    "spec.rules[].backendRefs[].filters[].requestMirror.backendRef",
  ].map((at) => object(httpRoute, at, [SERVICE], backend)),
  name(gateway, "spec.gatewayClassName", { group: GATEWAY, kind: "GatewayClass" }, cluster),
  // Certificates are made by an operator, so that the Secret is hardly ever in the tree.
  secret(gateway, "spec.listeners[].tls.certificateRefs[]", { ...backend, missing: "silent" }),
  name({ group: SMI, kind: "TrafficSplit" }, "spec.service", SERVICE),
  object({ group: SMI, kind: "TrafficSplit" }, "spec.backends[]", [SERVICE], {
    nameField: "service",
  }),
];

/** Secrets that an operator makes, named by the object that orders them, and whom that asks. */
const secretMakerRows: readonly ReferenceRow[] = [
  object(
    { group: "external-secrets.io", kind: "ExternalSecret" },
    "spec.secretStoreRef",
    [{ group: "external-secrets.io", kind: "SecretStore" }],
    { kindField: "kind" },
  ),
  object(
    { group: "external-secrets.io", kind: "ExternalSecret" },
    "spec.secretStoreRef",
    [{ group: "external-secrets.io", kind: "ClusterSecretStore" }],
    { kindField: "kind", kindRequired: true, ...cluster },
  ),
  object(
    { group: "cert-manager.io", kind: "Certificate" },
    "spec.issuerRef",
    [{ group: "cert-manager.io", kind: "Issuer" }],
    { kindField: "kind" },
  ),
  object(
    { group: "cert-manager.io", kind: "Certificate" },
    "spec.issuerRef",
    [{ group: "cert-manager.io", kind: "ClusterIssuer" }],
    { kindField: "kind", kindRequired: true, ...cluster },
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
