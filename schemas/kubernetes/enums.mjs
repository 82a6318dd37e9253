const protocol = ["TCP", "UDP", "SCTP"];
const restartPolicy = ["Always", "OnFailure", "Never"];
const matchPolicy = ["Exact", "Equivalent"];
const failurePolicy = ["Fail", "Ignore"];
const reclaimPolicy = ["Retain", "Delete", "Recycle"];
const volumeMode = ["Filesystem", "Block"];
const nodeInclusion = ["Honor", "Ignore"];
const accessModes = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"];

/**
 * Closed sets of values, by model and field: an API server refuses anything else.
 * Sets that grow with nearly every release are left out, so that an old table raises no false alarm.
 */
export const enums = {
  V1Container: {
    imagePullPolicy: ["Always", "IfNotPresent", "Never"],
    terminationMessagePolicy: ["File", "FallbackToLogsOnError"],
  },
  V1ContainerPort: { protocol },
  V1CronJobSpec: { concurrencyPolicy: ["Allow", "Forbid", "Replace"] },
  V1CSIDriverSpec: { fsGroupPolicy: ["ReadWriteOnceWithFSType", "File", "None"] },
  V1CustomResourceDefinitionSpec: { scope: ["Namespaced", "Cluster"] },
  V1DaemonSetUpdateStrategy: { type: ["RollingUpdate", "OnDelete"] },
  V1DeploymentStrategy: { type: ["RollingUpdate", "Recreate"] },
  V1EmptyDirVolumeSource: { medium: ["", "Memory", "HugePages", "HugePages-2Mi", "HugePages-1Gi"] },
  V1HTTPGetAction: { scheme: ["HTTP", "HTTPS"] },
  V1HTTPIngressPath: { pathType: ["Exact", "Prefix", "ImplementationSpecific"] },
  V1HostPathVolumeSource: {
    type: [
      "",
      "DirectoryOrCreate",
      "Directory",
      "FileOrCreate",
      "File",
      "Socket",
      "CharDevice",
      "BlockDevice",
    ],
  },
  V1JobSpec: {
    completionMode: ["NonIndexed", "Indexed"],
    podReplacementPolicy: ["TerminatingOrFailed", "Failed"],
  },
  V1LabelSelectorRequirement: { operator: ["In", "NotIn", "Exists", "DoesNotExist"] },
  V1LimitRangeItem: { type: ["Pod", "Container", "PersistentVolumeClaim"] },
  V1MutatingWebhook: {
    failurePolicy,
    matchPolicy,
    reinvocationPolicy: ["Never", "IfNeeded"],
    sideEffects: ["None", "NoneOnDryRun", "Some", "Unknown"],
  },
  V1NetworkPolicyPort: { protocol },
  V1NetworkPolicySpec: { policyTypes: ["Ingress", "Egress"] },
  V1NodeSelectorRequirement: { operator: ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"] },
  V1PersistentVolumeClaimSpec: { accessModes, volumeMode },
  V1PersistentVolumeSpec: { accessModes, volumeMode, persistentVolumeReclaimPolicy: reclaimPolicy },
  V1PodDisruptionBudgetSpec: { unhealthyPodEvictionPolicy: ["IfHealthyBudget", "AlwaysAllow"] },
  V1PodSecurityContext: {
    fsGroupChangePolicy: ["OnRootMismatch", "Always"],
    supplementalGroupsPolicy: ["Merge", "Strict"],
  },
  V1PodSpec: {
    dnsPolicy: ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"],
    preemptionPolicy: ["PreemptLowerPriority", "Never"],
    restartPolicy,
  },
  V1PriorityClass: { preemptionPolicy: ["PreemptLowerPriority", "Never"] },
  V1SeccompProfile: { type: ["RuntimeDefault", "Localhost", "Unconfined"] },
  V1ServicePort: { protocol },
  V1ServiceSpec: {
    externalTrafficPolicy: ["Cluster", "Local"],
    internalTrafficPolicy: ["Cluster", "Local"],
    ipFamilies: ["IPv4", "IPv6"],
    ipFamilyPolicy: ["SingleStack", "PreferDualStack", "RequireDualStack"],
    sessionAffinity: ["None", "ClientIP"],
    type: ["ClusterIP", "NodePort", "LoadBalancer", "ExternalName"],
  },
  V1StatefulSetPersistentVolumeClaimRetentionPolicy: {
    whenDeleted: ["Retain", "Delete"],
    whenScaled: ["Retain", "Delete"],
  },
  V1StatefulSetSpec: { podManagementPolicy: ["OrderedReady", "Parallel"] },
  V1StatefulSetUpdateStrategy: { type: ["RollingUpdate", "OnDelete"] },
  V1StorageClass: {
    reclaimPolicy: ["Retain", "Delete"],
    volumeBindingMode: ["Immediate", "WaitForFirstConsumer"],
  },
  V1Taint: { effect: ["NoSchedule", "PreferNoSchedule", "NoExecute"] },
  V1TopologySpreadConstraint: {
    nodeAffinityPolicy: nodeInclusion,
    nodeTaintsPolicy: nodeInclusion,
    whenUnsatisfiable: ["DoNotSchedule", "ScheduleAnyway"],
  },
  V1ValidatingWebhook: {
    failurePolicy,
    matchPolicy,
    sideEffects: ["None", "NoneOnDryRun", "Some", "Unknown"],
  },
  V1VolumeMount: { mountPropagation: ["None", "HostToContainer", "Bidirectional"] },
  V2HPAScalingPolicy: { type: ["Pods", "Percent"] },
  V2HPAScalingRules: { selectPolicy: ["Max", "Min", "Disabled"] },
  V2MetricSpec: { type: ["Object", "Pods", "Resource", "ContainerResource", "External"] },
  V2MetricTarget: { type: ["Utilization", "Value", "AverageValue"] },
};
