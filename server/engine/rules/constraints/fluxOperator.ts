import type { Constraint, Fields } from "./constraint.ts";

const INSTANCE = "fluxcd.controlplane.io/v1 FluxInstance";
const SET = "fluxcd.controlplane.io/v1 ResourceSet";
const INPUTS = "fluxcd.controlplane.io/v1 ResourceSetInputProvider";

const typeOf = ({ text }: Fields): string => text("type") ?? "";

/** Registries of a cloud, whose access comes from a service account. */
const isCloudRegistry = (type: string): boolean =>
  type.endsWith("ArtifactTag") && type !== "OCIArtifactTag";

const hasNoUrl = (type: string): boolean => type === "Static" || type === "ExternalArtifact";

const isTyped = ({ has }: Fields): boolean => has("type");

/** The type says which scheme the URL has. */
const scheme = (of: (type: string) => boolean, schemes: readonly string[]): Constraint => ({
  kind: INPUTS,
  at: "spec",
  type: "forbidden",
  field: "url",
  on: "value",
  when: (fields) => of(typeOf(fields)) && !schemes.some((it) => fields.text("url")?.startsWith(it)),
  says: `With this type the url must begin with ${schemes.join(" or ")}`,
});

const HTTP = ["http://", "https://"];

/** What flux-operator demands beyond its schemas, as of 0.58. flux.md §1.5 */
export const fluxOperatorConstraints: readonly Constraint[] = [
  ...["FluxInstance", "FluxReport"].map(
    (kind): Constraint => ({
      kind: `fluxcd.controlplane.io/v1 ${kind}`,
      at: "metadata",
      type: "forbidden",
      field: "name",
      on: "value",
      write: "flux",
      when: ({ text }) => text("name") !== "flux",
      says: `A ${kind} must be called flux`,
    }),
  ),
  {
    kind: INSTANCE,
    at: "spec",
    type: "required",
    field: "storage",
    when: ({ text }) => text("sharding.storage") === "persistent",
    says: "Persistent storage of shards needs spec.storage",
  },
  {
    kind: INSTANCE,
    at: "spec.cluster",
    type: "forbidden",
    field: "multitenantWorkloadIdentity",
    when: ({ text }) =>
      text("multitenantWorkloadIdentity") === "true" &&
      text("objectLevelWorkloadIdentity") !== "true",
    says: "multitenantWorkloadIdentity needs objectLevelWorkloadIdentity: true beside it",
  },
  {
    kind: INSTANCE,
    at: "spec.sync",
    type: "forbidden",
    field: "provider",
    on: "value",
    when: ({ text }) => text("provider") === "gcp" && text("kind") === "GitRepository",
    says: "A sync from a GitRepository has no provider gcp",
  },
  {
    kind: INSTANCE,
    at: "spec.sync",
    type: "forbidden",
    field: "provider",
    on: "value",
    when: ({ has, text }) =>
      text("provider") === "github" && has("kind") && text("kind") !== "GitRepository",
    says: "Only a sync from a GitRepository has provider github",
  },
  {
    kind: SET,
    at: "spec",
    type: "forbidden",
    field: "steps",
    when: ({ has }) => has("resources") || has("resourcesTemplate"),
    says: "A ResourceSet has steps, or resources and resourcesTemplate, not both",
  },
  {
    kind: SET,
    at: "spec",
    type: "required",
    field: "resources",
    when: ({ has }) => !has("steps") && !has("resourcesTemplate"),
    says: "A ResourceSet needs resources, resourcesTemplate or steps",
  },
  {
    kind: SET,
    at: "spec.steps[]",
    type: "required",
    field: "resources",
    when: ({ has }) => !has("resourcesTemplate"),
    says: "A step needs resources or resourcesTemplate",
  },
  { kind: SET, at: "spec.steps", type: "unique", field: "name" },
  { kind: SET, at: "spec.inputsFrom[]", type: "exactly-one", fields: ["name", "selector"] },
  {
    kind: SET,
    at: "spec.inputStrategy",
    type: "forbidden",
    field: "includeEmptyProviders",
    when: ({ has, text }) => has("name") && text("name") !== "Permute",
    says: "Only the input strategy Permute takes includeEmptyProviders",
    removable: true,
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "url",
    when: (fields) => hasNoUrl(typeOf(fields)),
    says: "Inputs of type Static and ExternalArtifact have no url",
    removable: true,
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "required",
    field: "url",
    when: (fields) => isTyped(fields) && !hasNoUrl(typeOf(fields)),
    says: "Inputs of this type need a url",
  },
  scheme((type) => /^(Git|AzureDevOps)/.test(type) || type === "ExternalService", HTTP),
  scheme((type) => type.startsWith("AWSCodeCommit"), ["https://"]),
  scheme((type) => type.endsWith("ArtifactTag"), ["oci://"]),
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "url",
    on: "value",
    when: (fields) =>
      typeOf(fields).endsWith("ArtifactTag") && /^oci:\/\/[^/]*$/.test(fields.text("url") ?? ""),
    says: "The url of a registry must name the repository behind the host",
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "url",
    on: "value",
    when: (fields) =>
      typeOf(fields) === "ExternalService" &&
      (fields.text("url") ?? "").startsWith("http://") &&
      fields.text("insecure") !== "true",
    says: "An external service over http:// needs insecure: true",
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "insecure",
    when: (fields) =>
      isTyped(fields) &&
      fields.text("insecure") === "true" &&
      !["ExternalService", "OCIArtifactTag"].includes(typeOf(fields)),
    says: "Only inputs of type ExternalService and OCIArtifactTag may be insecure",
    removable: true,
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "serviceAccountName",
    when: (fields) =>
      isTyped(fields) &&
      !/^(AzureDevOps|AWSCodeCommit)|ArtifactTag$|^ExternalArtifact$/.test(typeOf(fields)),
    says: "Inputs of this type take no serviceAccountName",
    removable: true,
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "certSecretRef",
    when: (fields) =>
      hasNoUrl(typeOf(fields)) ||
      /^(AzureDevOps|AWSCodeCommit)/.test(typeOf(fields)) ||
      isCloudRegistry(typeOf(fields)),
    says: "Inputs of this type take no certSecretRef",
    removable: true,
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "secretRef",
    when: (fields) =>
      hasNoUrl(typeOf(fields)) ||
      typeOf(fields).startsWith("AWSCodeCommit") ||
      isCloudRegistry(typeOf(fields)),
    says: "Inputs of this type take no secretRef",
    removable: true,
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "required",
    field: "selectors",
    when: (fields) => typeOf(fields) === "ExternalArtifact",
    says: "Inputs of type ExternalArtifact need selectors",
  },
  {
    kind: INPUTS,
    at: "spec",
    type: "forbidden",
    field: "selectors",
    when: (fields) => isTyped(fields) && typeOf(fields) !== "ExternalArtifact",
    says: "Only inputs of type ExternalArtifact take selectors",
    removable: true,
  },
  {
    kind: INPUTS,
    at: "spec.selectors[]",
    type: "forbidden",
    field: "name",
    when: ({ has }) => has("matchLabels") || has("matchExpressions"),
    says: "A selector has a name, or labels and expressions, not both",
  },
];
