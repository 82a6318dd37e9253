import type { Constraint, Fields } from "./constraint.ts";
import { cronFault } from "./cronFault.ts";
import { isWrongName, LABEL } from "./isWrongName.ts";
import { nameConstraints } from "./names.ts";
import { isWrongPort, PORT_TEXT, podConstraints } from "./pods.ts";
import { portRange } from "./portRange.ts";
import { quantities } from "./quantities.ts";

const number = ({ text }: Fields, field: string): number => Number(text(field) ?? Number.NaN);

const isAccount = ({ text }: Fields): boolean => text("kind") === "ServiceAccount";

const bindingConstraints = (["RoleBinding", "ClusterRoleBinding"] as const).flatMap(
  (it): readonly Constraint[] => {
    const kind = `rbac.authorization.k8s.io/v1 ${it}`;
    const kinds = it === "RoleBinding" ? ["Role", "ClusterRole"] : ["ClusterRole"];
    return [
      {
        kind,
        at: "subjects[]",
        type: "required",
        field: "namespace",
        when: isAccount,
        says: "A ServiceAccount among the subjects needs its namespace",
      },
      {
        kind,
        at: "subjects[]",
        type: "forbidden",
        field: "apiGroup",
        when: (fields) => isAccount(fields) && (fields.text("apiGroup") ?? "") !== "",
        says: "A ServiceAccount among the subjects has no apiGroup",
        removable: true,
      },
      {
        kind,
        at: "roleRef",
        type: "forbidden",
        field: "kind",
        on: "value",
        when: ({ text }) => !kinds.includes(text("kind") ?? ""),
        says: `A ${it} binds a ${kinds.join(" or ")}`,
      },
    ];
  },
);

const CONFIG_KEY = /^[-._a-zA-Z0-9]+$/;

const service = { kind: "v1 Service" } as const;

const serviceConstraints: readonly Constraint[] = [
  { ...service, at: "spec.ports", type: "unique", field: "name" },
  {
    ...service,
    at: "spec.ports",
    type: "unique",
    field: "port",
    with: { field: "protocol", otherwise: "TCP" },
  },
  {
    ...service,
    at: "spec.ports[]",
    type: "required",
    field: "name",
    amongSeveral: true,
    when: () => true,
    says: "Of several ports each needs a name",
  },
  {
    ...service,
    at: "spec.ports[]",
    type: "forbidden",
    field: "name",
    on: "value",
    when: ({ text }) => isWrongName(text("name"), LABEL, 63),
    says: "The name of a port has small letters, digits and '-', and begins and ends with a letter or digit",
  },
  portRange("v1 Service", "spec.ports[]", "port"),
  {
    ...service,
    at: "spec",
    type: "required",
    field: "externalName",
    when: ({ text }) => text("type") === "ExternalName",
    says: "A Service of type ExternalName needs its externalName",
  },
  {
    ...service,
    at: "spec.ports[]",
    type: "forbidden",
    field: "targetPort",
    on: "value",
    when: (fields) => isWrongPort(fields, "targetPort"),
    says: PORT_TEXT,
  },
  {
    ...service,
    at: "spec",
    type: "required",
    field: "ports",
    // Without a selector it is mostly a piece for something that completes it.
    when: ({ has, text }) =>
      has("selector") && text("type") !== "ExternalName" && text("clusterIP") !== "None",
    says: "A Service needs ports, unless it is headless or an ExternalName",
  },
];

const ingress = { kind: "networking.k8s.io/v1 Ingress" } as const;

const ingressConstraints: readonly Constraint[] = [
  {
    ...ingress,
    at: "spec.rules[].http.paths[]",
    type: "forbidden",
    field: "path",
    on: "value",
    when: ({ text }) =>
      text("pathType") !== "ImplementationSpecific" && !/^(\/|$)/.test(text("path") ?? ""),
    says: "The path of an Ingress begins with '/'",
  },
  {
    ...ingress,
    at: "spec.rules[]",
    type: "forbidden",
    field: "host",
    on: "value",
    when: ({ text }) => isWrongName(text("host"), HOST, 253),
    says: "A host has small letters, digits, '-' and '.', and neither scheme nor port",
  },
  {
    ...ingress,
    at: "spec",
    type: "required",
    field: "rules",
    when: ({ has }) => !has("defaultBackend"),
    says: "An Ingress needs rules or a defaultBackend",
  },
  ...["spec.defaultBackend.service", "spec.rules[].http.paths[].backend.service"].flatMap(
    (at): readonly Constraint[] => [
      {
        ...ingress,
        at,
        type: "required",
        field: "port",
        when: () => true,
        says: "A Service as a backend needs its port",
      },
      { ...ingress, at: `${at}.port`, type: "exactly-one", fields: ["number", "name"] },
    ],
  ),
];

const HOST = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** The definitions of the Gateway API say so in CEL. */
const routeConstraints: readonly Constraint[] = ["HTTPRoute", "GRPCRoute"].map((kind) => ({
  kind: `gateway.networking.k8s.io/v1 ${kind}`,
  at: "spec.rules[].backendRefs[]",
  type: "required",
  field: "port",
  when: ({ text }) => (text("kind") ?? "Service") === "Service" && (text("group") ?? "") === "",
  says: "A Service as a backend needs its port",
}));

/** What Kubernetes demands of its own kinds beyond their schemas (k8s.io/kubernetes, packages validation). */
export const kubernetesConstraints: readonly Constraint[] = [
  ...nameConstraints,
  ...podConstraints,
  ...quantities("v1 PersistentVolumeClaim", "spec.resources.requests"),
  ...serviceConstraints,
  ...ingressConstraints,
  ...routeConstraints,
  {
    kind: "batch/v1 CronJob",
    at: "spec",
    type: "forbidden",
    field: "schedule",
    on: "value",
    when: ({ text }) => cronFault(text("schedule") ?? "@daily") !== undefined,
    says: ({ text }) => `This is no schedule: ${cronFault(text("schedule") ?? "") ?? ""}`,
  },
  {
    kind: "autoscaling/v2 HorizontalPodAutoscaler",
    at: "spec",
    type: "forbidden",
    field: "maxReplicas",
    on: "value",
    when: (fields) => number(fields, "maxReplicas") < 1,
    says: "An autoscaler has at least 1 for maxReplicas",
  },
  {
    kind: "policy/v1 PodDisruptionBudget",
    at: "spec",
    type: "forbidden",
    field: "maxUnavailable",
    when: ({ has }) => has("minAvailable"),
    says: "A budget has minAvailable or maxUnavailable, not both",
  },
  ...["minAvailable", "maxUnavailable"].map(
    (field): Constraint => ({
      kind: "policy/v1 PodDisruptionBudget",
      at: "spec",
      type: "forbidden",
      field,
      on: "value",
      when: ({ isText, text }) => isText(field) && !/^\d+%$/.test(text(field) ?? ""),
      says: `${field} is a number without quotes, or a percentage such as 50%`,
    }),
  ),
  {
    kind: "v1 ConfigMap",
    at: "data",
    type: "entries",
    fault: (key) =>
      CONFIG_KEY.test(key) && key.length <= 253 && !key.startsWith("..")
        ? undefined
        : {
            on: "key",
            says: "A key has letters, digits, '-', '_' and '.', and at most 253 of them",
          },
  },
  {
    kind: "autoscaling/v2 HorizontalPodAutoscaler",
    at: "spec",
    type: "forbidden",
    field: "minReplicas",
    on: "value",
    when: (fields) => number(fields, "minReplicas") > number(fields, "maxReplicas"),
    says: "An autoscaler has no fewer maxReplicas than minReplicas",
  },
  {
    kind: "v1 PersistentVolumeClaim",
    at: "spec",
    type: "required",
    field: "accessModes",
    when: () => true,
    says: "A claim needs accessModes",
  },
  {
    kind: "v1 PersistentVolumeClaim",
    at: "spec",
    type: "required",
    field: "resources.requests.storage",
    when: () => true,
    says: "A claim needs resources.requests.storage",
  },
  ...bindingConstraints,
];
