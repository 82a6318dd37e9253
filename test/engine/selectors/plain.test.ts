import { expect, test } from "vitest";
import { selectorsDrawn, selectorsMended, selectorsTold } from "../../support/selectorsTold.ts";

const workload = (name: string, labels: string, selector = labels): string => `
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: ${name}, namespace: store }
  spec:
    selector: { matchLabels: { ${selector} } }
    template:
      metadata: { labels: { ${labels} } }
      spec: { containers: [{ name: main, image: "main:1" }] }
`;

const service = (spec: string): string => `
  #- shop.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: shop, namespace: store }
  spec: { ${spec} }
`;

test("a Service and the pods that it finds", () => {
  const source = `${service("selector: { app: shop }")}${workload("shop", "app: shop, tier: web")}`;
  expect(selectorsTold(source, "Service/shop")).toMatchInlineSnapshot(`
    "
    Service store/shop
    Service shop finds the pods of Deployment shop.

    Selectors
      What the files say.
      Service shop     selects app=shop  → Deployment shop
      Deployment shop                    1 pod              app: shop, tier: web
    "
  `);
  expect(selectorsDrawn(source, "Deployment/shop").summary).toBe(
    "The pods of Deployment shop are found by Service shop.",
  );
});

test("a Service that finds nothing: what it nearly says is offered", () => {
  const source = `${service("selector: { app: shpo }")}${workload("shop", "app: shop")}`;
  const { faults, moments } = selectorsDrawn(source, "Service/shop");
  expect(faults.map(({ message, fixes }) => [message, fixes])).toEqual([
    ["Service shop finds no pods: none here has app=shpo.", ["Select by app: shop"]],
  ]);
  expect(moments[0]?.links).toContainEqual({
    from: "Service/shop",
    to: "nobody/Service/shop",
    by: "app=shpo",
    state: "broken",
    fault: 0,
  });
  expect(selectorsMended(source, "Service/shop")).toBe(
    "shop.yaml:4| spec: { selector: { app: shop } }",
  );
});

test("where a HelmRelease may bring the pods, nothing is wrong", () => {
  const source = `${service("selector: { app: shop }")}
  ---
  apiVersion: helm.toolkit.fluxcd.io/v2
  kind: HelmRelease
  metadata: { name: shop, namespace: store }
  spec: { interval: 1h, chart: { spec: { chart: shop, sourceRef: { kind: HelmRepository, name: shop } } } }
`;
  const { faults, notes } = selectorsDrawn(source, "Service/shop");
  expect(faults).toEqual([]);
  expect(notes).toEqual(["HelmRelease shop may bring pods that stand in no file here."]);
});

test("a Service that finds the pods of two workloads", () => {
  const source = `${service("selector: { app: shop }")}${workload("shop", "app: shop")}${workload("worker", "app: shop, role: worker")}`;
  expect(selectorsDrawn(source, "Service/shop").faults).toMatchObject([
    {
      severity: "information",
      message:
        "Service shop finds the pods of Deployment shop and Deployment worker: a request may go to any of them.",
    },
  ]);
});

test("a workload whose selector its own pods do not fit", () => {
  const source = `${service("selector: { app: shop }")}${workload("shop", "app: shop", "app: shop, tier: web")}`;
  const { faults } = selectorsDrawn(source, "Deployment/shop");
  expect(faults).toMatchObject([
    {
      severity: "error",
      message:
        "The API server refuses Deployment shop: its selector asks for tier=web, which its own pods do not have.",
    },
  ]);
  expect(selectorsMended(source, "Deployment/shop")).toBe(
    "shop.yaml:13| metadata: { labels: { app: shop, tier: web } }",
  );
});

test.for([
  [
    "clusterIP: None, selector: { app: shop }",
    ["selects app=shop", "headless: its name leads to the pods"],
  ],
  ["type: ExternalName, externalName: shop.example.com", ["a name for shop.example.com"]],
  ["ports: [{ port: 80 }]", ["no selector: its endpoints are made elsewhere"]],
] as const)("what a Service is: %s", ([spec, lines]) => {
  const source = `${service(spec)}${workload("shop", "app: shop")}`;
  const { moments, faults } = selectorsDrawn(source, "Service/shop");
  expect(moments[0]?.nodes.find(({ id }) => id === "Service/shop")?.lines).toEqual(lines);
  expect(faults).toEqual([]);
});

test("labels that a build gives are seen, and the fix is made where they are said", () => {
  const source = `
  #- kustomization.yaml
  namespace: store
  labels: [{ pairs: { app: shop }, includeSelectors: true }]
  resources: [service.yaml, workload.yaml]
  #- service.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: shop }
  spec: { selector: { tier: wbe } }
  #- workload.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: shop }
  spec:
    selector: { matchLabels: { tier: web } }
    template:
      metadata: { labels: { tier: web } }
      spec: { containers: [{ name: main, image: "main:1" }] }
`;
  const { faults, moments } = selectorsDrawn(source, "Service/shop");
  expect(moments[0]?.nodes.find(({ id }) => id === "Service/shop")?.lines).toEqual([
    "selects tier=wbe, app=shop",
  ]);
  expect(faults.map(({ fixes }) => fixes)).toEqual([["Select by tier: web"]]);
  expect(selectorsMended(source, "Service/shop")).toBe(
    "service.yaml:4| spec: { selector: { tier: web } }",
  );
});

test("a variable that nothing fills in is no mistake", () => {
  const source = `${service("selector: { app: '${name}' }")}${workload("shop", "app: shop")}`;
  const { faults, notes } = selectorsDrawn(source, "Service/shop");
  expect(faults).toEqual([]);
  expect(notes).toEqual(["Some labels hold variables that nothing here fills in."]);
});

test("other namespaces are elsewhere", () => {
  const source = `${service("selector: { app: shop }")}${workload("shop", "app: shop").replace("namespace: store", "namespace: other")}`;
  expect(selectorsDrawn(source, "Service/shop").summary).toBe(
    "Service shop finds no pods in these files.",
  );
});
