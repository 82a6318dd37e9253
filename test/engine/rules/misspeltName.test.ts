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
    ["qui", "uqi"],
    ["app-db", "appp-db"],
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
    ["app", "ape"],
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

const autoscaler = (kind: string, label?: string) => `
  #- autoscaler.yaml
  apiVersion: autoscaling/v2
  kind: HorizontalPodAutoscaler
  metadata: { name: shop, namespace: shop }
  spec:
    maxReplicas: 3
    scaleTargetRef:
      apiVersion: apps/v1
      kind: ${kind}
      ${label ? `#     ${"^".repeat(kind.length)} ${label}` : ""}
      name: shop
`;

const workload = `
  #- shop.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: shop, namespace: shop }
`;

test("an autoscaler of another kind than the workload has", () => {
  expectProblems(scene(workload, autoscaler("StatefulSet", "misspelt-name")));
  expectProblems(scene(workload, autoscaler("Deployment")));
  expectProblems(
    scene(workload.replace("namespace: shop", "namespace: far"), autoscaler("StatefulSet")),
  );
});

const order = (name: string, store: string, kind = "ClusterSecretStore") => `
  #- ${name}.yaml
  apiVersion: external-secrets.io/v1
  kind: ExternalSecret
  metadata: { name: ${name}, namespace: shop }
  spec:
    secretStoreRef:
      kind: ${kind}
      name: ${store}
`;

test("what many name is there, and neither its name nor its kind is another", () => {
  const others = ["a", "b", "c"].map((it) => order(it, "onepassword"));
  const last = (store: string, label: string) =>
    `${order("d", store).trimEnd()}\n      #     ${"^".repeat(store.length)} ${label}\n`;
  expectProblems(scene(...others, last("onepasword", "misspelt-name")));
  const wrongKind = order("d", "onepassword", "SecretStore").replace(
    "SecretStore\n",
    "SecretStore\n      #     ^^^^^^^^^^^ misspelt-name\n",
  );
  expectProblems(scene(...others, wrongKind));
  expectProblems(scene(...others.slice(1), order("d", "onepasword")));
});

const SHOP_VALUES = (secret: string, claim: string) => `
  #- shop.yaml
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: jellyfin, namespace: shop }
  spec:
    interval: 1h
    chartRef: { kind: OCIRepository, name: app-template }
    values:
      controllers:
        main: { containers: { app: { envFrom: [{ secretRef: { name: ${secret} } }] } } }
      persistence:
        config: { existingClaim: ${claim} }
`;

test("values that name a Secret which something beside the release has made", () => {
  const made = order("jellyfin-secret", "onepassword");
  expectProblems(scene(made, SHOP_VALUES("jellyfin-secret", "jellyfin")));
  expectProblems(scene(made, SHOP_VALUES("other", "media")));
  const wrong = scene(made, SHOP_VALUES("jellyfin-sercet", "jellyfn"));
  expect(fixed(misspeltName, wrong)).toContain("name: jellyfin-secret }");
  const claim = scene(made, SHOP_VALUES("jellyfin-secret", "jellyfn"));
  expect(fixed(misspeltName, claim)).toContain("existingClaim: jellyfin }");
});

test("a role that every cluster has", () => {
  expectProblems(`
    apiVersion: rbac.authorization.k8s.io/v1
    kind: ClusterRoleBinding
    metadata: { name: admins }
    roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: clustr-admin }
    #                                                                        ^^^^^^^^^^^^ misspelt-name
    subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: admins }]
  `);
});
