import { FLUX_HELM, FLUX_KUSTOMIZE, FLUX_SOURCE } from "../identity.ts";
import type { KindName, ReferenceRow } from "./row.ts";
import {
  CONFIG_MAP,
  key,
  namespace,
  object,
  path,
  SECRET,
  secret,
  secretName,
  serviceAccount,
  slip,
} from "./rows.ts";

const NOTIFICATION = "notification.toolkit.fluxcd.io";
const IMAGE = "image.toolkit.fluxcd.io";
const EXTENSIONS = "source.extensions.fluxcd.io";
const OPERATOR = "fluxcd.controlplane.io";

const source = (kind: string): KindName => ({ group: FLUX_SOURCE, kind });
const sources = (...kinds: readonly string[]): readonly KindName[] => kinds.map(source);

/** Kinds whose name alone says their group (flux.md §1.5, enums on references). */
const WATCHED: readonly KindName[] = [
  ...sources("GitRepository", "OCIRepository", "Bucket", "HelmRepository", "HelmChart"),
  source("ExternalArtifact"),
  { group: FLUX_KUSTOMIZE, kind: "Kustomization" },
  { group: FLUX_HELM, kind: "HelmRelease" },
  { group: IMAGE, kind: "ImageRepository" },
  { group: IMAGE, kind: "ImagePolicy" },
  { group: IMAGE, kind: "ImageUpdateAutomation" },
  { group: EXTENSIONS, kind: "ArtifactGenerator" },
  { group: OPERATOR, kind: "FluxInstance" },
  { group: OPERATOR, kind: "ResourceSet" },
  { group: OPERATOR, kind: "ResourceSetInputProvider" },
];

/** ConfigMap or Secret, each with a row of its own. */
const kindSaid = { kindField: "kind", kindRequired: true } as const;

const anyNamespace = { kindField: "kind", namespaceField: "namespace" } as const;

const kustomization: KindName = { group: FLUX_KUSTOMIZE, kind: "Kustomization" };

/** Access to another cluster, the same for Kustomization and HelmRelease. */
const remoteCluster = (owner: KindName): readonly ReferenceRow[] => [
  secret(owner, "spec.kubeConfig.secretRef"),
  key(owner, "spec.kubeConfig.secretRef", [SECRET]),
  object(owner, "spec.kubeConfig.configMapRef", [CONFIG_MAP]),
  serviceAccount(owner, "spec.serviceAccountName"),
  namespace(owner, "spec.targetNamespace"),
];

const kustomizationRows: readonly ReferenceRow[] = [
  object(kustomization, "spec.dependsOn[]", [kustomization], {
    namespaceField: "namespace",
    missing: "error",
    code: "depends-on-missing",
  }),
  object(
    kustomization,
    "spec.sourceRef",
    sources("GitRepository", "OCIRepository", "Bucket", "ExternalArtifact"),
    { ...anyNamespace, missing: "outside", code: "source-missing" },
  ),
  path(
    kustomization,
    "spec.path",
    { base: "source", to: "folder", role: "resource" },
    { missing: "error", code: "path-missing" },
  ),
  path(
    kustomization,
    "spec.components[]",
    { base: "applied", to: "component", role: "resource" },
    { missing: "error", code: "path-missing" },
  ),
  object(kustomization, "spec.postBuild.substituteFrom[]", [CONFIG_MAP], {
    ...kindSaid,
    missing: "information",
    code: "substitute-from-missing",
    optionalField: "optional",
  }),
  secret(kustomization, "spec.postBuild.substituteFrom[]", {
    ...kindSaid,
    optionalField: "optional",
  }),
  secret(kustomization, "spec.decryption.secretRef"),
  serviceAccount(kustomization, "spec.decryption.serviceAccountName"),
  ...remoteCluster(kustomization),
  object(kustomization, "spec.healthChecks[]", [], {
    kindField: "kind",
    apiVersionField: "apiVersion",
    namespaceField: "namespace",
    defaultNamespace: "explicit",
    ...slip("this Kustomization never becomes ready"),
  }),
  object(kustomization, "spec.patches[].target", [], {
    kindField: "kind",
    groupField: "group",
    namespaceField: "namespace",
    defaultNamespace: "explicit",
    pattern: true,
  }),
];

const helmRelease: KindName = { group: FLUX_HELM, kind: "HelmRelease" };
const chartTree = {
  base: "source",
  role: "data",
  sourceAt: "spec.chart.spec.sourceRef",
  sourceKinds: ["GitRepository", "Bucket"],
} as const;

const helmReleaseRows: readonly ReferenceRow[] = [
  object(helmRelease, "spec.dependsOn[]", [helmRelease], {
    namespaceField: "namespace",
    missing: "error",
    code: "depends-on-missing",
  }),
  object(
    helmRelease,
    "spec.chart.spec.sourceRef",
    sources("HelmRepository", "GitRepository", "Bucket"),
    { ...anyNamespace, missing: "warning", code: "chart-source-missing" },
  ),
  object(helmRelease, "spec.chartRef", sources("OCIRepository", "HelmChart", "ExternalArtifact"), {
    ...anyNamespace,
    missing: "warning",
    code: "chart-source-missing",
  }),
  path(
    helmRelease,
    "spec.chart.spec.chart",
    { ...chartTree, to: "folder" },
    {
      missing: "error",
      code: "path-missing",
    },
  ),
  path(
    helmRelease,
    "spec.chart.spec.valuesFiles[]",
    { ...chartTree, to: "file" },
    {
      missing: "silent",
    },
  ),
  path(
    helmRelease,
    "spec.chart.spec.valuesFile",
    { ...chartTree, to: "file" },
    {
      missing: "silent",
    },
  ),
  secret(helmRelease, "spec.chart.spec.verify.secretRef", {
    defaultNamespace: "explicit",
    missing: "silent",
  }),
  object(helmRelease, "spec.valuesFrom[]", [CONFIG_MAP], {
    ...kindSaid,
    missing: "information",
    code: "values-from-missing",
    optionalField: "optional",
  }),
  secret(helmRelease, "spec.valuesFrom[]", { ...kindSaid, optionalField: "optional" }),
  key(
    helmRelease,
    "spec.valuesFrom[]",
    [CONFIG_MAP],
    { keyField: "valuesKey", ...kindSaid },
    { missing: "warning", code: "values-from-missing", optionalField: "optional" },
  ),
  key(
    helmRelease,
    "spec.valuesFrom[]",
    [SECRET],
    { keyField: "valuesKey", ...kindSaid },
    { missing: "warning", code: "values-from-missing", optionalField: "optional" },
  ),
  ...remoteCluster(helmRelease),
  namespace(helmRelease, "spec.storageNamespace"),
];

const git = source("GitRepository");
const oci = source("OCIRepository");
const bucket = source("Bucket");
const helmRepository = source("HelmRepository");
const helmChart = source("HelmChart");
const externalArtifact = source("ExternalArtifact");

const sourceRows: readonly ReferenceRow[] = [
  ...["spec.secretRef", "spec.proxySecretRef", "spec.verify.secretRef"].map((at) =>
    secret(git, at),
  ),
  serviceAccount(git, "spec.serviceAccountName"),
  object(git, "spec.include[].repository", [git], { missing: "outside", code: "source-missing" }),
  ...[
    "spec.secretRef",
    "spec.certSecretRef",
    "spec.proxySecretRef",
    "spec.verify.secretRef",
    "spec.verify.trustedRootSecretRef",
  ].map((at) => secret(oci, at)),
  serviceAccount(oci, "spec.serviceAccountName"),
  ...[
    "spec.secretRef",
    "spec.certSecretRef",
    "spec.proxySecretRef",
    "spec.sts.secretRef",
    "spec.sts.certSecretRef",
  ].map((at) => secret(bucket, at)),
  serviceAccount(bucket, "spec.serviceAccountName"),
  secret(helmRepository, "spec.secretRef"),
  secret(helmRepository, "spec.certSecretRef"),
  object(helmChart, "spec.sourceRef", sources("HelmRepository", "GitRepository", "Bucket"), {
    kindField: "kind",
    missing: "warning",
    code: "chart-source-missing",
  }),
  secret(helmChart, "spec.verify.secretRef"),
  path(
    helmChart,
    "spec.chart",
    {
      base: "source",
      to: "folder",
      role: "data",
      sourceAt: "spec.sourceRef",
      sourceKinds: ["GitRepository", "Bucket"],
    },
    { missing: "error", code: "path-missing" },
  ),
  object(externalArtifact, "spec.sourceRef", [], {
    kindField: "kind",
    apiVersionField: "apiVersion",
    namespaceField: "namespace",
  }),
  object({ group: EXTENSIONS, kind: "ArtifactGenerator" }, "spec.sources[]", sourcesOfArtifacts(), {
    ...anyNamespace,
    missing: "outside",
    code: "source-missing",
  }),
];

function sourcesOfArtifacts(): readonly KindName[] {
  return sources("GitRepository", "OCIRepository", "Bucket", "HelmChart", "ExternalArtifact");
}

const alert: KindName = { group: NOTIFICATION, kind: "Alert" };
const provider: KindName = { group: NOTIFICATION, kind: "Provider" };
const receiver: KindName = { group: NOTIFICATION, kind: "Receiver" };

const notificationRows: readonly ReferenceRow[] = [
  object(alert, "spec.providerRef", [provider], { missing: "warning", code: "provider-missing" }),
  object(alert, "spec.eventSources[]", WATCHED, {
    ...anyNamespace,
    ...slip("nobody is told of it"),
  }),
  ...["spec.secretRef", "spec.certSecretRef", "spec.proxySecretRef"].map((at) =>
    secret(provider, at),
  ),
  serviceAccount(provider, "spec.serviceAccountName"),
  object(receiver, "spec.resources[]", WATCHED, {
    ...anyNamespace,
    ...slip("it is not reconciled"),
  }),
  secret(receiver, "spec.secretRef"),
];

const imageRepository: KindName = { group: IMAGE, kind: "ImageRepository" };
const imagePolicy: KindName = { group: IMAGE, kind: "ImagePolicy" };
const automation: KindName = { group: IMAGE, kind: "ImageUpdateAutomation" };

const imageRows: readonly ReferenceRow[] = [
  ...["spec.secretRef", "spec.certSecretRef", "spec.proxySecretRef"].map((at) =>
    secret(imageRepository, at),
  ),
  serviceAccount(imageRepository, "spec.serviceAccountName"),
  object(imagePolicy, "spec.imageRepositoryRef", [imageRepository], {
    namespaceField: "namespace",
    missing: "warning",
    code: "image-repository-missing",
  }),
  object(automation, "spec.sourceRef", [git], {
    ...anyNamespace,
    missing: "outside",
    code: "source-missing",
  }),
  secret(automation, "spec.git.commit.signingKey.secretRef"),
  path(
    automation,
    "spec.update.path",
    { base: "source", to: "folder", role: "data" },
    { missing: "error", code: "path-missing" },
  ),
];

const instance: KindName = { group: OPERATOR, kind: "FluxInstance" };
const resourceSet: KindName = { group: OPERATOR, kind: "ResourceSet" };
const inputProvider: KindName = { group: OPERATOR, kind: "ResourceSetInputProvider" };

const operatorRows: readonly ReferenceRow[] = [
  secretName(instance, "spec.sync.pullSecret"),
  secretName(instance, "spec.distribution.imagePullSecret"),
  secretName(instance, "spec.distribution.artifactPullSecret"),
  object(resourceSet, "spec.dependsOn[]", [], {
    kindField: "kind",
    apiVersionField: "apiVersion",
    namespaceField: "namespace",
  }),
  object(resourceSet, "spec.inputsFrom[]", [inputProvider], {
    kindField: "kind",
    apiVersionField: "apiVersion",
    missing: "warning",
    code: "input-provider-missing",
  }),
  serviceAccount(resourceSet, "spec.serviceAccountName"),
  secret(inputProvider, "spec.secretRef"),
  secret(inputProvider, "spec.certSecretRef"),
  serviceAccount(inputProvider, "spec.serviceAccountName"),
];

/** Flux kinds: every field that names an object, a key or a folder, with the defaults of flux.md §8.1. */
export const fluxReferences: readonly ReferenceRow[] = [
  ...kustomizationRows,
  ...helmReleaseRows,
  ...sourceRows,
  ...notificationRows,
  ...imageRows,
  ...operatorRows,
];
