import type { Constraint, EntryFault } from "./constraint.ts";
import { isWrongName, LABEL, SUBDOMAIN } from "./isWrongName.ts";
import { pods } from "./podKinds.ts";

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
  ["*", SUBDOMAIN, 253],
];

const objectNames: readonly Constraint[] = NAMES.map(([kind, pattern, longest]) => ({
  kind,
  at: "metadata",
  type: "forbidden",
  field: "name",
  on: "value",
  when: ({ text }) => isWrongName(text("name"), pattern, longest),
  says: `A name has small letters, digits and '-'${pattern === LABEL ? "" : " or '.'"}, begins and ends with a letter or digit, and has at most ${longest} of them`,
}));

/** Where labels are chosen or given. */
const LABELS: readonly (readonly [kind: string, at: string])[] = [
  ...NAMES.map(([kind]) => [kind, "metadata.labels"] as const),
  ...pods.map(({ kind, at }) => [kind, at.replace(/spec$/, "metadata.labels")] as const),
  ["v1 Service", "spec.selector"],
];

const labels: readonly Constraint[] = [
  ...new Map(LABELS.map((it) => [it.join(" "), it])).values(),
].map(([kind, at]) => ({
  kind,
  at,
  type: "entries",
  fault: kind === "*" ? customFault : labelFault,
}));

/** The schemas of other kinds say it themselves. */
function customFault(key: string, value: string, isText: boolean): EntryFault | undefined {
  return isText ? labelFault(key, value) : { on: "value", says: QUOTED };
}

const QUOTED =
  "The value of a label or annotation is text, so that a number, true or false stands in quotes";

const annotations: readonly Constraint[] = NAMES.map(([kind]) => ({
  kind,
  at: "metadata.annotations",
  type: "entries",
  fault: (key, _, isText) => {
    if (kind === "*" && !isText) return { on: "value", says: QUOTED };
    const name = key.slice(key.indexOf("/") + 1);
    const isRight = KEY.test(key.toLowerCase()) && name.length <= 63;
    return isRight ? undefined : { on: "key", says: refused(key, "key of an annotation") };
  },
}));

const NAME = "([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)";
const VALUE = new RegExp(`^${NAME}?$`);
const KEY = new RegExp(`^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?${NAME}$`);

function labelFault(key: string, value: string): EntryFault | undefined {
  if (!VALUE.test(value) || value.length > 63)
    return { on: "value", says: refused(value, "value of a label") };
  const name = key.slice(key.indexOf("/") + 1);
  const isRight = KEY.test(key) && name.length <= 63;
  return isRight ? undefined : { on: "key", says: refused(key, "key of a label") };
}

/** On one line, and not too long. */
const shown = (text: string): string =>
  JSON.stringify(text.length > 63 ? `${text.slice(0, 63)}…` : text);

/** The text itself is told: an overlay or a variable may have made it. */
const refused = (text: string, what: string): string =>
  `${shown(text)} cannot be the ${what}, which has letters, digits, '-', '_' and '.', begins and ends with a letter or digit, and has at most 63 of them`;

/** What objects and their labels may be called. */
export const nameConstraints: readonly Constraint[] = [...objectNames, ...labels, ...annotations];
