import { type JsonObject, stringOf } from "../../../server/engine/canary/json.ts";

/**
 * What Kubernetes fills in, by type.
 *
 * https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/apis/core/v1/defaults.go, and those of the other groups
 */
export const builtinDefaults: Readonly<Record<string, (value: JsonObject) => JsonObject>> = {
  PodSpec: () => ({
    dnsPolicy: "ClusterFirst",
    restartPolicy: "Always",
    schedulerName: "default-scheduler",
    securityContext: {},
    terminationGracePeriodSeconds: 30,
  }),
  Container: containerDefaults,
  Probe: () => ({ failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 }),
  HTTPGetAction: () => ({ path: "/", scheme: "HTTP" }),
  ContainerPort: () => ({ protocol: "TCP" }),
  ConfigMapVolumeSource: () => ({ defaultMode: 420 }),
  SecretVolumeSource: () => ({ defaultMode: 420 }),
  ProjectedVolumeSource: () => ({ defaultMode: 420 }),
  DownwardAPIVolumeSource: () => ({ defaultMode: 420 }),
  ObjectFieldSelector: () => ({ apiVersion: "v1" }),
  ServiceAccountTokenProjection: () => ({ expirationSeconds: 3600 }),
  Secret: () => ({ type: "Opaque" }),
  ServiceSpec: ({ type, ports }) => ({
    type: "ClusterIP",
    sessionAffinity: "None",
    internalTrafficPolicy: "Cluster",
    ...((type === "LoadBalancer" || type === "NodePort") && { externalTrafficPolicy: "Cluster" }),
    ...(type === "LoadBalancer" && ports !== undefined && { allocateLoadBalancerNodePorts: true }),
  }),
  ServicePort: ({ port }) => ({ protocol: "TCP", targetPort: port }),
  DeploymentSpec: () => ({
    replicas: 1,
    strategy: { type: "RollingUpdate" },
    revisionHistoryLimit: 10,
    progressDeadlineSeconds: 600,
  }),
  DeploymentStrategy: ({ type }) =>
    type === "Recreate"
      ? {}
      : { type: "RollingUpdate", rollingUpdate: { maxSurge: "25%", maxUnavailable: "25%" } },
  RollingUpdateDeployment: () => ({ maxSurge: "25%", maxUnavailable: "25%" }),
  ReplicaSetSpec: () => ({ replicas: 1 }),
  StatefulSetSpec: () => ({
    replicas: 1,
    podManagementPolicy: "OrderedReady",
    revisionHistoryLimit: 10,
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
  }),
  DaemonSetSpec: () => ({
    revisionHistoryLimit: 10,
    updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  }),
  StatefulSetUpdateStrategy: ({ type }) =>
    type === "OnDelete" ? {} : { type: "RollingUpdate", rollingUpdate: { partition: 0 } },
  DaemonSetUpdateStrategy: ({ type }) =>
    type === "OnDelete"
      ? {}
      : { type: "RollingUpdate", rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
  CronJobSpec: () => ({
    concurrencyPolicy: "Allow",
    failedJobsHistoryLimit: 1,
    successfulJobsHistoryLimit: 3,
    suspend: false,
  }),
  HorizontalPodAutoscalerSpec: ({ metrics }) => ({
    minReplicas: 1,
    ...(metrics === undefined && {
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 80 } },
        },
      ],
    }),
  }),
  RoleRef: () => ({ apiGroup: "rbac.authorization.k8s.io" }),
  Subject: ({ kind }) =>
    kind === "ServiceAccount" ? {} : { apiGroup: "rbac.authorization.k8s.io" },
  NetworkPolicySpec: ({ egress }) => ({
    policyTypes: egress ? ["Ingress", "Egress"] : ["Ingress"],
  }),
  NetworkPolicyPort: () => ({ protocol: "TCP" }),
  PersistentVolumeClaimSpec: () => ({ volumeMode: "Filesystem" }),
  StorageClass: () => ({ reclaimPolicy: "Delete", volumeBindingMode: "Immediate" }),
  PriorityClass: () => ({ preemptionPolicy: "PreemptLowerPriority" }),
  CustomResourceDefinitionSpec: () => ({ conversion: { strategy: "None" } }),
  CustomResourceDefinitionNames: ({ kind, singular, listKind }) => ({
    singular: singular ?? stringOf(kind).toLowerCase(),
    listKind: listKind ?? `${stringOf(kind)}List`,
  }),
};

function containerDefaults({ image }: JsonObject): JsonObject {
  const [, tag = "latest"] = /:([^/:@]+)$/.exec(stringOf(image)) ?? [];
  const isLatest = !stringOf(image).includes("@") && tag === "latest";
  return {
    imagePullPolicy: isLatest ? "Always" : "IfNotPresent",
    terminationMessagePath: "/dev/termination-log",
    terminationMessagePolicy: "File",
  };
}
