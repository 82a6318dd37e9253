import { describe, expect, test } from "vitest";
import { misspeltKind } from "../../../server/engine/rules/misspeltKind.ts";
import { catalogue } from "../../support/catalogue.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = (source: string) => expectProblemsOf(misspeltKind)(source, { catalogue });

const flux = (more: string, spec = "") => `
  #- flux.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: shop, namespace: flux-system }
  spec:
    interval: 1h
    path: ./shop
    prune: true
    sourceRef: { kind: OCIRepository, name: fleet }
    ${spec}
${more.replace(/^\n|\s+$/g, "")}
`;

describe("a health check", () => {
  test("of a kind that is nearly one", () => {
    expectProblems(
      flux(`
    healthChecks:
      - { apiVersion: helm.toolkit.fluxcd.io/v2, kind: HelmReleese, name: a, namespace: b }
      #                                                ^^^^^^^^^^^ misspelt-kind
    `),
    );
  });

  test("in a version that was never there", () => {
    expectProblems(
      flux(`
    healthChecks:
      - { apiVersion: apps/v2, kind: Deployment, name: a, namespace: b }
      #               ^^^^^^^ misspelt-kind
    `),
    );
  });

  test("in a group that is nearly one", () => {
    expectProblems(
      flux(`
    healthChecks:
      - { apiVersion: cert-manger.io/v1, kind: ClusterIssuer, name: a }
      #               ^^^^^^^^^^^^^^^^^ misspelt-kind
    `),
    );
  });

  test("that nobody looks at, or of somebody's own kind", () => {
    expectProblems(
      flux(
        `
    healthChecks:
      - { apiVersion: apps/v1, kind: Deploymnet, name: a, namespace: b }
    `,
        "wait: true",
      ),
    );
    expectProblems(
      flux(`
    healthChecks:
      - { apiVersion: example.com/v1, kind: Widget, name: a, namespace: b }
    `),
    );
  });
});

test("the target of a patch", () => {
  expectProblems(
    flux(`
    patches:
      - target: { kind: (HelmRelease|Kustomizaton) }
        #               ^^^^^^^^^^^^^^^^^^^^^^^^^^ misspelt-kind
        patch: "[]"
      - target: { kind: Helm.* }
        patch: "[]"
    `),
  );
});

test("only the word that is wrong is replaced", () => {
  const source = flux(`
    patches:
      - target: { kind: (HelmRelease|Kustomizaton) }
        patch: "[]"
    `);
  expect(fixed(misspeltKind, source, { catalogue })).toContain("(HelmRelease|Kustomization)");
});

const object = (apiVersion: string, kind: string, name = "a") => `
  #- ${name}.yaml
  apiVersion: ${apiVersion}
  kind: ${kind}
  metadata: { name: ${name}, namespace: shop }
`;

test("objects whose schema is not known", () => {
  expectProblems(`
    #- monitor.yaml
    apiVersion: monitoring.coreos.com/v1
    kind: ServiceMonitr
    #     ^^^^^^^^^^^^^ misspelt-kind
    metadata: { name: shop, namespace: shop }
    #- secret.yaml
    apiVersion: external-secret.io/v1
    #           ^^^^^^^^^^^^^^^^^^^^^ misspelt-kind
    kind: ExternalSecret
    metadata: { name: shop, namespace: shop }
  `);
});

test("what stands there twice is somebody's own kind", () => {
  const kind = ["monitoring.coreos.com/v1", "Probes"] as const;
  expectProblems(scene(object(...kind), object(...kind, "b")));
});

test("a kind that its definition tells", () => {
  const definition = `
    #- crd.yaml
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: { name: probes.monitoring.coreos.com }
  `;
  expectProblems(scene(definition, object("monitoring.coreos.com/v1", "Probes")));
});

test("the kind of an issuer", () => {
  expectProblems(`
    apiVersion: cert-manager.io/v1
    kind: Certificate
    metadata: { name: shop, namespace: shop }
    spec: { secretName: shop, issuerRef: { name: ca, kind: ClusterIsuer } }
    #                                                      ^^^^^^^^^^^^ misspelt-kind
  `);
});
