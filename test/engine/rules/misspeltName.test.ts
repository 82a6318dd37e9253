import { describe, expect, test } from "vitest";
import { misspeltName } from "../../../server/engine/rules/misspeltName.ts";
import { isSlip } from "../../../server/engine/rules/slip.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(misspeltName);

describe("a slip", () => {
  test.for([
    ["frontend", "fronxend"],
    ["shop-web", "shpo-web"],
    ["shop-web", "shopweb"],
    ["database-primary", "datxbase-primary"],
    ["orders", "order"],
  ] as const)("%s and %s", ([a, b]) => {
    expect(isSlip(a, b)).toBe(true);
    expect(isSlip(b, a)).toBe(true);
  });

  test.for([
    ["pg-rw", "pg-ro"],
    ["web-1", "web-2"],
    ["shard10", "shard20"],
    ["radarr", "sonarr"],
    ["api", "app"],
    ["shop-web", "shop-web-canary"],
    ["shop", "shop"],
  ] as const)("is not what makes %s of %s", ([a, b]) => {
    expect(isSlip(a, b)).toBe(false);
    expect(isSlip(b, a)).toBe(false);
  });
});

const service = (name: string, namespace = "shop") => `
  #- ${name}.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: ${name}, namespace: ${namespace} }
  spec: { ports: [{ port: 80 }] }
`;

/** With a mark below the name where something is to be said of it. */
const ingress = (backend: string, label?: string) => `
  #- ingress.yaml
  apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata: { name: shop, namespace: shop }
  spec:
    defaultBackend:
      service: { name: ${backend}, port: { number: 80 } }
      ${label ? `#                ${"^".repeat(backend.length)} ${label}` : ""}
`;

test("an Ingress that slips", () => {
  expectProblems(scene(service("shop-web"), ingress("shpo-web", "misspelt-name")));
});

test("is corrected", () => {
  expect(fixed(misspeltName, scene(service("shop-web"), ingress("shpo-web")))).toContain(
    "service: { name: shop-web, port",
  );
});

test("what is not like anything here may come from anywhere", () => {
  expectProblems(scene(service("shop-web"), ingress("frontend")));
});

test("only what is applied to the same namespace can have been meant", () => {
  expectProblems(scene(service("shop-web", "other"), ingress("shpo-web")));
});

test("two that name it alike have not slipped", () => {
  const other = ingress("shpo-web").replace("ingress.yaml", "again.yaml");
  expectProblems(scene(service("shop-web"), ingress("shpo-web"), other.replace("shop,", "two,")));
});

const release = (values: string) => `
  #- release.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: sabnzbd, namespace: shop }
  spec:
    interval: 1h
    chartRef: { kind: OCIRepository, name: app-template }
    values: { ${values} }
`;

test("a Helm release that speaks of the name may make it", () => {
  const parts = [service("shop-web"), ingress("shpo-web")];
  expectProblems(scene(...parts, release("fullnameOverride: shpo-web")));
});

test("a release has its Service mostly named like itself", () => {
  expectProblems(scene(release(""), ingress("sabnzdb", "misspelt-name")));
  expectProblems(scene(release(""), ingress("sabnzbd")));
});

test("an autoscaler, a binding and a pod, in a build with a prefix", () => {
  expectProblems(`
    #- kustomization.yaml
    resources: [all.yaml]
    namePrefix: my-
    configMapGenerator: [{ name: settings, literals: [a=b] }]
    #- all.yaml
    apiVersion: autoscaling/v2
    kind: HorizontalPodAutoscaler
    metadata: { name: web, namespace: shop }
    spec:
      maxReplicas: 2
      scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: fronted }
      #                                                              ^^^^^^^ misspelt-name
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: { name: web, namespace: shop }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader }
    subjects: [{ kind: ServiceAccount, name: fronend, namespace: shop }]
    #                                        ^^^^^^^ misspelt-name
    ---
    apiVersion: v1
    kind: ServiceAccount
    metadata: { name: frontend, namespace: shop }
    ---
    apiVersion: rbac.authorization.k8s.io/v1
    kind: Role
    metadata: { name: reader, namespace: shop }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: frontend, namespace: shop }
    spec:
      selector: { matchLabels: { app: web } }
      template:
        metadata: { labels: { app: web } }
        spec:
          serviceAccountName: frontend
          containers:
            - name: web
              image: web
              envFrom:
                - configMapRef: { name: setings }
                #                       ^^^^^^^ misspelt-name
                - configMapRef: { name: settigns, optional: true }
                - configMapRef: { name: settings }
  `);
});
