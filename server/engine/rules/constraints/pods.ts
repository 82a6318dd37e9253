import type { Constraint, Fields } from "./constraint.ts";
import { isMore } from "./isMore.ts";
import { isWrongName, LABEL, PORT, SUBDOMAIN } from "./isWrongName.ts";
import { type PodKind, pods } from "./podKinds.ts";
import { portRange } from "./portRange.ts";
import { COUNTED, quantities } from "./quantities.ts";

const CONTAINERS: readonly string[] = ["containers", "initContainers"];

/** What volumes are mostly made of. */
const SOURCES: readonly string[] = [
  ...["configMap", "secret", "emptyDir", "persistentVolumeClaim", "hostPath", "nfs", "projected"],
  ...["csi", "downwardAPI", "ephemeral"],
];

const inPod = ({ kind, at }: PodKind): readonly Constraint[] => [
  { kind, at: `${at}.volumes`, type: "unique", field: "name" },
  ...SOURCES.slice(1).map(
    (field, index): Constraint => ({
      kind,
      at: `${at}.volumes[]`,
      type: "forbidden",
      field,
      when: ({ has }) => SOURCES.slice(0, index + 1).some(has),
      says: "A volume has one source",
    }),
  ),
  {
    kind,
    at,
    type: "forbidden",
    field: "serviceAccountName",
    on: "value",
    when: ({ text }) => isWrongName(text("serviceAccountName"), SUBDOMAIN, 253),
    says: "The name of a ServiceAccount has small letters, digits, '-' and '.', and begins and ends with a letter or digit",
  },
  ...CONTAINERS.flatMap((containers): readonly Constraint[] => [
    { kind, at: `${at}.${containers}`, type: "unique", field: "name" },
    mounted(kind, at, containers),
    ...inContainer(kind, `${at}.${containers}[]`),
  ]),
];

function mounted(kind: string, at: string, containers: string): Constraint {
  const inSpec = at === "spec" ? "" : `${at.slice("spec.".length)}.`;
  return {
    kind,
    at: "spec",
    type: "listed",
    field: `${inSpec}${containers}[].volumeMounts[].name`,
    among: [`${inSpec}volumes[].name`, "volumeClaimTemplates[].metadata.name"],
    what: "volume",
  };
}

const inContainer = (kind: string, at: string): readonly Constraint[] => [
  {
    kind,
    at,
    type: "required",
    field: "image",
    when: () => true,
    says: "A container needs an image",
  },
  {
    kind,
    at,
    type: "forbidden",
    field: "name",
    on: "value",
    when: ({ text }) => isWrongName(text("name"), LABEL, 63),
    says: "The name of a container has small letters, digits and '-', begins and ends with a letter or digit, and has at most 63 of them",
  },
  { kind, at: `${at}.env`, type: "unique", field: "name" },
  {
    kind,
    at: `${at}.env[]`,
    type: "forbidden",
    field: "name",
    on: "value",
    when: ({ text }) => (text("name") ?? "").includes("="),
    says: "The name of a variable has no '='",
  },
  {
    kind,
    at: `${at}.env[]`,
    type: "forbidden",
    field: "valueFrom",
    when: ({ text }) => (text("value") ?? "") !== "",
    says: "A variable has value or valueFrom, not both",
  },
  { kind, at: `${at}.volumeMounts`, type: "unique", field: "mountPath" },
  ...ports(kind, `${at}.ports`),
  ...["limits", "requests"].flatMap((it) => quantities(kind, `${at}.resources.${it}`)),
  ...COUNTED.map(
    (it): Constraint => ({
      kind,
      at: `${at}.resources`,
      type: "forbidden",
      field: `requests.${it}`,
      on: "value",
      when: ({ text }) => isMore(text(`requests.${it}`) ?? "", text(`limits.${it}`) ?? ""),
      says: `A container cannot request more ${it} than its limit`,
    }),
  ),
  ...["readinessProbe", "livenessProbe", "startupProbe"].flatMap((it) => probe(kind, at, it)),
];

const ports = (kind: string, at: string): readonly Constraint[] => [
  { kind, at, type: "unique", field: "name" },
  {
    kind,
    at,
    type: "unique",
    field: "containerPort",
    with: { field: "protocol", otherwise: "TCP" },
  },
  portRange(kind, `${at}[]`, "containerPort"),
  {
    kind,
    at: `${at}[]`,
    type: "forbidden",
    field: "name",
    on: "value",
    when: ({ text }) => isWrongName(text("name"), PORT, 15),
    says: PORT_WORDS,
  },
];

export const PORT_WORDS =
  "The name of a port has small letters, digits and '-', at least one letter, and at most 15 of them";

/** Text that is meant as a port is the name of one, which has a letter. */
export const isWrongPort = ({ text, isText }: Fields, field: string): boolean =>
  isText(field) && isWrongName(text(field), PORT, 15);

export const PORT_TEXT =
  "A port is a number without quotes, or a name of small letters, digits and '-', with at least one letter and at most 15 of them";

const probe = (kind: string, at: string, field: string): readonly Constraint[] => [
  {
    kind,
    at: `${at}.${field}`,
    type: "exactly-one",
    fields: ["httpGet", "tcpSocket", "exec", "grpc"],
  },
  ...["httpGet", "tcpSocket"].map(
    (handler): Constraint => ({
      kind,
      at: `${at}.${field}.${handler}`,
      type: "forbidden",
      field: "port",
      on: "value",
      when: (fields) => isWrongPort(fields, "port"),
      says: PORT_TEXT,
    }),
  ),
  ...(field === "readinessProbe"
    ? []
    : [
        {
          kind,
          at: `${at}.${field}`,
          type: "forbidden",
          field: "successThreshold",
          on: "value",
          write: "1",
          when: ({ text }) => text("successThreshold") !== "1",
          says: `The successThreshold of a ${field} is 1`,
        } satisfies Constraint,
      ]),
];

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
const jobConstraints: readonly Constraint[] = pods
  .filter(({ kind }) => kind.startsWith("batch/"))
  .flatMap(({ kind, at }): readonly Constraint[] => [
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

const restartConstraints: readonly Constraint[] = pods
  .filter(({ kind }) => kind.startsWith("apps/"))
  .map(({ kind, at }) => ({
    kind,
    at,
    type: "forbidden",
    field: "restartPolicy",
    on: "value",
    write: "Always",
    when: ({ text }) => text("restartPolicy") !== "Always",
    says: `The pods of a ${kind.slice("apps/v1 ".length)} have the restartPolicy Always`,
  }));

const deployment = { kind: "apps/v1 Deployment" } as const;

const strategyConstraints: readonly Constraint[] = [
  {
    ...deployment,
    at: "spec.strategy",
    type: "forbidden",
    field: "rollingUpdate",
    when: ({ text }) => text("type") === "Recreate",
    says: "The strategy Recreate takes no rollingUpdate",
    removable: true,
  },
  {
    ...deployment,
    at: "spec.strategy.rollingUpdate",
    type: "forbidden",
    field: "maxUnavailable",
    on: "value",
    when: ({ text }) => [text("maxUnavailable"), text("maxSurge")].every(isNone),
    says: "maxUnavailable and maxSurge cannot both be 0",
  },
];

const isNone = (text: string | undefined): boolean => text === "0" || text === "0%";

/** What the pod of a workload has to be like, and how the workload has to fit it. */
export const podConstraints: readonly Constraint[] = [
  ...selectorConstraints,
  ...pods.flatMap(inPod),
  ...jobConstraints,
  ...restartConstraints,
  ...strategyConstraints,
];
