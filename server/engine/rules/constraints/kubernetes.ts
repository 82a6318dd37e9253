import { canonicalQuantity } from "../../flux/quantity.ts";
import type { Constraint, Fields } from "./constraint.ts";

/** Where the kinds that start pods hold their pod. */
const PODS: readonly { readonly kind: string; readonly at: string }[] = [
  { kind: "v1 Pod", at: "spec" },
  ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((it) => ({
    kind: `apps/v1 ${it}`,
    at: "spec.template.spec",
  })),
  { kind: "batch/v1 Job", at: "spec.template.spec" },
  { kind: "batch/v1 CronJob", at: "spec.jobTemplate.spec.template.spec" },
];

const CONTAINERS: readonly string[] = ["containers", "initContainers"];

/** Resources that are counted by a quantity of their own. */
const QUANTITIES: readonly string[] = ["cpu", "memory", "storage", "ephemeral-storage"];

const quantities = (kind: string, at: string): readonly Constraint[] =>
  QUANTITIES.map(
    (field): Constraint => ({
      kind,
      at,
      type: "forbidden",
      field,
      on: "value",
      when: ({ text }) => canonicalQuantity(text(field) ?? "1") === undefined,
      says: `This is no quantity: ${field} takes a number and a unit without a space, such as 100m or 2Gi`,
    }),
  );

const podConstraints = ({ kind, at }: (typeof PODS)[number]): readonly Constraint[] => {
  const inSpec = at === "spec" ? "" : `${at.slice("spec.".length)}.`;
  return CONTAINERS.flatMap((containers): readonly Constraint[] => [
    { kind, at: `${at}.${containers}`, type: "unique", field: "name" },
    {
      kind,
      at: "spec",
      type: "listed",
      field: `${inSpec}${containers}[].volumeMounts[].name`,
      among: [`${inSpec}volumes[].name`, "volumeClaimTemplates[].metadata.name"],
      what: "volume",
    },
    {
      kind,
      at: `${at}.${containers}[]`,
      type: "required",
      field: "image",
      when: () => true,
      says: "A container needs an image",
    },
    ...["limits", "requests"].flatMap((it) =>
      quantities(kind, `${at}.${containers}[].resources.${it}`),
    ),
  ]);
};

const selectorConstraints: readonly Constraint[] = ["Deployment", "StatefulSet", "DaemonSet"].map(
  (it) => ({
    kind: `apps/v1 ${it}`,
    at: "spec",
    type: "contained",
    field: "selector.matchLabels",
    in: "template.metadata.labels",
    says: (lacking) => `The selector asks for pods with ${lacking}, and its own pods are not so`,
  }),
);

/** A Job's pods are not started for ever. */
const jobConstraints: readonly Constraint[] = PODS.filter(({ kind }) =>
  kind.startsWith("batch/"),
).flatMap(({ kind, at }): readonly Constraint[] => [
  {
    kind,
    at,
    type: "forbidden",
    field: "restartPolicy",
    on: "value",
    when: ({ text }) => text("restartPolicy") === "Always",
    says: "The pods of a Job have the restartPolicy OnFailure or Never",
  },
  {
    kind,
    at,
    type: "required",
    field: "restartPolicy",
    when: () => true,
    says: "The pods of a Job need the restartPolicy OnFailure or Never",
  },
]);

const number = ({ text }: Fields, field: string): number => Number(text(field) ?? Number.NaN);

const isAccount = ({ text }: Fields): boolean => text("kind") === "ServiceAccount";

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Kinds and what their names look like. Roles and what binds them may have any name. */
const NAMES: readonly (readonly [kind: string, pattern: RegExp, longest: number])[] = [
  ["v1 Namespace", LABEL, 63],
  ["v1 Service", LABEL, 63],
  ["v1 ConfigMap", SUBDOMAIN, 253],
  ["v1 Secret", SUBDOMAIN, 253],
  ["v1 ServiceAccount", SUBDOMAIN, 253],
  ["v1 PersistentVolumeClaim", SUBDOMAIN, 253],
  ["v1 PersistentVolume", SUBDOMAIN, 253],
  ["apps/v1 Deployment", SUBDOMAIN, 253],
  ["apps/v1 StatefulSet", SUBDOMAIN, 253],
  ["apps/v1 DaemonSet", SUBDOMAIN, 253],
  ["batch/v1 Job", SUBDOMAIN, 253],
  ["batch/v1 CronJob", SUBDOMAIN, 52],
  ["networking.k8s.io/v1 Ingress", SUBDOMAIN, 253],
  ["networking.k8s.io/v1 NetworkPolicy", SUBDOMAIN, 253],
  ["autoscaling/v2 HorizontalPodAutoscaler", SUBDOMAIN, 253],
  ["policy/v1 PodDisruptionBudget", SUBDOMAIN, 253],
  ["kustomize.toolkit.fluxcd.io/v1 Kustomization", SUBDOMAIN, 253],
  ["helm.toolkit.fluxcd.io/v2 HelmRelease", SUBDOMAIN, 253],
  ["source.toolkit.fluxcd.io/v1 GitRepository", SUBDOMAIN, 253],
  ["source.toolkit.fluxcd.io/v1 OCIRepository", SUBDOMAIN, 253],
  ["source.toolkit.fluxcd.io/v1 HelmRepository", SUBDOMAIN, 253],
  ["flagger.app/v1beta1 Canary", SUBDOMAIN, 253],
  ["flagger.app/v1beta1 MetricTemplate", SUBDOMAIN, 253],
];

/** Characters that only text which is still filled in has. */
const UNFILLED = /[{}<>%#$]/;

const nameConstraints: readonly Constraint[] = NAMES.map(([kind, pattern, longest]) => ({
  kind,
  at: "metadata",
  type: "forbidden",
  field: "name",
  on: "value",
  when: ({ text }) => {
    const name = text("name") ?? "";
    if (name === "" || UNFILLED.test(name)) return false;
    return !pattern.test(name) || name.length > longest;
  },
  says: `A name has small letters, digits and '-'${pattern === LABEL ? "" : " or '.'"}, begins and ends with a letter or digit, and has at most ${longest} of them`,
}));

/** What Kubernetes demands of its own kinds beyond their schemas (k8s.io/kubernetes, packages validation). */
export const kubernetesConstraints: readonly Constraint[] = [
  ...nameConstraints,
  ...selectorConstraints,
  ...PODS.flatMap(podConstraints),
  ...jobConstraints,
  ...quantities("v1 PersistentVolumeClaim", "spec.resources.requests"),
  { kind: "v1 Service", at: "spec.ports", type: "unique", field: "name" },
  {
    kind: "autoscaling/v2 HorizontalPodAutoscaler",
    at: "spec",
    type: "forbidden",
    field: "minReplicas",
    on: "value",
    when: (fields) => number(fields, "minReplicas") > number(fields, "maxReplicas"),
    says: "An autoscaler has no fewer maxReplicas than minReplicas",
  },
  ...["RoleBinding", "ClusterRoleBinding"].map(
    (it): Constraint => ({
      kind: `rbac.authorization.k8s.io/v1 ${it}`,
      at: "subjects[]",
      type: "required",
      field: "namespace",
      when: isAccount,
      says: "A ServiceAccount among the subjects needs its namespace",
    }),
  ),
];
