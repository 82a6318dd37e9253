/** Lists that a strategic merge patch merges, from their place in the object to the fields that tell elements apart. */
export type MergeLists = Readonly<Record<string, readonly string[]>>;

export interface MergeKind {
  /** Where the kind has a pod. */
  readonly podSpec?: readonly string[];
  /** `[]` stands for a list of plain values. */
  readonly lists?: MergeLists;
  /** `false`: its metadata is not that of other objects. */
  readonly objectMeta?: false;
}

/** In the metadata of every kind. */
export const metadataLists: MergeLists = {
  finalizers: [],
  ownerReferences: ["uid"],
};

/** In every pod. */
export const podLists: MergeLists = {
  containers: ["name"],
  "containers[].env": ["name"],
  "containers[].ports": ["containerPort", "protocol"],
  "containers[].volumeDevices": ["devicePath"],
  "containers[].volumeMounts": ["mountPath"],
  ephemeralContainers: ["name"],
  "ephemeralContainers[].env": ["name"],
  "ephemeralContainers[].volumeDevices": ["devicePath"],
  "ephemeralContainers[].volumeMounts": ["mountPath"],
  hostAliases: ["ip"],
  imagePullSecrets: ["name"],
  initContainers: ["name"],
  "initContainers[].env": ["name"],
  "initContainers[].ports": ["containerPort", "protocol"],
  "initContainers[].volumeDevices": ["devicePath"],
  "initContainers[].volumeMounts": ["mountPath"],
  topologySpreadConstraints: ["topologyKey", "whenUnsatisfiable"],
  volumes: ["name"],
  "volumes[].ephemeral.volumeClaimTemplate.metadata.finalizers": [],
  "volumes[].ephemeral.volumeClaimTemplate.metadata.ownerReferences": ["uid"],
};

/**
 * The kinds of Kubernetes v1.21.2, the schema inside kustomize (kustomize.md §16.2), and kustomize's own. Lists of all
 * other kinds are replaced. From kubernetes-sigs/kustomize, Apache-2.0.
 */
export const mergeKinds: Readonly<Record<string, MergeKind>> = {
  "admissionregistration.k8s.io/v1 MutatingWebhookConfiguration": {
    lists: {
      webhooks: ["name"],
    },
  },
  "admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration": {
    lists: {
      webhooks: ["name"],
    },
  },
  "admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration": {
    lists: {
      webhooks: ["name"],
    },
  },
  "admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration": {
    lists: {
      webhooks: ["name"],
    },
  },
  "apiextensions.k8s.io/v1 CustomResourceDefinition": {},
  "apiextensions.k8s.io/v1beta1 CustomResourceDefinition": {},
  "apiregistration.k8s.io/v1 APIService": {
    lists: {
      "status.conditions": ["type"],
    },
  },
  "apiregistration.k8s.io/v1beta1 APIService": {
    lists: {
      "status.conditions": ["type"],
    },
  },
  "apps/v1 ControllerRevision": {},
  "apps/v1 DaemonSet": {
    podSpec: ["spec.template.spec"],
    lists: {
      "spec.template.metadata.finalizers": [],
      "spec.template.metadata.ownerReferences": ["uid"],
      "status.conditions": ["type"],
    },
  },
  "apps/v1 Deployment": {
    podSpec: ["spec.template.spec"],
    lists: {
      "spec.template.metadata.finalizers": [],
      "spec.template.metadata.ownerReferences": ["uid"],
      "status.conditions": ["type"],
    },
  },
  "apps/v1 ReplicaSet": {
    podSpec: ["spec.template.spec"],
    lists: {
      "spec.template.metadata.finalizers": [],
      "spec.template.metadata.ownerReferences": ["uid"],
      "status.conditions": ["type"],
    },
  },
  "apps/v1 StatefulSet": {
    podSpec: ["spec.template.spec"],
    lists: {
      "spec.template.metadata.finalizers": [],
      "spec.template.metadata.ownerReferences": ["uid"],
      "spec.volumeClaimTemplates[].metadata.finalizers": [],
      "spec.volumeClaimTemplates[].metadata.ownerReferences": ["uid"],
      "spec.volumeClaimTemplates[].status.conditions": ["type"],
      "status.conditions": ["type"],
    },
  },
  "authentication.k8s.io/v1 TokenRequest": {},
  "authentication.k8s.io/v1 TokenReview": {},
  "authentication.k8s.io/v1beta1 TokenReview": {},
  "authorization.k8s.io/v1 LocalSubjectAccessReview": {},
  "authorization.k8s.io/v1 SelfSubjectAccessReview": {},
  "authorization.k8s.io/v1 SelfSubjectRulesReview": {},
  "authorization.k8s.io/v1 SubjectAccessReview": {},
  "authorization.k8s.io/v1beta1 LocalSubjectAccessReview": {},
  "authorization.k8s.io/v1beta1 SelfSubjectAccessReview": {},
  "authorization.k8s.io/v1beta1 SelfSubjectRulesReview": {},
  "authorization.k8s.io/v1beta1 SubjectAccessReview": {},
  "autoscaling/v1 HorizontalPodAutoscaler": {},
  "autoscaling/v1 Scale": {},
  "autoscaling/v2beta1 HorizontalPodAutoscaler": {},
  "autoscaling/v2beta2 HorizontalPodAutoscaler": {},
  "batch/v1 CronJob": {
    podSpec: ["spec.jobTemplate.spec.template.spec"],
    lists: {
      "spec.jobTemplate.metadata.finalizers": [],
      "spec.jobTemplate.metadata.ownerReferences": ["uid"],
      "spec.jobTemplate.spec.template.metadata.finalizers": [],
      "spec.jobTemplate.spec.template.metadata.ownerReferences": ["uid"],
    },
  },
  "batch/v1 Job": {
    podSpec: ["spec.template.spec"],
    lists: {
      "spec.template.metadata.finalizers": [],
      "spec.template.metadata.ownerReferences": ["uid"],
      "status.conditions": ["type"],
    },
  },
  "batch/v1beta1 CronJob": {
    podSpec: ["spec.jobTemplate.spec.template.spec"],
    lists: {
      "spec.jobTemplate.metadata.finalizers": [],
      "spec.jobTemplate.metadata.ownerReferences": ["uid"],
      "spec.jobTemplate.spec.template.metadata.finalizers": [],
      "spec.jobTemplate.spec.template.metadata.ownerReferences": ["uid"],
    },
  },
  "certificates.k8s.io/v1 CertificateSigningRequest": {},
  "certificates.k8s.io/v1beta1 CertificateSigningRequest": {},
  "coordination.k8s.io/v1 Lease": {},
  "coordination.k8s.io/v1beta1 Lease": {},
  "discovery.k8s.io/v1 EndpointSlice": {},
  "discovery.k8s.io/v1beta1 EndpointSlice": {},
  "events.k8s.io/v1 Event": {},
  "events.k8s.io/v1beta1 Event": {},
  "extensions/v1beta1 Ingress": {},
  "flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema": {},
  "flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration": {},
  "networking.k8s.io/v1 Ingress": {},
  "networking.k8s.io/v1 IngressClass": {},
  "networking.k8s.io/v1 NetworkPolicy": {},
  "networking.k8s.io/v1beta1 Ingress": {},
  "networking.k8s.io/v1beta1 IngressClass": {},
  "node.k8s.io/v1 RuntimeClass": {},
  "node.k8s.io/v1beta1 RuntimeClass": {},
  "policy/v1 PodDisruptionBudget": {
    lists: {
      "status.conditions": ["type"],
    },
  },
  "policy/v1beta1 Eviction": {},
  "policy/v1beta1 PodDisruptionBudget": {
    lists: {
      "status.conditions": ["type"],
    },
  },
  "policy/v1beta1 PodSecurityPolicy": {},
  "rbac.authorization.k8s.io/v1 ClusterRole": {},
  "rbac.authorization.k8s.io/v1 ClusterRoleBinding": {},
  "rbac.authorization.k8s.io/v1 Role": {},
  "rbac.authorization.k8s.io/v1 RoleBinding": {},
  "rbac.authorization.k8s.io/v1beta1 ClusterRole": {},
  "rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding": {},
  "rbac.authorization.k8s.io/v1beta1 Role": {},
  "rbac.authorization.k8s.io/v1beta1 RoleBinding": {},
  "scheduling.k8s.io/v1 PriorityClass": {},
  "scheduling.k8s.io/v1beta1 PriorityClass": {},
  "storage.k8s.io/v1 CSIDriver": {},
  "storage.k8s.io/v1 CSINode": {
    lists: {
      "spec.drivers": ["name"],
    },
  },
  "storage.k8s.io/v1 StorageClass": {},
  "storage.k8s.io/v1 VolumeAttachment": {},
  "storage.k8s.io/v1beta1 CSIDriver": {},
  "storage.k8s.io/v1beta1 CSINode": {
    lists: {
      "spec.drivers": ["name"],
    },
  },
  "storage.k8s.io/v1beta1 CSIStorageCapacity": {},
  "storage.k8s.io/v1beta1 StorageClass": {},
  "storage.k8s.io/v1beta1 VolumeAttachment": {},
  "v1 APIGroup": {
    objectMeta: false,
  },
  "v1 APIVersions": {
    objectMeta: false,
  },
  "v1 Binding": {},
  "v1 ComponentStatus": {
    lists: {
      conditions: ["type"],
    },
  },
  "v1 ConfigMap": {},
  "v1 Endpoints": {},
  "v1 Event": {},
  "v1 LimitRange": {},
  "v1 Namespace": {
    lists: {
      "status.conditions": ["type"],
    },
  },
  "v1 Node": {
    lists: {
      "spec.podCIDRs": [],
      "status.addresses": ["type"],
      "status.conditions": ["type"],
    },
  },
  "v1 PersistentVolume": {},
  "v1 PersistentVolumeClaim": {
    lists: {
      "status.conditions": ["type"],
    },
  },
  "v1 Pod": {
    podSpec: ["spec"],
    lists: {
      "status.conditions": ["type"],
      "status.podIPs": ["ip"],
    },
  },
  "v1 PodTemplate": {
    podSpec: ["template.spec"],
    lists: {
      "template.metadata.finalizers": [],
      "template.metadata.ownerReferences": ["uid"],
    },
  },
  "v1 ReplicationController": {
    podSpec: ["spec.template.spec"],
    lists: {
      "spec.template.metadata.finalizers": [],
      "spec.template.metadata.ownerReferences": ["uid"],
      "status.conditions": ["type"],
    },
  },
  "v1 ResourceQuota": {},
  "v1 Secret": {},
  "v1 Service": {
    lists: {
      "spec.ports": ["port", "protocol"],
      "status.conditions": ["type"],
    },
  },
  "v1 ServiceAccount": {
    lists: {
      secrets: ["name"],
    },
  },
  "kustomize.config.k8s.io/v1beta1 Kustomization": {
    objectMeta: false,
    lists: {
      configMapGenerator: ["name"],
      secretGenerator: ["name"],
    },
  },
};
