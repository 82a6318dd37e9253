import { describe, expect, test } from "vitest";
import { fluxConstraint } from "../../../server/engine/rules/fluxConstraint.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";

const expectProblems = expectProblemsOf(fluxConstraint);

/** An object of a kind whose fields are written at the left margin. */
const object = (kind: string, fields: string, name = "web"): string =>
  `apiVersion: ${kind.replace(" ", "\nkind: ")}\nmetadata: { name: ${name}, namespace: web }\n${fields}`;

const KUSTOMIZATION = "kustomize.toolkit.fluxcd.io/v1 Kustomization";
const RELEASE = "helm.toolkit.fluxcd.io/v2 HelmRelease";
const REPOSITORY = "source.toolkit.fluxcd.io/v1 GitRepository";
const BUCKET = "source.toolkit.fluxcd.io/v1 Bucket";
const CHART = "source.toolkit.fluxcd.io/v1 HelmChart";
const PROVIDER = "notification.toolkit.fluxcd.io/v1beta3 Provider";
const RECEIVER = "notification.toolkit.fluxcd.io/v1 Receiver";
const POLICY = "image.toolkit.fluxcd.io/v1 ImagePolicy";
const INSTANCE = "fluxcd.controlplane.io/v1 FluxInstance";
const SET = "fluxcd.controlplane.io/v1 ResourceSet";
const INPUTS = "fluxcd.controlplane.io/v1 ResourceSetInputProvider";

/** Fields, with a mark below the line whose first word is reported. */
const refused: readonly (readonly [kind: string, fields: string])[] = [
  [KUSTOMIZATION, "spec:\n  kubeConfig: {}\n#<-"],
  [
    KUSTOMIZATION,
    "spec:\n  kubeConfig:\n    secretRef: { name: a }\n    configMapRef: { name: a }\n#<-",
  ],
  [RELEASE, "spec:\n#<-\n  interval: 1h"],
  [RELEASE, "spec:\n#<-\n  chart:\n  chartRef: null"],
  [
    RELEASE,
    "spec:\n  chartRef: { name: a }\n  install:\n    strategy:\n      name: RemediateOnFailure\n      retryInterval: 5m\n#<-",
  ],
  [
    RELEASE,
    "spec:\n  chartRef: { name: a }\n  upgrade:\n    strategy:\n      name: RemediateOnFailure\n      retryInterval: 5m\n#<-",
  ],
  [REPOSITORY, "spec:\n  serviceAccountName: a\n#<-"],
  [REPOSITORY, "spec:\n  provider: github\n  serviceAccountName: a\n#<-"],
  [BUCKET, "spec:\n  provider: gcp\n  sts: { provider: aws }\n#<-"],
  [BUCKET, "spec:\n  provider: aws\n  sts:\n    provider: aws\n    secretRef: { name: a }\n#<-"],
  [BUCKET, "spec:\n  serviceAccountName: a\n#<-"],
  [BUCKET, "spec:\n  provider: aws\n  secretRef: { name: a }\n  serviceAccountName: a\n#<-"],
  [
    CHART,
    "spec:\n  sourceRef: { kind: GitRepository, name: a }\n  verify: { provider: cosign }\n#<-",
  ],
  [PROVIDER, "spec:\n  type: slack\n  commitStatusExpr: a\n#<-"],
  [RECEIVER, "spec:\n#<-\n  type: github"],
  [RECEIVER, "spec:\n#<-\n  type: generic-oidc\n  oidcProviders:"],
  [RECEIVER, "spec:\n  type: generic-oidc\n  oidcProviders: [{}]\n  secretRef: { name: a }\n#<-"],
  [RECEIVER, "spec:\n  type: github\n  secretRef: { name: a }\n  oidcProviders: [{}]\n#<-"],
  [POLICY, "spec:\n  interval: 1h\n#<-"],
  [POLICY, "spec:\n#<-\n  digestReflectionPolicy: Always"],
  [INSTANCE, "spec:\n#<-\n  sharding: { shards: [a], storage: persistent }"],
  [INSTANCE, "spec:\n  cluster:\n    multitenantWorkloadIdentity: true\n#<-"],
  [SET, "spec:\n#<-\n  inputs: []"],
  [SET, "spec:\n  resources: []\n  steps: []\n#<-"],
  [SET, "spec:\n  steps:\n    - name: a\n#<-\n      timeout: 1m"],
  [SET, "spec:\n  resources: []\n  inputsFrom:\n    - kind: ResourceSetInputProvider\n#<-"],
  [
    SET,
    "spec:\n  resources: []\n  inputStrategy:\n    name: Flatten\n    includeEmptyProviders: true\n#<-",
  ],
  [INPUTS, "spec:\n#<-\n  type: GitHubTag"],
  [INPUTS, "spec:\n  type: Static\n  url: https://example.com\n#<-"],
  [
    INPUTS,
    "spec:\n  type: ExternalService\n  url: https://example.com\n  secretRef: { name: a }\n  selectors: []\n#<-",
  ],
  [INPUTS, "spec:\n#<-\n  type: ExternalArtifact"],
  [
    INPUTS,
    "spec:\n  type: ExternalArtifact\n  selectors:\n    - name: a\n#<-\n      matchLabels: {}",
  ],
  [INPUTS, "spec:\n  type: GitHubTag\n  url: https://example.com\n  insecure: true\n#<-"],
  [INPUTS, "spec:\n  type: GitHubTag\n  url: https://example.com\n  serviceAccountName: a\n#<-"],
  [
    INPUTS,
    "spec:\n  type: ECRArtifactTag\n  url: oci://example.com/a\n  secretRef: { name: a }\n#<-",
  ],
  [
    INPUTS,
    "spec:\n  type: GARArtifactTag\n  url: oci://example.com/a\n  certSecretRef: { name: a }\n#<-",
  ],
];

/** What stands beside the rules above and is right. */
const taken: readonly (readonly [kind: string, fields: string])[] = [
  [KUSTOMIZATION, "spec: { kubeConfig: { configMapRef: { name: a } } }"],
  [RELEASE, "spec: { chart: { spec: {} } }"],
  [
    RELEASE,
    "spec: { chartRef: { name: a }, install: { strategy: { name: RetryOnFailure, retryInterval: 5m } } }",
  ],
  [
    RELEASE,
    "spec: { chartRef: { name: a }, upgrade: { strategy: { name: RetryOnFailure, retryInterval: 5m } } }",
  ],
  [REPOSITORY, "spec: { provider: aws, serviceAccountName: a }"],
  [REPOSITORY, "spec: { provider: '${PROVIDER}', serviceAccountName: a }"],
  [BUCKET, "spec: { sts: { provider: ldap, secretRef: { name: a } } }"],
  [BUCKET, "spec: { provider: aws, sts: { provider: aws }, serviceAccountName: a }"],
  [CHART, "spec: { sourceRef: { kind: HelmRepository, name: a }, verify: {} }"],
  [PROVIDER, "spec: { type: gitea, commitStatusExpr: a }"],
  [RECEIVER, "spec: { type: github, secretRef: { name: a }, oidcProviders: [] }"],
  [RECEIVER, "spec: { type: generic-oidc, oidcProviders: [{}] }"],
  [RECEIVER, "spec: {}"],
  [POLICY, "spec: { digestReflectionPolicy: Always, interval: 1h }"],
  [POLICY, "spec: { digestReflectionPolicy: IfNotPresent }"],
  [
    INSTANCE,
    "spec: { cluster: { multitenantWorkloadIdentity: true, objectLevelWorkloadIdentity: true } }",
  ],
  [INSTANCE, "spec: { sharding: { storage: persistent }, storage: {} }"],
  [SET, "spec: { resourcesTemplate: a, inputsFrom: [{ name: a }, { selector: {} }] }"],
  [SET, "spec: { steps: [{ name: a, resources: [] }, { name: b, resourcesTemplate: a }] }"],
  [SET, "spec: { resources: [], inputStrategy: { name: Permute, includeEmptyProviders: true } }"],
  [INPUTS, "spec: { type: Static }"],
  [
    INPUTS,
    "spec: { type: ExternalArtifact, selectors: [{ matchLabels: {} }], serviceAccountName: a }",
  ],
  [
    INPUTS,
    "spec: { type: OCIArtifactTag, url: oci://example.com/a, insecure: true, secretRef: { name: a } }",
  ],
  [INPUTS, "spec: { type: ExternalService, url: http://example.com, insecure: true }"],
  [INPUTS, "spec: { type: AzureDevOpsTag, url: https://example.com, secretRef: { name: a } }"],
];

const nameFor = (kind: string): string => (kind === INSTANCE ? "flux" : "web");

test.for(refused)("%s refuses %s", ([kind, fields]) => {
  expectProblems(object(kind, fields.replace("#<-", "#<- flux-constraint (error)"), nameFor(kind)));
});

test.for(taken)("%s takes %s", ([kind, fields]) => {
  expectProblems(object(kind, fields, nameFor(kind)));
});

describe("values", () => {
  test.for([
    [BUCKET, "spec: { provider: aws, sts: { provider: ldap } }", "ldap"],
    [BUCKET, "spec: { sts: { provider: aws } }", "aws"],
    [INSTANCE, "spec: { sync: { kind: GitRepository, provider: gcp } }", "gcp"],
    [INSTANCE, "spec: { sync: { kind: Bucket, provider: github } }", "github"],
    [INPUTS, "spec: { type: GitHubTag, url: oci://example.com }", "oci://example.com"],
    [INPUTS, "spec: { type: AWSCodeCommitTag, url: http://example.com }", "http://example.com"],
    [INPUTS, "spec: { type: ECRArtifactTag, url: https://example.com/a }", "https://example.com/a"],
    [INPUTS, "spec: { type: OCIArtifactTag, url: oci://example.com }", "oci://example.com"],
    [INPUTS, "spec: { type: ExternalService, url: http://example.com }", "http://example.com"],
    [
      SET,
      "spec: { steps: [{ name: a, resources: [] }, { resources: [], name: ab }, { resources: [], name:  ab }] }",
      " ab",
    ],
  ] as const)("%s refuses %s", ([kind, fields, value]) => {
    const start = fields.lastIndexOf(value) + (value.length - value.trimStart().length);
    const mark = `#${" ".repeat(start - 1)}${"^".repeat(value.trim().length)} flux-constraint`;
    expectProblems(object(kind, `${fields}\n${mark}`, nameFor(kind)));
  });

  test("the name of a FluxInstance", () => {
    expectProblems(`
      apiVersion: fluxcd.controlplane.io/v1
      kind: FluxInstance
      metadata: { name: main, namespace: flux-system }
      #                 ^^^^ flux-constraint: A FluxInstance must be called flux, so the API server refuses this object.
    `);
  });
});

test("sentences", () => {
  expectProblems(
    object(
      RELEASE,
      "spec:\n#<- flux-constraint: spec takes exactly one of chart and chartRef and has none, so the API server refuses this object.\n  interval: 1h",
    ),
  );
});

test("what a parent may patch in is not missing, what it does not touch is too much", () => {
  const under = (patch: string, files: string) => `
#- kustomization.yaml
resources: [release.yaml]
patches:
  - target: { kind: HelmRelease }
    patch: '[{ op: add, path: ${patch}, value: {} }]'
#- release.yaml
${files}`;
  expectProblems(under("/spec/chart", object(RELEASE, "spec: { interval: 1h }")));
  const both = "spec:\n  chart: {}\n  chartRef: {}";
  expectProblems(under("/spec/chartRef", object(RELEASE, both)));
  expectProblems(under("/spec/values", object(RELEASE, `${both}\n#<- flux-constraint`)));
});

test("old versions are not held to rules that came later", () => {
  expectProblems(object("helm.toolkit.fluxcd.io/v2beta1 HelmRelease", "spec: {}"));
});

test("takes out what can only go", () => {
  const source = object(PROVIDER, "spec:\n  type: slack\n  commitStatusExpr: a\n");
  expect(fixed(fluxConstraint, source)).toContain("spec:\n  type: slack\n");
  expect(fixed(fluxConstraint, source)).not.toContain("commitStatusExpr");
});
