import { expect, test } from "vitest";
import { selectorWithoutPods } from "../../../server/engine/rules/selectorWithoutPods.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(selectorWithoutPods);

/** With a mark below the labels where something is to be said of them. */
const service = (labels: string, mark = "") => `
  #- service.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: web, namespace: shop }
  spec:
    ports: [{ port: 80 }]
    selector: { ${labels} }
    ${mark}
`;

const deployment = (name: string, labels: string, namespace = "shop") => `
  #- ${name}.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: ${name}, namespace: ${namespace} }
  spec:
    selector: { matchLabels: { ${labels} } }
    template: { metadata: { labels: { ${labels} } }, spec: { containers: [] } }
`;

const WEB = deployment("web", "app: frontend, tier: web");

test("a value that slipped", () => {
  const mark = `#                ^^^^^^^^ selector-without-pods: No pods that are applied to its namespace have app: fronxend, so it has no endpoints. Did you mean "app: frontend", as those of Deployment web have it?`;
  expectProblems(scene(service("app: fronxend", mark), WEB));
  expectProblems(scene(service("app: frontend"), WEB));
});

test("is corrected", () => {
  const text = fixed(selectorWithoutPods, scene(service("tier: web, app: fronxend"), WEB));
  expect(text).toContain("selector: { tier: web, app: frontend }");
});

test("the right value under another key", () => {
  const mark = `#           ^^^^ selector-without-pods`;
  expectProblems(scene(service("name: frontend", mark), WEB));
  expect(fixed(selectorWithoutPods, scene(service("name: frontend"), WEB))).toContain(
    "selector: { app: frontend }",
  );
});

test.for([
  ["a value that is not like any", service("app: backend")],
  ["two labels that are wrong", service("app: fronxend, tier: wxb")],
  ["a label that is filled in later", service("app: ${APP}")],
  ["a short ending", service("app: frontend-a")],
] as const)("%s is not judged", ([, text]) => {
  expectProblems(scene(text, WEB));
});

test("pods of another namespace are not meant", () => {
  expectProblems(scene(service("app: fronxend"), deployment("web", "app: frontend", "other")));
});

test("pods of a Job, a CronJob or a Pod are pods", () => {
  expectProblems(
    scene(
      service("app: fronxend"),
      WEB,
      `
      #- cron.yaml
      apiVersion: batch/v1
      kind: CronJob
      metadata: { name: web, namespace: shop }
      spec: { jobTemplate: { spec: { template: { metadata: { labels: { app: fronxend } } } } } }
      `,
    ),
  );
});

test("a Helm release that speaks of the value may bring such pods", () => {
  const release = `
    #- release.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: fronxend, namespace: shop }
    spec: { chartRef: { kind: OCIRepository, name: app-template } }
  `;
  expectProblems(scene(service("app: fronxend"), WEB, release));
});

test("a Service that is but a name for a host elsewhere selects nothing", () => {
  const text = service("app: fronxend").replace("ports:", "type: ExternalName, ports:");
  expectProblems(
    scene(text.replace("type: ExternalName, ports:", "type: ExternalName\n    ports:"), WEB),
  );
});

test("a budget protects nothing", () => {
  expectProblems(
    scene(
      WEB,
      `
      #- budget.yaml
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: { name: web, namespace: shop }
      spec:
        selector: { matchLabels: { app: frontedn } }
        #                               ^^^^^^^^ selector-without-pods: No pods that are applied to its namespace have app: frontedn, so it protects nothing. Did you mean "app: frontend", as those of Deployment web have it?
      `,
    ),
  );
});

test("what builds make of both is compared, and the build is named", () => {
  const files = [service("app: frontend"), WEB].map((it) => it.replace("#- ", "#- base/"));
  expectProblems(
    scene(
      ...files,
      `
      #- base/kustomization.yaml
      resources: [service.yaml, web.yaml]
      #- live/kustomization.yaml
      resources: [../base]
      labels: [{ pairs: { stage: live }, includeSelectors: true }]
      #- test/kustomization.yaml
      resources: [../base]
      labels: [{ pairs: { stage: test }, includeSelectors: true }]
      patches:
        - target: { kind: Service }
          patch: |-
            - op: replace
              path: /spec/selector/app
              value: frontned
              #      ^^^^^^^^ selector-without-pods: No pods that are applied to its namespace have app: frontned, so it has no endpoints. Did you mean "app: frontend", as those of Deployment web have it? (in test).
      `,
    ),
  );
});
