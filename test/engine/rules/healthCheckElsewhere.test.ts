import { expect, test } from "vitest";
import { healthCheckElsewhere } from "../../../server/engine/rules/healthCheckElsewhere.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";

const expectProblems = expectProblemsOf(healthCheckElsewhere);

const apps = (kind: string, namespace: string, mark = "", wait = false) => `
  #- clusters/one/flux-system/gotk-sync.yaml
  apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata: { name: flux-system, namespace: flux-system }
  spec: { interval: 1m, url: ssh://git@example.com/fleet }
  ---
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: flux-system, namespace: flux-system }
  spec:
    path: ./clusters/one
    sourceRef: { kind: GitRepository, name: flux-system }
  #- clusters/one/apps.yaml
  apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata: { name: apps, namespace: flux-system }
  spec:
    path: ./apps
    sourceRef: { kind: GitRepository, name: flux-system }
    wait: ${wait}
    healthChecks:
    - kind: ${kind}
      apiVersion: ${kind === "HelmRelease" ? "helm.toolkit.fluxcd.io/v2" : "apps/v1"}
      name: web
      ${mark}
      namespace: ${namespace}
`;

const MARK = "#     ^^^ health-check-elsewhere";

const web = (namespace: string, path = "apps/web.yaml") => `
  #- ${path}
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: web, namespace: ${namespace} }
  spec: { targetNamespace: shop }
`;

test("a HelmRelease is looked for where its chart is installed", () => {
  expectProblems(apps("HelmRelease", "shop", MARK) + web("flux-system"));
  expectProblems(apps("HelmRelease", "flux-system") + web("flux-system"));
});

test("a name that is nowhere, or in several namespaces, proves nothing", () => {
  expectProblems(apps("HelmRelease", "shop"));
  expectProblems(
    apps("HelmRelease", "shop") + web("flux-system") + web("tools", "apps/tools.yaml"),
  );
});

test("with wait nobody looks at the list", () => {
  expectProblems(apps("HelmRelease", "shop", "", true) + web("flux-system"));
});

test("charts make Deployments anywhere", () => {
  const deployment = `
  #- apps/web.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: web, namespace: tools }
`;
  expectProblems(apps("Deployment", "shop") + deployment);
});

test("is corrected", () => {
  const wrong = apps("HelmRelease", "shop") + web("flux-system");
  expect(fixed(healthCheckElsewhere, wrong)).toContain("namespace: flux-system\n");
});
