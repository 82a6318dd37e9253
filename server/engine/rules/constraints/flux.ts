import type { Constraint, Fields } from "./constraint.ts";

const KUSTOMIZATION = "kustomize.toolkit.fluxcd.io/v1 Kustomization";
const HELM_RELEASE = "helm.toolkit.fluxcd.io/v2 HelmRelease";
const BUCKET = "source.toolkit.fluxcd.io/v1 Bucket";
const RECEIVER = "notification.toolkit.fluxcd.io/v1 Receiver";
const IMAGE_POLICY = "image.toolkit.fluxcd.io/v1 ImagePolicy";

const isBucketOf =
  (provider: string) =>
  ({ text }: Fields): boolean =>
    (text("provider") ?? "generic") === provider;

const isOidc = ({ text }: Fields): boolean => text("type") === "generic-oidc";

const STATUS_PROVIDERS: readonly string[] = [
  "github",
  "gitlab",
  "gitea",
  "bitbucketserver",
  "bitbucket",
  "azuredevops",
];

/** What Flux demands beyond its schemas, as of 2.9. flux.md §1.5 */
export const fluxConstraints: readonly Constraint[] = [
  ...[KUSTOMIZATION, HELM_RELEASE].map(
    (kind): Constraint => ({
      kind,
      at: "spec.kubeConfig",
      type: "exactly-one",
      fields: ["secretRef", "configMapRef"],
    }),
  ),
  { kind: HELM_RELEASE, at: "spec", type: "exactly-one", fields: ["chart", "chartRef"] },
  {
    kind: HELM_RELEASE,
    at: "spec.install.strategy",
    type: "forbidden",
    field: "retryInterval",
    when: ({ text }) => text("name") === "RemediateOnFailure",
    says: "An installation that is remediated on failure takes no retryInterval",
    removable: true,
  },
  {
    kind: HELM_RELEASE,
    at: "spec.upgrade.strategy",
    type: "forbidden",
    field: "retryInterval",
    when: ({ text }) => text("name") !== "RetryOnFailure",
    says: "Only strategy RetryOnFailure takes a retryInterval",
    removable: true,
  },
  {
    kind: "source.toolkit.fluxcd.io/v1 GitRepository",
    at: "spec",
    type: "forbidden",
    field: "serviceAccountName",
    when: ({ text }) => !["azure", "aws"].includes(text("provider") ?? "generic"),
    says: "A GitRepository takes serviceAccountName only with provider azure or aws",
  },
  {
    kind: BUCKET,
    at: "spec",
    type: "forbidden",
    field: "sts",
    when: (fields) => !isBucketOf("aws")(fields) && !isBucketOf("generic")(fields),
    says: "A Bucket takes sts only with provider aws or generic",
  },
  {
    kind: BUCKET,
    at: "spec",
    type: "forbidden",
    field: "sts.provider",
    on: "value",
    write: "aws",
    when: (fields) => isBucketOf("aws")(fields) && fields.text("sts.provider") === "ldap",
    says: "A Bucket of provider aws takes only the sts provider aws",
  },
  {
    kind: BUCKET,
    at: "spec",
    type: "forbidden",
    field: "sts.provider",
    on: "value",
    write: "ldap",
    when: (fields) => isBucketOf("generic")(fields) && fields.text("sts.provider") === "aws",
    says: "A Bucket of provider generic takes only the sts provider ldap",
  },
  ...["secretRef", "certSecretRef"].map(
    (field): Constraint => ({
      kind: BUCKET,
      at: "spec.sts",
      type: "forbidden",
      field,
      when: ({ text }) => text("provider") === "aws",
      says: `The sts provider aws takes no ${field}`,
      removable: true,
    }),
  ),
  {
    kind: BUCKET,
    at: "spec",
    type: "forbidden",
    field: "serviceAccountName",
    when: isBucketOf("generic"),
    says: "A Bucket of provider generic takes no serviceAccountName",
  },
  {
    kind: BUCKET,
    at: "spec",
    type: "forbidden",
    field: "serviceAccountName",
    when: (fields) => !isBucketOf("generic")(fields) && fields.has("secretRef"),
    says: "A Bucket takes secretRef or serviceAccountName, not both",
  },
  {
    kind: "source.toolkit.fluxcd.io/v1 HelmChart",
    at: "spec",
    type: "forbidden",
    field: "verify",
    when: ({ text }) => !["HelmRepository", undefined].includes(text("sourceRef.kind")),
    says: "Only a chart from a HelmRepository can be verified",
    removable: true,
  },
  {
    kind: "notification.toolkit.fluxcd.io/v1beta3 Provider",
    at: "spec",
    type: "forbidden",
    field: "commitStatusExpr",
    when: ({ has, text }) => has("type") && !STATUS_PROVIDERS.includes(text("type") ?? ""),
    says: "Only providers of Git hosts that take commit statuses have a commitStatusExpr",
    removable: true,
  },
  {
    kind: RECEIVER,
    at: "spec",
    type: "required",
    field: "oidcProviders",
    when: isOidc,
    says: "A Receiver of type generic-oidc needs oidcProviders",
  },
  {
    kind: RECEIVER,
    at: "spec",
    type: "forbidden",
    field: "oidcProviders",
    when: (fields) => fields.has("type") && !isOidc(fields) && fields.count("oidcProviders") > 0,
    says: "Only a Receiver of type generic-oidc takes oidcProviders",
  },
  {
    kind: RECEIVER,
    at: "spec",
    type: "forbidden",
    field: "secretRef",
    when: isOidc,
    says: "A Receiver of type generic-oidc takes no secretRef",
    removable: true,
  },
  {
    kind: RECEIVER,
    at: "spec",
    type: "required",
    field: "secretRef",
    when: (fields) => fields.has("type") && !isOidc(fields),
    says: "A Receiver needs a secretRef unless its type is generic-oidc",
  },
  {
    kind: IMAGE_POLICY,
    at: "spec",
    type: "forbidden",
    field: "interval",
    when: ({ text }) => text("digestReflectionPolicy") !== "Always",
    says: "An ImagePolicy takes an interval only with digestReflectionPolicy Always",
  },
  {
    kind: IMAGE_POLICY,
    at: "spec",
    type: "required",
    field: "interval",
    when: ({ text }) => text("digestReflectionPolicy") === "Always",
    says: "An ImagePolicy with digestReflectionPolicy Always needs an interval",
  },
];
