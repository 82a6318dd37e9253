import { expect, test } from "vitest";
import { routed } from "../../../support/routed.ts";

const scene = (provider: string, service = "", analysis = "stepWeight: 20", rest = "") => `
  kind: Canary
  metadata: { name: cd${rest && `, ${rest}`} }
  spec:
    provider: ${provider}
    targetRef: { kind: Deployment, name: web }
    service: { port: 80${service && `, ${service}`} }
    analysis: { interval: 10s, threshold: 1, ${analysis} }
`;

const TOOLKIT = `annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
`;

const MATCH = "iterations: 2, match: [{ headers: { b: { prefix: x }, a: { exact: y } } }]";

test("v1beta1 needs a mesh", () => {
  expect(routed(scene("appmesh"), ["reconcile"])).toBe(`
reconcile: ! mesh name cannot be empty
`);
});

test("v1beta1: nodes and services; nodes are written in every tick", () => {
  const service =
    "meshName: mesh, portName: grpc-web, backends: [db.test, arn], hosts: [a.com, '*'], timeout: 5s, retries: { attempts: 2 }";
  expect(
    routed(
      scene(
        "appmesh",
        service,
        "stepWeight: 20",
        "annotations: { appmesh.flagger.app/accesslog: enabled }",
      ),
      [
        "reconcile",
        "get",
        "set 80/20",
        "reconcile",
        "get",
        "show VirtualNode/web",
        "show VirtualService/web.test",
        "show VirtualService/web-canary.test",
      ],
    ),
  ).toBe(`
reconcile: create VirtualNode/web, create VirtualNode/web-primary, create VirtualNode/web-canary, create VirtualService/web.test, create VirtualService/web-canary.test
get: 100/0
set 80/20: update VirtualService/web.test
reconcile: update VirtualNode/web, update VirtualNode/web-primary, update VirtualNode/web-canary
get: 80/20
${TOOLKIT}spec:
  meshName: mesh
  listeners:
    - portMapping:
        port: 80
        protocol: grpc
  serviceDiscovery:
    dns:
      hostName: web-primary.test
  backends:
    - virtualService:
        virtualServiceName: db.test
    - virtualService:
        virtualServiceName: arn
  logging:
    accessLog:
      file:
        path: /dev/stdout
annotations:
  gateway.appmesh.k8s.aws/expose: "true"
  gateway.appmesh.k8s.aws/domain: a.com,*,
  gateway.appmesh.k8s.aws/timeout: 5s
  gateway.appmesh.k8s.aws/retries: "2"
spec:
  meshName: mesh
  virtualRouter:
    name: web
    listeners:
      - portMapping:
          port: 80
          protocol: grpc
  routes:
    - name: web
      http:
        match:
          prefix: /
        action:
          weightedTargets:
            - virtualNodeName: web-canary
              weight: 20
            - virtualNodeName: web-primary
              weight: 80
        retryPolicy:
          perRetryTimeoutMillis: 250
          maxRetries: 2
          httpRetryEvents:
            - gateway-error
spec:
  meshName: mesh
  virtualRouter:
    name: web-canary
    listeners:
      - portMapping:
          port: 80
          protocol: grpc
  routes:
    - name: web-canary
      http:
        match:
          prefix: /
        action:
          weightedTargets:
            - virtualNodeName: web-canary
              weight: 100
            - virtualNodeName: web-primary
              weight: 0
        retryPolicy:
          perRetryTimeoutMillis: 250
          maxRetries: 2
          httpRetryEvents:
            - gateway-error
`);
});

test("v1beta1: an A/B test; a change of the Canary keeps the weights of the first route", () => {
  const canary = scene("appmesh", "meshName: mesh", MATCH);
  const shown = routed(canary, [
    "reconcile",
    "set 0/100",
    'Canary/cd {"spec": {"service": {"match": [{"uri": {"prefix": "/api"}}]}}}',
    "reconcile",
    "get",
    "show VirtualService/web.test",
  ]);
  expect(shown).toContain("get: 0/100\n");
  expect(shown.slice(shown.indexOf("  routes:"))).toBe(`  routes:
    - name: web-a
      http:
        match:
          prefix: /api
          headers:
            - name: a
              match:
                exact: y
            - name: b
              match:
                prefix: x
        action:
          weightedTargets:
            - virtualNodeName: web-canary
              weight: 100
            - virtualNodeName: web-primary
              weight: 0
      priority: 10
    - name: web-b
      http:
        match:
          prefix: /api
        action:
          weightedTargets:
            - virtualNodeName: web-primary
              weight: 100
      priority: 20
`);
});

test("v1beta1: what is missing or broken", () => {
  expect(
    routed(scene("appmesh", "meshName: mesh"), [
      "get",
      "reconcile",
      'VirtualService/web.test {"spec": {"routes": []}}',
      "get",
      "set 80/20",
    ]),
  ).toContain(`
set 80/20: panic: runtime error: index out of range [0] with length 0
`);
});

test("v1beta2: nodes choose pods, a router holds the weights", () => {
  const service =
    "targetPort: 8080, timeout: 1m30s, backends: [db.test, 'arn:aws:x'], retries: { perTryTimeout: 500ms, retryOn: 'a,b' }";
  expect(
    routed(scene("appmesh:v1beta2", service), [
      "get",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show VirtualNode/web-canary",
      "show VirtualRouter/web",
      "show VirtualService/web-canary",
    ]),
  ).toBe(`
get: ! VirtualRouter web get query error: virtualrouters.appmesh.k8s.aws "web" not found
reconcile: create VirtualNode/web-primary, create VirtualNode/web-canary, create VirtualRouter/web, create VirtualService/web, create VirtualRouter/web-canary, create VirtualService/web-canary
get: 100/0
set 80/20: update VirtualRouter/web
reconcile: nothing
get: 80/20
${TOOLKIT}spec:
  podSelector:
    matchLabels:
      app: web
  listeners:
    - portMapping:
        port: 8080
        protocol: http
      timeout:
        http:
          perRequest:
            unit: ms
            value: 90000
  serviceDiscovery:
    dns:
      hostname: web-canary.test.svc.cluster.local.
  backends:
    - virtualService:
        virtualServiceRef:
          name: db.test
    - virtualService:
        virtualServiceARN: arn:aws:x
spec:
  listeners:
    - portMapping:
        port: 8080
        protocol: http
  routes:
    - name: web
      httpRoute:
        match:
          prefix: /
        action:
          weightedTargets:
            - virtualNodeRef:
                name: web-canary
              weight: 20
            - virtualNodeRef:
                name: web-primary
              weight: 80
        retryPolicy:
          httpRetryEvents:
            - a
            - b
          maxRetries: 1
          perRetryTimeout:
            unit: ms
            value: 500
        timeout:
          perRequest:
            unit: ms
            value: 90000
spec:
  provider:
    virtualRouter:
      virtualRouterRef:
        name: web-canary
`);
});

test("v1beta2: names that App Mesh filled in stay, weights too", () => {
  const names = '"awsName": "web_test", "meshRef": {"name": "mesh"}';
  expect(
    routed(scene("appmesh:v1beta2"), [
      "reconcile",
      "set 80/20",
      `VirtualNode/web-primary {"spec": {${names}}}`,
      `VirtualRouter/web {"spec": {${names}}}`,
      "reconcile",
      'Canary/cd {"spec": {"service": {"portName": "grpc"}}}',
      "reconcile",
      "get",
      "show VirtualNode/web-primary",
    ]),
  ).toContain(`
reconcile: nothing
reconcile: update VirtualNode/web-primary, update VirtualNode/web-canary, update VirtualRouter/web, update VirtualRouter/web-canary
get: 80/20
${TOOLKIT}spec:
  podSelector:
    matchLabels:
      app: web-primary
  listeners:
    - portMapping:
        port: 80
        protocol: grpc
  serviceDiscovery:
    dns:
      hostname: web-primary.test.svc.cluster.local.
  awsName: web_test
  meshRef:
    name: mesh
`);
});

test("v1beta2: an A/B test", () => {
  const shown = routed(scene("appmesh:v1beta2", "", MATCH), [
    "reconcile",
    "set 0/100",
    "reconcile",
    "get",
    "show VirtualRouter/web",
  ]);
  expect(shown).toContain("reconcile: nothing\nget: 0/100\n");
  expect(shown).toContain(`
    - name: web-a
      httpRoute:
        match:
          headers:
            - name: a
              match:
                exact: y
            - name: b
              match:
                prefix: x
          prefix: /
`);
  expect(shown).toContain("    - name: web-b\n");
});

test("v1beta2: routes of others", () => {
  const targets = (...nodes: readonly string[]) =>
    JSON.stringify(nodes.map((name) => ({ virtualNodeRef: { name }, weight: 50 })));
  const edit = (list: string) =>
    `VirtualRouter/web {"spec": {"routes": [{"httpRoute": {"action": {"weightedTargets": ${list}}}}]}}`;
  expect(
    routed(scene("appmesh:v1beta2"), [
      "reconcile",
      edit(targets("a")),
      "get",
      edit(targets("a", "b")),
      "get",
      'VirtualRouter/web {"spec": {"routes": [{"name": "tcp"}]}}',
      "get",
    ]),
  ).toContain(`
get: ! VirtualRouter routes web not found
get: ! VirtualRouter web does not contain routes for web-primary and web-canary
get: panic: runtime error: invalid memory address or nil pointer dereference
`);
});
