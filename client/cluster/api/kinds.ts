/** A kind that Flux or Flagger works on. */
export interface KnownKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  /** Versions that we know, newest first; https://fluxcd.io/flux/releases/ */
  readonly versions: readonly string[];
  readonly role: "source" | "applier" | "image" | "notification" | "operator" | "canary";
  /** Whose Deployment answers for it. */
  readonly controller: string;
  /** Whether `reconcile.fluxcd.io/requestedAt` is answered. */
  readonly answersRequests: boolean;
  readonly suspension: Suspension;
}

/** How an object is told to rest. */
export type Suspension =
  | { readonly by: "field" }
  | {
      readonly by: "annotation";
      readonly name: string;
      readonly on: string;
      readonly off: string | null;
    }
  | { readonly by: "nothing" };

const field: Suspension = { by: "field" };
const nothing: Suspension = { by: "nothing" };
const operator: Suspension = {
  by: "annotation",
  name: "fluxcd.controlplane.io/reconcile",
  on: "disabled",
  off: "enabled",
};

const source = {
  group: "source.toolkit.fluxcd.io",
  role: "source",
  controller: "source-controller",
  answersRequests: true,
  suspension: field,
} as const;
const notification = {
  group: "notification.toolkit.fluxcd.io",
  role: "notification",
  controller: "notification-controller",
  suspension: field,
} as const;
const image = {
  group: "image.toolkit.fluxcd.io",
  role: "image",
  answersRequests: true,
  suspension: field,
  versions: ["v1", "v1beta2", "v1beta1"],
} as const;
const operated = {
  group: "fluxcd.controlplane.io",
  role: "operator",
  controller: "flux-operator",
  answersRequests: true,
  suspension: operator,
  versions: ["v1"],
} as const;
const flagger = {
  group: "flagger.app",
  role: "canary",
  controller: "flagger",
  answersRequests: false,
  versions: ["v1beta1"],
} as const;
const threeVersions = ["v1", "v1beta2", "v1beta1"] as const;

/** Every kind that the views ask for, in the order in which they are shown. */
export const kinds: readonly KnownKind[] = [
  { ...source, kind: "GitRepository", plural: "gitrepositories", versions: threeVersions },
  { ...source, kind: "OCIRepository", plural: "ocirepositories", versions: ["v1", "v1beta2"] },
  { ...source, kind: "Bucket", plural: "buckets", versions: threeVersions },
  { ...source, kind: "HelmRepository", plural: "helmrepositories", versions: threeVersions },
  { ...source, kind: "HelmChart", plural: "helmcharts", versions: threeVersions },
  {
    ...source,
    kind: "ExternalArtifact",
    plural: "externalartifacts",
    versions: ["v1"],
    answersRequests: false,
    suspension: nothing,
  },
  {
    ...source,
    group: "source.extensions.fluxcd.io",
    kind: "ArtifactGenerator",
    plural: "artifactgenerators",
    versions: ["v1beta1"],
    controller: "source-watcher",
    suspension: {
      by: "annotation",
      name: "source.extensions.fluxcd.io/reconcile",
      on: "disabled",
      off: null,
    },
  },
  {
    group: "kustomize.toolkit.fluxcd.io",
    kind: "Kustomization",
    plural: "kustomizations",
    versions: threeVersions,
    role: "applier",
    controller: "kustomize-controller",
    answersRequests: true,
    suspension: field,
  },
  {
    group: "helm.toolkit.fluxcd.io",
    kind: "HelmRelease",
    plural: "helmreleases",
    versions: ["v2", "v2beta2", "v2beta1"],
    role: "applier",
    controller: "helm-controller",
    answersRequests: true,
    suspension: field,
  },
  {
    ...image,
    kind: "ImageRepository",
    plural: "imagerepositories",
    controller: "image-reflector-controller",
  },
  {
    ...image,
    kind: "ImagePolicy",
    plural: "imagepolicies",
    controller: "image-reflector-controller",
  },
  {
    ...image,
    kind: "ImageUpdateAutomation",
    plural: "imageupdateautomations",
    controller: "image-automation-controller",
  },
  {
    ...notification,
    kind: "Alert",
    plural: "alerts",
    versions: ["v1beta3", "v1beta2", "v1beta1"],
    answersRequests: false,
  },
  {
    ...notification,
    kind: "Provider",
    plural: "providers",
    versions: ["v1beta3", "v1beta2", "v1beta1"],
    answersRequests: false,
  },
  {
    ...notification,
    kind: "Receiver",
    plural: "receivers",
    versions: threeVersions,
    answersRequests: true,
  },
  { ...operated, kind: "FluxInstance", plural: "fluxinstances" },
  { ...operated, kind: "FluxReport", plural: "fluxreports", answersRequests: false },
  { ...operated, kind: "ResourceSet", plural: "resourcesets" },
  { ...operated, kind: "ResourceSetInputProvider", plural: "resourcesetinputproviders" },
  { ...flagger, kind: "Canary", plural: "canaries", suspension: field },
  { ...flagger, kind: "MetricTemplate", plural: "metrictemplates", suspension: nothing },
  { ...flagger, kind: "AlertProvider", plural: "alertproviders", suspension: nothing },
];

const byName = new Map<string, Map<string, KnownKind>>();
for (const it of kinds) byName.set(it.kind, (byName.get(it.kind) ?? new Map()).set(it.group, it));

/** What we know of a kind; `undefined` when it is neither Flux's nor Flagger's. */
export const knownKind = (kind: string, group: string): KnownKind | undefined =>
  byName.get(kind)?.get(group);

/** The group of one of Flux's kinds where a reference names the kind alone. */
export const groupOfKind = (kind: string): string | undefined =>
  kinds.find((it) => it.kind === kind)?.group;
