import { expect, test } from "vitest";
import { failedCanaryNotRetried } from "../../../../server/engine/rules/flagger/failedCanaryNotRetried.ts";
import { failedPromotionServed } from "../../../../server/engine/rules/flagger/failedPromotionServed.ts";
import { flaggerCrdsNotUpgraded } from "../../../../server/engine/rules/flagger/flaggerCrdsNotUpgraded.ts";
import { flaggerVersionOpen } from "../../../../server/engine/rules/flagger/flaggerVersionOpen.ts";
import { targetLeftAtZero } from "../../../../server/engine/rules/flagger/targetLeftAtZero.ts";
import { volumeOfOnePod } from "../../../../server/engine/rules/flagger/volumeOfOnePod.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { checked, weights } from "./checked.ts";

const release = (spec: string) => `
    #- flagger.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flagger, namespace: flagger-system }
    spec:${spec}`;

const chart = (version: string) =>
  release(`
      chart:
        spec:
          chart: flagger${version}`);

test.for([
  ["1.44.0", 0],
  ["v1.44.0", 0],
  ["1.44.0-rc.1", 0],
  ["1.x", 1],
  ["'*'", 1],
  ["'>=1.40.0 <2.0.0'", 1],
  ["~1.44", 0],
  ["~1.44.0", 0],
  ["1.44.x", 0],
  ["^1.44.0", 1],
  ["${FLAGGER_VERSION}", 0],
] as const)("is %s a range of versions?", ([version, times]) => {
  const mark = `\n          #        ${"^".repeat(version.length)} flagger-version-open (hint)`;
  expectProblemsOf(flaggerVersionOpen)(
    chart(`\n          version: ${version}${times ? mark : ""}`),
  );
});

test("no version is the widest range", () => {
  expectProblemsOf(flaggerVersionOpen)(
    chart(`
          #      ^^^^^^^ flagger-version-open (hint): No version is named, so Flagger upgrades by itself, and some upgrades make every Canary analyse its unchanged workload anew. Name one version, or leave only the patch open.`),
  );
});

test("the source of a chart says its version", () => {
  const source = (ref: string, mark = "") => `${release(`
      chartRef: { kind: OCIRepository, name: flagger }${mark}`)}
    ---
    apiVersion: source.toolkit.fluxcd.io/v1
    kind: OCIRepository
    metadata: { name: flagger, namespace: flagger-system }
    spec: { url: oci://ghcr.io/fluxcd/charts/flagger${ref} }`;
  const mark = "\n      #<- flagger-version-open";
  const expectProblems = expectProblemsOf(flaggerVersionOpen);
  expectProblems(source("", mark));
  expectProblems(source(", ref: { semver: 1.x }", mark));
  expectProblems(source(", ref: { tag: latest }", mark));
  expectProblems(source(", ref: { tag: 1.44.0 }"));
  expectProblems(source(", ref: { digest: 'sha256:abc' }"));
});

test("CRDs that somebody else applies need no upgrade", () => {
  const expectProblems = expectProblemsOf(flaggerCrdsNotUpgraded);
  const source = chart("\n          version: 1.44.0");
  const marked = chart(
    "\n          #      ^^^^^^^ flagger-crds-not-upgraded (information)\n          version: 1.44.0",
  );
  expectProblems(marked);
  expectProblems(`${source}
    #- crds/kustomization.yaml
    resources: ["https://github.com/fluxcd/flagger//kustomize/base/flagger?ref=v1.44.0"]`);
  expectProblems(`${source}
    #- crds.yaml
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: { name: canaries.flagger.app }`);
  expectProblems(`${source}\n      upgrade: { crds: Create }`);
  expectProblems(`${source}\n      values: { crd: { create: true } }`);
});

test("skipping the CRDs is what the upgrade is told to do", () => {
  const source = release(`
      chart: { spec: { chart: flagger, version: 1.44.0 } }
      upgrade:
        crds: Skip
        #     ^^^^ flagger-crds-not-upgraded`);
  expectProblemsOf(flaggerCrdsNotUpgraded)(source);
  expect(fixed(flaggerCrdsNotUpgraded, source)).toContain("crds: CreateReplace\n");
});

test("patches of a parent that set CRDs are part of the build", () => {
  expectProblemsOf(flaggerCrdsNotUpgraded)(`
    #- kustomization.yaml
    apiVersion: kustomize.config.k8s.io/v1beta1
    kind: Kustomization
    resources: [flagger.yaml]
    patches:
      - target: { kind: HelmRelease }
        patch: |-
          - op: add
            path: /spec/upgrade
            value: { crds: CreateReplace }${chart("\n          version: 1.44.0")}`);
});

test("which Flagger goes back to a broken primary", () => {
  const expectProblems = expectProblemsOf(failedPromotionServed);
  const mark = "\n          #        ^^^^^^ failed-promotion-served (hint)";
  expectProblems(checked(weights) + chart(`\n          version: 1.38.0${mark}`));
  expectProblems(checked(weights) + chart("\n          version: 1.44.0"));
  expectProblems(checked(weights) + chart("\n          version: 2.0.0"));
  expectProblems(checked(weights) + chart("\n          version: 1.x"));
  expectProblems(chart("\n          version: 1.38.0"));
});

test("a target that Flux keeps stays at zero", () => {
  const expectProblems = expectProblemsOf(targetLeftAtZero);
  const target = (annotations: string) => `
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: orders, namespace: shop${annotations} }
    spec: { template: { spec: { containers: [{ name: web, image: web }] } } }`;
  const kept = target(", annotations: { kustomize.toolkit.fluxcd.io/prune: disabled }");
  const marked = checked(
    weights,
    "\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }\n      #<- target-left-at-zero (hint)",
  );
  expectProblems(marked + kept);
  expect(fixed(targetLeftAtZero, marked + kept)).toContain("  revertOnDeletion: true\n");
  expectProblems(checked(weights) + target(""));
  expectProblems(
    checked(
      weights,
      "\n      revertOnDeletion: true\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }",
    ) + kept,
  );
});

test("only a Kustomization that waits for a Canary retries in vain", () => {
  const expectProblems = expectProblemsOf(failedCanaryNotRetried);
  const kustomization = (kind: string, mark = "") => `
    apiVersion: kustomize.toolkit.fluxcd.io/v1
    kind: Kustomization
    metadata: { name: apps, namespace: flux-system }
    spec:
      path: ./apps
      retryInterval: 2m${mark}
      healthChecks: [{ apiVersion: a/v1, kind: ${kind}, name: orders, namespace: shop }]`;
  expectProblems(
    kustomization("Canary", "\n      #              ^^ failed-canary-not-retried (hint)"),
  );
  expectProblems(kustomization("Deployment"));
});

test("volumes that primary and target cannot share", () => {
  const expectProblems = expectProblemsOf(volumeOfOnePod);
  const source = (modes: string, mark = "", claim = "claimName: orders") => `${checked(
    weights,
    `\n      provider: kubernetes\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }${mark}`,
  )}
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: orders, namespace: shop }
    spec:
      template:
        spec:
          containers: [{ name: web, image: web }]
          volumes: [{ name: data, persistentVolumeClaim: { ${claim} } }]
    ---
    apiVersion: v1
    kind: PersistentVolumeClaim
    metadata: { name: orders, namespace: shop }
    spec: { accessModes: [${modes}] }`;
  const mark = (message: string) =>
    `\n      #                                                         ^^^^^^ volume-of-one-pod (warning): ${message}`;
  expectProblems(
    source(
      "ReadWriteOnce",
      mark(
        "orders-primary mounts claim orders as well, which only one node may have, so it does not start while orders holds it on another node, and Flagger then scales the live target to zero. Use ReadWriteMany.",
      ),
    ),
  );
  expectProblems(source("ReadWriteOnce, ReadWriteMany"));
  expectProblems(source("ReadOnlyMany"));
  expectProblems(source("ReadWriteOncePod", "", "claimName: orders, readOnly: true"));
  expectProblems(source("ReadWriteOncePod", "", "claimName: cart"));
});
