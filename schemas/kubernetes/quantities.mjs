/**
 * Fields that hold resource quantities (`500m`, `1Gi`, and plain numbers too), by model.
 * The models call them strings. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export const quantities = {
  V1CSIStorageCapacity: ["capacity", "maximumVolumeSize"],
  V1CapacityRequestPolicy: ["default", "validValues"],
  V1CapacityRequestPolicyRange: ["max", "min", "step"],
  V1CapacityRequirements: ["requests"],
  V1Counter: ["value"],
  V1DeviceCapacity: ["value"],
  V1EmptyDirVolumeSource: ["sizeLimit"],
  V1LimitRangeItem: ["default", "defaultRequest", "max", "maxLimitRequestRatio", "min"],
  V1Overhead: ["podFixed"],
  V1PersistentVolumeSpec: ["capacity"],
  V1PodSpec: ["overhead"],
  V1ResourceFieldSelector: ["divisor"],
  V1ResourceQuotaSpec: ["hard"],
  V1ResourceRequirements: ["limits", "requests"],
  V1VolumeResourceRequirements: ["limits", "requests"],
  V2HPAScalingRules: ["tolerance"],
  V2MetricTarget: ["averageValue", "value"],
};
