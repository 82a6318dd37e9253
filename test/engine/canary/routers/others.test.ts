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

test("Contour: an HTTPProxy is made, split and read back; a weight of 0 is not written", () => {
  expect(
    routed(scene("contour"), [
      "get",
      "set 80/20",
      "set 0/0",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "set 100/0M",
      "get",
      "show HTTPProxy/web",
    ]),
  ).toBe(`
get: ! HTTPProxy web.test get query error httpproxies.projectcontour.io "web" not found
set 80/20: ! HTTPProxy web.test query error: httpproxies.projectcontour.io "web" not found
set 0/0: ! HTTPProxy web.test update failed: no valid weights
reconcile: create HTTPProxy/web
get: 100/0
set 80/20: update HTTPProxy/web
reconcile: nothing
get: 80/20
set 100/0M: update HTTPProxy/web
get: 100/0
${TOOLKIT}spec:
  routes:
    - conditions:
        - prefix: /
      services:
        - name: web-primary
          port: 80
          weight: 100
          requestHeadersPolicy:
            set:
              - name: l5d-dst-override
                value: web-primary.test.svc.cluster.local:80
        - name: web-canary
          port: 80
          requestHeadersPolicy:
            set:
              - name: l5d-dst-override
                value: web-canary.test.svc.cluster.local:80
`);
});

test("Contour: an A/B test wants all headers at once; prefix and suffix become contains", () => {
  const match =
    "match: [{ headers: { a: { exact: one }, b: { prefix: two } } }, { headers: { c: { suffix: three }, d: { regex: .* } } }]";
  const service =
    "timeout: 5s, retries: { attempts: 3, perTryTimeout: 1s, retryOn: 'gateway-error,connect-failure' }, match: [{ uri: { prefix: /api } }]";
  const shown = routed(
    scene("contour", service, `iterations: 2, ${match}`),
    ["reconcile", "set 0/100", "reconcile", "get", "show HTTPProxy/web"],
    { ingressClass: "own" },
  );
  expect(shown).toContain("reconcile: nothing\nget: 0/100\n");
  expect(shown).toContain(`
    - conditions:
        - prefix: /api
          header:
            name: a
            exact: one
        - prefix: /api
          header:
            name: b
            contains: two
        - prefix: /api
          header:
            name: c
            contains: three
        - prefix: /api
          header:
            name: d
      services:
        - name: web-primary
          port: 80
          requestHeadersPolicy:`);
  expect(shown).toContain(`
      timeoutPolicy:
        response: 5s
        idle: 5m
      retryPolicy:
        count: 3
        perTryTimeout: 1s
        retryOn:
          - gateway-error
          - connect-failure
    - conditions:
        - prefix: /api
      services:
        - name: web-primary
          port: 80
          weight: 100
`);
  expect(shown).toContain("  ingressClassName: own\n");
});

test("Contour: without Services there is nothing to read", () => {
  const edit = 'HTTPProxy/web {"spec": {"routes": []}}';
  expect(routed(scene("contour"), ["reconcile", edit, "get", "reconcile", "get"])).toContain(`
get: ! HTTPProxy web.test services not found
reconcile: update HTTPProxy/web
get: 100/0
`);
});

test("Traefik: the canary is in the TraefikService only while it has weight", () => {
  expect(
    routed(scene("traefik"), [
      "get",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show TraefikService/web",
      "set 100/0",
      "reconcile",
      "set 0/0",
      "show TraefikService/web",
    ]),
  ).toBe(`
get: ! TraefikService web.test query error: traefikservices.traefik.io "web" not found
reconcile: create TraefikService/web
get: 100/0
set 80/20: update TraefikService/web
reconcile: nothing
get: 80/20
${TOOLKIT}spec:
  weighted:
    services:
      - name: web-primary
        namespace: test
        port: 80
        weight: 80
      - name: web-canary
        namespace: test
        port: 80
        weight: 20
set 100/0: update TraefikService/web
reconcile: nothing
set 0/0: ! RoutingRule web.test update failed: no valid weights
${TOOLKIT}spec:
  weighted:
    services:
      - name: web-primary
        namespace: test
        port: 80
        weight: 100
`);
});

test("Traefik: a service that is not weighted ends the controller, one without Services is an error", () => {
  expect(
    routed(scene("traefik"), [
      "reconcile",
      'TraefikService/web {"spec": {"weighted": {"services": []}}}',
      "get",
      'TraefikService/web {"spec": {"weighted": null, "mirroring": {}}}',
      "reconcile",
    ]),
  ).toContain(`
get: ! TraefikService web.test services not found
reconcile: panic: runtime error: invalid memory address or nil pointer dereference
`);
});

test("Kuma: a TrafficRoute without a namespace", () => {
  expect(
    routed(scene("kuma", "", "stepWeight: 20", "annotations: { kuma.io/mesh: prod }"), [
      "get",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show TrafficRoute/web",
    ]),
  ).toBe(`
get: ! TrafficRoute web get query error trafficroutes.kuma.io "web" not found
reconcile: create TrafficRoute/web
get: 100/0
set 80/20: update TrafficRoute/web
reconcile: nothing
get: 80/20
${TOOLKIT}mesh: prod
spec:
  sources:
    - match:
        kuma.io/service: "*"
  destinations:
    - match:
        kuma.io/service: web_test_svc_80
  conf:
    split:
      - weight: 80
        destination:
          kuma.io/service: web-primary_test_svc_80
      - weight: 20
        destination:
          kuma.io/service: web-canary_test_svc_80
`);
  expect(routed(scene("kuma"), ["reconcile", "show TrafficRoute/web"])).toContain(
    "mesh: default\n",
  );
});

test("Kuma: a route of others", () => {
  expect(
    routed(scene("kuma"), [
      "reconcile",
      'TrafficRoute/web {"spec": {"conf": {"split": []}}}',
      "get",
      'TrafficRoute/web {"spec": {"conf": null}}',
      "get",
    ]),
  ).toContain(`
get: ! TrafficRoute web does not contain routes for web-primary and web-canary
get: panic: runtime error: invalid memory address or nil pointer dereference
`);
});

const SERVICES = `
  kind: Service
  metadata: { name: web-primary }
  spec: { selector: { app: web-primary }, ports: [{ port: 80 }] }
  ---
  kind: Service
  metadata: { name: web-canary }
  spec: { selector: { app: web }, ports: [{ port: 80 }] }
  ---`;

test("Gloo: a RouteTable and two Upstreams", () => {
  expect(
    routed(SERVICES + scene("gloo"), [
      "get",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show RouteTable/web",
      "show Upstream/test-web-canaryupstream-80",
      "set 0/0",
    ]),
  ).toBe(`
get: ! RouteTable web.test get query error: routetables.gateway.solo.io "web" not found
reconcile: create Upstream/test-web-primaryupstream-80, create Upstream/test-web-canaryupstream-80, create RouteTable/web
get: 100/0
set 80/20: update RouteTable/web
reconcile: nothing
get: 80/20
${TOOLKIT}spec:
  routes:
    - routeAction:
        multi:
          destinations:
            - destination:
                upstream:
                  name: test-web-primaryupstream-80
                  namespace: test
              weight: 80
            - destination:
                upstream:
                  name: test-web-canaryupstream-80
                  namespace: test
              weight: 20
      inheritablePathMatchers: true
spec:
  kube:
    serviceName: web-canary
    serviceNamespace: test
    servicePort: 80
    selector:
      app: web
set 0/0: ! RoutingRule web.test update failed: no valid weights
`);
});

test("Gloo: header matchers stand on the only route", () => {
  const match = "match: [{ headers: { a: { exact: one }, b: { regex: t.* }, c: { prefix: x } } }]";
  expect(
    routed(SERVICES + scene("gloo", "", `iterations: 2, ${match}`), [
      "reconcile",
      "show RouteTable/web",
    ]),
  ).toContain(`
    - matchers:
        - headers:
            - name: a
              value: one
            - name: b
              value: t.*
              regex: true
            - name: c
      routeAction:`);
});

const MODEL = `
  kind: Upstream
  metadata: { name: model }
  spec: { useHttp2: true, loadBalancerConfig: { roundRobin: {} }, static: { hosts: [] } }
  ---`;

test("Gloo: an Upstream that is named without a namespace is found nowhere", () => {
  const canary = scene("gloo").replace(
    "targetRef:",
    "upstreamRef: { kind: Upstream, name: model }\n    targetRef:",
  );
  expect(routed(SERVICES + MODEL + canary, ["reconcile"])).toContain(
    "config upstream model.test get query error: the server could not find the requested resource (get upstreams.gloo.solo.io model)",
  );
});

test("Gloo: settings of another Upstream are copied once, load balancing is kept in step", () => {
  const canary = scene("gloo").replace(
    "targetRef:",
    "upstreamRef: { kind: Upstream, name: model, namespace: test }\n    targetRef:",
  );
  expect(
    routed(SERVICES + MODEL + canary, [
      "reconcile",
      "reconcile",
      'Upstream/model {"spec": {"useHttp2": null, "loadBalancerConfig": {"roundRobin": null, "leastRequest": {"choiceCount": 3}}}}',
      "reconcile",
      "show Upstream/test-web-primaryupstream-80",
    ]),
  ).toContain(`
reconcile: nothing
reconcile: patch Upstream/test-web-primaryupstream-80, patch Upstream/test-web-canaryupstream-80
spec:
  loadBalancerConfig:
    roundRobin: {}
    leastRequest:
      choiceCount: 3
  useHttp2: true
  kube:
    serviceName: web-primary
`);
});

test.for([
  [
    "no Service",
    ["Service/web-primary null", "reconcile"],
    'error creating flagger primary upstream: service web-primary.test get query error: services "web-primary" not found',
  ],
  [
    "no Service for the canary",
    ["Service/web-canary null", "reconcile"],
    'error creating flagger canary upstream: service web-canary.test get query error: services "web-canary" not found',
  ],
  [
    "one destination",
    [
      "reconcile",
      'RouteTable/web {"spec": {"routes": [{"routeAction": {"multi": {"destinations": [{"weight": 1}]}}}]}}',
      "get",
    ],
    "RouteTable web.test destinations not found",
  ],
] as const)("Gloo: %s", ([, steps, text]) => {
  expect(routed(SERVICES + scene("gloo"), steps)).toContain(`! ${text}\n`);
});

const APISIX_ROUTE = `
  kind: ApisixRoute
  metadata: { name: route, labels: { team: a }, annotations: { note: b } }
  spec:
    http:
      - { name: other, match: { paths: [/o] }, backends: [{ serviceName: other, servicePort: 80 }] }
      - { name: web, match: { paths: [/*] }, backends: [{ serviceName: web, servicePort: 80, resolveGranularity: service }], plugins: [{ name: cors, enable: true }], timeout: { connect: 60s, read: 1500ms } }
  ---`;

const apisix = (route = APISIX_ROUTE) =>
  route +
  scene("apisix").replace(
    "targetRef:",
    "routeRef: { kind: ApisixRoute, name: route }\n    targetRef:",
  );

test("APISIX: the rule of the user with both backends and a higher priority", () => {
  expect(
    routed(apisix(), [
      "get",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show ApisixRoute/route-web-canary",
      "set 0/0",
    ]),
  ).toBe(`
get: ! apisix route route-web-canary.test query error: apisixroutes.apisix.apache.org "route-web-canary" not found
reconcile: create ApisixRoute/route-web-canary
get: 100/0
set 80/20: update ApisixRoute/route-web-canary
reconcile: nothing
get: 80/20
labels:
  team: a
annotations:
  note: b
spec:
  http:
    - websocket: false
      name: web
      match:
        paths:
          - /*
      backends:
        - serviceName: web-primary
          servicePort: 80
          resolveGranularity: service
          weight: 80
        - serviceName: web-canary
          servicePort: 80
          resolveGranularity: service
          weight: 20
      plugins:
        - name: cors
          enable: true
      timeout:
        connect: 1m0s
        send: 0s
        read: 1.5s
      priority: 10000
set 0/0: ! RoutingRule web.test update failed: no valid weights
`);
});

test.for([
  ["no routeRef", scene("apisix"), "apisix route selector is empty"],
  [
    "no such route",
    apisix(""),
    'APISIX route route.test get query error: apisixroutes.apisix.apache.org "route" not found',
  ],
  [
    "no rules",
    apisix("\n  kind: ApisixRoute\n  metadata: { name: route }\n  spec: { http: [] }\n  ---"),
    "APISIX route route.test's spec.http is empty",
  ],
  [
    "no backend",
    apisix(APISIX_ROUTE.replace("serviceName: web,", "serviceName: blue,")),
    "Can not find web backend on apisix route route.test ",
  ],
  [
    "two backends",
    apisix(
      APISIX_ROUTE.replace(
        "backends: [{ serviceName: web,",
        "backends: [{ serviceName: b }, { serviceName: web,",
      ),
    ),
    "APISIX route route.test's http route web only one http backend is supported",
  ],
] as const)("APISIX: %s", ([, yaml, text]) => {
  expect(routed(yaml, ["reconcile"])).toBe(`\nreconcile: ! ${text}\n`);
});

const KNATIVE = `
  apiVersion: serving.knative.dev/v1
  kind: Service
  metadata: { name: web }
  spec: {}
  status:
    latestCreatedRevisionName: web-00001
    traffic: [{ latestRevision: true, revisionName: web-00001, percent: 100 }]
  ---
  kind: Canary
  metadata: { name: cd }
  spec:
    provider: knative
    targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: web }
    service: { port: 80 }
    analysis: { interval: 10s, threshold: 1, stepWeight: 20 }
`;

test("Knative: the traffic of the Service itself", () => {
  expect(
    routed(KNATIVE, [
      "get",
      "set 80/20",
      "reconcile",
      "reconcile",
      'Service/web {"status": {"latestCreatedRevisionName": "web-00002"}}',
      "set 80/20",
      "get",
      "show Service/web",
      "finalize",
      "finalize",
    ]),
  ).toBe(`
get: ! service web.test annotation not found
set 80/20: ! Knative Service web.test annotation not found
reconcile: update Service/web, panic: runtime error: invalid memory address or nil pointer dereference
reconcile: nothing
set 80/20: update Service/web
get: 80/20
annotations:
  flagger.app/primary-revision: web-00001
spec:
  traffic:
    - latestRevision: true
      percent: 20
    - revisionName: web-00001
      percent: 80
traffic:
  - latestRevision: true
    percent: 20
    revisionName: web-00002
  - revisionName: web-00001
    percent: 80
    latestRevision: false
finalize: update Service/web, panic: runtime error: invalid memory address or nil pointer dereference
finalize: nothing
`);
});

test.for([
  [
    "no Service",
    "Service/web null",
    'service web.test get query error: services.serving.knative.dev "web" not found',
  ],
  [
    "no traffic",
    'Service/web {"status": {"traffic": []}}',
    "Knative Service web.test traffic spec invalid",
  ],
  [
    "no percent",
    'Service/web {"status": {"traffic": [{"latestRevision": true, "revisionName": "web-00001"}]}}',
    "Knative Service web.test primary revision traffic percent does not exist",
  ],
  [
    "no percent for the canary",
    'Service/web {"status": {"traffic": [{"latestRevision": true}, {"latestRevision": false, "revisionName": "web-00001", "percent": 1}]}}',
    "Knative Service web.test canary revision traffic percent does not exist",
  ],
] as const)("Knative: %s", ([, edit, text]) => {
  expect(routed(KNATIVE, ["reconcile", edit, "get"])).toContain(`get: ! ${text}\n`);
});

test("an unknown provider is routed by Istio", () => {
  expect(routed(scene("none"), ["reconcile"])).toContain("create VirtualService/web\n");
});
