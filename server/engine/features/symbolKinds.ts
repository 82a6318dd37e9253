/** What an editor's outline may show a thing as. */
export type SymbolKind =
  | "array"
  | "boolean"
  | "class"
  | "constant"
  | "event"
  | "field"
  | "file"
  | "function"
  | "interface"
  | "key"
  | "module"
  | "namespace"
  | "null"
  | "number"
  | "object"
  | "operator"
  | "package"
  | "string"
  | "struct";

/** By the kind of object; what is not listed is an `object`. */
const byKind: Readonly<Record<string, SymbolKind>> = {
  Alert: "event",
  AlertProvider: "event",
  Bucket: "file",
  Canary: "function",
  ClusterRole: "key",
  ClusterRoleBinding: "key",
  Component: "module",
  ConfigMap: "struct",
  CronJob: "class",
  CustomResourceDefinition: "interface",
  DaemonSet: "class",
  Deployment: "class",
  ExternalArtifact: "file",
  ExternalSecret: "key",
  FluxInstance: "operator",
  Gateway: "interface",
  GitRepository: "file",
  HTTPRoute: "interface",
  HelmChart: "package",
  HelmRelease: "package",
  HelmRepository: "file",
  ImagePolicy: "constant",
  ImageRepository: "file",
  ImageUpdateAutomation: "operator",
  Ingress: "interface",
  Job: "class",
  Kustomization: "module",
  MetricTemplate: "constant",
  Namespace: "namespace",
  OCIRepository: "file",
  Provider: "event",
  Receiver: "event",
  ResourceSet: "operator",
  Role: "key",
  RoleBinding: "key",
  Secret: "key",
  Service: "interface",
  StatefulSet: "class",
};

export const symbolKindOf = (kind: string): SymbolKind => byKind[kind] ?? "object";
