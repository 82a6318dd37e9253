import { expect, test } from "vitest";
import { routed } from "../../../support/routed.ts";

const scene = (service = "", analysis = "stepWeight: 20") => `
  kind: Canary
  metadata: { name: cd }
  spec:
    targetRef: { kind: Deployment, name: web }
    service: { port: 80${service && `, ${service}`} }
    analysis: { interval: 10s, threshold: 1, ${analysis} }
`;

const TOOLKIT = `annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
`;

test("a VirtualService and two DestinationRules are made, split and read back", () => {
  expect(
    routed(scene(), [
      "get",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show VirtualService/web",
      "show DestinationRule/web-canary",
    ]),
  ).toBe(`
get: ! VirtualService web.test get query error virtualservices.networking.istio.io "web" not found
reconcile: create DestinationRule/web-canary, create DestinationRule/web-primary, create VirtualService/web
get: 100/0
set 80/20: update VirtualService/web
reconcile: nothing
get: 80/20
${TOOLKIT}spec:
  hosts:
    - web
  gateways:
    - mesh
  http:
    - route:
        - destination:
            host: web-primary
          weight: 80
        - destination:
            host: web-canary
          weight: 20
spec:
  host: web-canary
`);
});

test("mirroring is kept, with its share", () => {
  expect(
    routed(scene("", "stepWeight: 20, mirror: true, mirrorWeight: 30"), [
      "reconcile",
      "set 100/0M",
      "reconcile",
      "get",
      "show VirtualService/web",
    ]),
  ).toContain(`
reconcile: nothing
get: 100/0M
${TOOLKIT}spec:
  hosts:
    - web
  gateways:
    - mesh
  http:
    - route:
        - destination:
            host: web-primary
          weight: 100
        - destination:
            host: web-canary
          weight: 0
      mirror:
        host: web-canary
      mirrorPercentage:
        value: 30
`);
});

test("with a match the mirror is lost, and the rule for everybody goes to the primary", () => {
  const match = "match: [{ headers: { x: { regex: .* } } }, { sourceLabels: { app: front } }]";
  expect(
    routed(scene("match: [{ uri: { prefix: /api } }]", `iterations: 2, ${match}`), [
      "reconcile",
      "set 100/0M",
      "get",
      "set 0/100",
      "reconcile",
      "get",
      "show VirtualService/web",
    ]),
  ).toContain(`
set 100/0M: update VirtualService/web
get: 100/0
set 0/100: update VirtualService/web
reconcile: nothing
get: 0/100
${TOOLKIT}spec:
  hosts:
    - web
  gateways:
    - mesh
  http:
    - match:
        - uri:
            prefix: /api
          headers:
            x:
              regex: .*
        - uri:
            prefix: /api
          sourceLabels:
            app: front
      route:
        - destination:
            host: web-primary
          weight: 0
        - destination:
            host: web-canary
          weight: 100
    - match:
        - uri:
            prefix: /api
      route:
        - destination:
            host: web-primary
          weight: 0
`);
});

test("TCP routes carry no mirror", () => {
  expect(
    routed(scene("appProtocol: TCP, match: [{ port: 9000 }]"), [
      "reconcile",
      "set 70/30M",
      "reconcile",
      "get",
      "show VirtualService/web",
    ]),
  ).toContain(`
reconcile: nothing
get: 70/30
${TOOLKIT}spec:
  hosts:
    - web
  gateways:
    - mesh
  tcp:
    - match:
        - port: 9000
      route:
        - destination:
            host: web-primary
          weight: 70
        - destination:
            host: web-canary
          weight: 30
`);
});

test("everything that the service says of its routes and its traffic is carried", () => {
  const service = `
    hosts: [web.example.com, "*"], gateways: [public], portDiscovery: true,
    timeout: 5s, retries: { perTryTimeout: 1s }, rewrite: { uri: /, type: ReplacePrefixMatch },
    headers: { request: { set: { b: "2", a: "1" } } },
    corsPolicy: { allowOrigins: [{ prefix: https }], allowMethods: [GET] },
    trafficPolicy: { tls: { mode: ISTIO_MUTUAL }, outlierDetection: { consecutive5xxErrors: 0, interval: 5s } },
    apex: { labels: { team: a }, annotations: { note: b } }`;
  const shown = routed(scene(service), [
    "reconcile",
    "reconcile",
    "show VirtualService/web",
    "show DestinationRule/web-primary",
  ]);
  expect(shown).toBe(`
reconcile: create DestinationRule/web-canary, create DestinationRule/web-primary, create VirtualService/web
reconcile: nothing
labels:
  team: a
annotations:
  note: b
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
spec:
  hosts:
    - web.example.com
    - "*"
  gateways:
    - public
  http:
    - route:
        - destination:
            host: web-primary
            port:
              number: 80
          weight: 100
        - destination:
            host: web-canary
            port:
              number: 80
          weight: 0
      rewrite:
        uri: /
      timeout: 5s
      retries:
        attempts: 0
        perTryTimeout: 1s
      corsPolicy:
        allowOrigins:
          - prefix: https
        allowMethods:
          - GET
      headers:
        request:
          set:
            a: "1"
            b: "2"
spec:
  host: web-primary
  trafficPolicy:
    outlierDetection:
      consecutive5xxErrors: 0
      interval: 5s
    tls:
      mode: ISTIO_MUTUAL
`);
});

test("a delegate has neither hosts nor gateways", () => {
  expect(
    routed(scene("delegation: true, portDiscovery: true"), [
      "reconcile",
      "set 90/10",
      "reconcile",
      "show VirtualService/web",
    ]),
  ).toContain(`
reconcile: nothing
${TOOLKIT}spec:
  hosts: []
  http:
    - route:
        - destination:
            host: web-primary
            port:
              number: 80
          weight: 90
        - destination:
            host: web-canary
            port:
              number: 80
          weight: 10
`);
  expect(routed(scene("delegation: true, hosts: [a]"), ["reconcile"])).toContain(
    "reconcileVirtualService failed: VirtualService web.test cannot have hosts and gateways when delegation enabled\n",
  );
});

const OWN = `
  apiVersion: networking.istio.io/v1beta1
  kind: VirtualService
  metadata: { name: web, labels: { mine: x }, annotations: { mine: x } }
  spec: { hosts: [web], exportTo: ["."], http: [{ match: [{ uri: { regex: a<b } }], route: [{ destination: { host: blue }, weight: 100 }] }] }
  ---`;

test("a VirtualService that was there is taken over, and given back", () => {
  expect(
    routed(OWN + scene(), [
      "reconcile",
      "get",
      "show VirtualService/web",
      "reconcile",
      "finalize",
      "show VirtualService/web",
    ]),
  ).toBe(`
reconcile: create DestinationRule/web-canary, create DestinationRule/web-primary, update VirtualService/web
get: 100/0
annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
  flagger.kubernetes.io/original-configuration: '{"hosts":["web"],"http":[{"match":[{"uri":{"regex":"a\\u003cb"}}],"route":[{"destination":{"host":"blue"},"weight":100}]}]}'
spec:
  hosts:
    - web
  gateways:
    - mesh
  http:
    - route:
        - destination:
            host: web-primary
          weight: 100
        - destination:
            host: web-canary
          weight: 0
reconcile: nothing
finalize: update VirtualService/web
annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
  flagger.kubernetes.io/original-configuration: '{"hosts":["web"],"http":[{"match":[{"uri":{"regex":"a\\u003cb"}}],"route":[{"destination":{"host":"blue"},"weight":100}]}]}'
spec:
  hosts:
    - web
  http:
    - match:
        - uri:
            regex: a<b
      route:
        - destination:
            host: blue
          weight: 100
`);
});

test("what kubectl applied is given back before anything else", () => {
  const applied = JSON.stringify(JSON.stringify({ spec: { hosts: ["mine"] } }));
  const canary = OWN.replace(
    "annotations: { mine: x }",
    `annotations: { kubectl.kubernetes.io/last-applied-configuration: ${applied} }`,
  );
  expect(routed(canary + scene(), ["reconcile", "finalize", "show VirtualService/web"])).toContain(`
finalize: update VirtualService/web
annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
  kubectl.kubernetes.io/last-applied-configuration: '{"spec":{"hosts":["mine"]}}'
spec:
  hosts:
    - mine
`);
});

test.for([
  ["nothing written down", "null", "nothing"],
  [
    "something unreadable",
    '"{"',
    "! VirtualService web.test failed to unMarshal annotation flagger.kubernetes.io/original-configuration",
  ],
] as const)("giving back with %s", ([, value, result]) => {
  const edit = `VirtualService/web {"metadata": {"annotations": {"flagger.kubernetes.io/original-configuration": ${value}}}}`;
  expect(routed(scene(), ["reconcile", edit, "finalize"])).toContain(`finalize: ${result}\n`);
});

test("a rule without primary and canary has no routes", () => {
  const edit =
    'VirtualService/web {"spec": {"http": [{"route": [{"destination": {"host": "blue"}, "weight": 100}]}]}}';
  expect(routed(scene(), ["reconcile", edit, "get", "reconcile", "get"])).toContain(`
get: ! VirtualService web.test does not contain routes for web-primary and web-canary
reconcile: update VirtualService/web
get: 100/0
`);
});

test("an empty list in the Canary is never what is read back, so the route is written anew each time", () => {
  expect(routed(scene("match: []"), ["reconcile", "set 80/20", "reconcile", "get"])).toContain(`
reconcile: update VirtualService/web
get: 100/0
`);
});
