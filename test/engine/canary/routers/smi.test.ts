import { expect, test } from "vitest";
import { routed } from "../../../support/routed.ts";

const LINKERD = `
  kind: Canary
  metadata: { name: cd }
  spec:
    provider: linkerd
    targetRef: { kind: Deployment, name: web }
    service: { port: 80 }
    analysis: { interval: 10s, threshold: 1, stepWeight: 20 }
`;

test("a TrafficSplit is made, split and read back", () => {
  expect(
    routed(LINKERD, [
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show TrafficSplit/web",
    ]),
  ).toBe(`
get: ! TrafficSplit web.test get query error trafficsplits.split.smi-spec.io "web" not found
set 80/20: ! TrafficSplit web.test get query error trafficsplits.split.smi-spec.io "web" not found
reconcile: create TrafficSplit/web
get: 100/0
set 80/20: update TrafficSplit/web
reconcile: nothing
get: 80/20
spec:
  service: web
  backends:
    - service: web-canary
      weight: "20"
    - service: web-primary
      weight: "80"
`);
});

test("mirroring is not kept", () => {
  expect(routed(LINKERD, ["reconcile", "set 100/0M", "get"])).toBe(`
reconcile: create TrafficSplit/web
set 100/0M: update TrafficSplit/web
get: 100/0
`);
});

test("the first host stands for the apex Service; other backends are put right with all weight on the primary", () => {
  const hosted = LINKERD.replace("port: 80", "port: 80, hosts: [web.example.com, other]");
  expect(
    routed(hosted, [
      "reconcile",
      "set 40/60",
      'TrafficSplit/web {"spec": {"backends": [{"service": "web-canary", "weight": "60"}]}}',
      "get",
      "reconcile",
      "get",
      "show TrafficSplit/web",
    ]),
  ).toBe(`
reconcile: create TrafficSplit/web
set 40/60: update TrafficSplit/web
get: 0/60
reconcile: update TrafficSplit/web
get: 100/0
spec:
  service: web.example.com
  backends:
    - service: web-canary
      weight: "0"
    - service: web-primary
      weight: "100"
`);
});

test("a TrafficSplit of others has no routes", () => {
  expect(
    routed(LINKERD, [
      "reconcile",
      'TrafficSplit/web {"spec": {"backends": [{"service": "blue", "weight": "1"}]}}',
      "get",
    ]),
  ).toBe(`
reconcile: create TrafficSplit/web
get: ! TrafficSplit web.test does not contain routes for web-primary and web-canary
`);
});

test.for(["osm", "smi:v1alpha2", "smi:v1alpha3", "smi:v1alpha2:some-mesh"])(
  "%s writes weights as numbers",
  (provider) => {
    const canary = LINKERD.replace("linkerd", provider);
    expect(routed(canary, ["reconcile", "set 70/30", "get", "show TrafficSplit/web"])).toBe(`
reconcile: create TrafficSplit/web
set 70/30: update TrafficSplit/web
get: 70/30
spec:
  service: web
  backends:
    - service: web-canary
      weight: 30
    - service: web-primary
      weight: 70
`);
  },
);

test("SMI of Istio is told the gateways", () => {
  const canary = LINKERD.replace("linkerd", "smi:v1alpha1:istio").replace(
    "port: 80",
    "port: 80, gateways: [public, mesh]",
  );
  expect(routed(canary, ["reconcile", "show TrafficSplit/web"])).toContain(
    `VirtualService.v1alpha3.networking.istio.io/spec.gateways: '["public","mesh"]'`,
  );
});

test("thousands are written with an exponent, and read", () => {
  expect(routed(LINKERD, ["reconcile", "set 2000/1500", "get", "show TrafficSplit/web"])).toBe(`
reconcile: create TrafficSplit/web
set 2000/1500: update TrafficSplit/web
get: 2000/1500
spec:
  service: web
  backends:
    - service: web-canary
      weight: "1500"
    - service: web-primary
      weight: "2e3"
`);
});

test("with plain Services the iterations stand for the weights", () => {
  const canary = LINKERD.replace("linkerd", "kubernetes");
  expect(
    routed(canary, ["reconcile", "get", "set 0/100", "iterations 1", "get", "finalize"]),
  ).toBe(`
reconcile: nothing
get: 100/0
set 0/100: nothing
get: 0/100
finalize: nothing
`);
});
