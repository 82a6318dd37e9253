import fc from "fast-check";
import { expect, test } from "vitest";
import { routed } from "../../../support/routed.ts";

const SCENE = `
  kind: Ingress
  metadata: { name: ing, annotations: { a: b } }
  spec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: web, port: { number: 80 } } } }] } }] }
  ---
  kind: ApisixRoute
  metadata: { name: route }
  spec: { http: [{ name: web, backends: [{ serviceName: web, servicePort: 80 }] }] }
  ---
  kind: Upstream
  metadata: { name: model }
  spec: { loadBalancerConfig: { roundRobin: {} } }
  ---
  kind: Service
  metadata: { name: web-primary }
  spec: { selector: { app: web-primary } }
  ---
  kind: Service
  metadata: { name: web-canary }
  spec: { selector: { app: web } }
  ---
  kind: Canary
  metadata: { name: cd }
  spec:
    provider: PROVIDER
    targetRef: { kind: Deployment, name: web }
    ingressRef: { name: ing }
    routeRef: { name: route }
    upstreamRef: { name: model, namespace: test }
    service:
      port: 80
      meshName: mesh
      gatewayRefs: [{ name: gateway }]
      hosts: [a.example.com]
      gateways: [public]
      match: [{ uri: { prefix: / }, headers: { a: { exact: b } } }]
      headers: { request: { add: { a: b } } }
      retries: { attempts: 1 }
      corsPolicy: { maxAge: 1m }
      trafficPolicy: { tls: { mode: SIMPLE } }
      apex: { labels: { a: b } }
    analysis:
      interval: 10s
      threshold: 1
      stepWeight: 20
      match: [{ headers: { a: { exact: b } } }]
      sessionAffinity: { cookieName: who, primaryCookieName: old }
`;

const PROVIDERS = {
  linkerd: "TrafficSplit/web",
  "smi:v1alpha3": "TrafficSplit/web",
  nginx: "Ingress/ing-canary",
  skipper: "Ingress/ing-canary",
  istio: "VirtualService/web",
  "gatewayapi:v1": "HTTPRoute/web",
  "gatewayapi:v1beta1": "HTTPRoute/web",
  contour: "HTTPProxy/web",
  gloo: "RouteTable/web",
  traefik: "TraefikService/web",
  apisix: "ApisixRoute/route-web-canary",
  kuma: "TrafficRoute/web",
  knative: "Service/web",
  appmesh: "VirtualService/web.test",
  "appmesh:v1beta2": "VirtualRouter/web",
};

const KEYS = [
  "spec",
  "metadata",
  "annotations",
  "labels",
  "service",
  "analysis",
  "match",
  "headers",
  "sessionAffinity",
  "rules",
  "http",
  "routes",
  "services",
  "backends",
  "backendRefs",
  "weighted",
  "conf",
  "split",
  "status",
  "traffic",
  "parents",
  "weight",
  "route",
  "retries",
  "corsPolicy",
  "apex",
  "a",
];

const value = fc.oneof(
  { depthSize: "small" },
  fc.constantFrom(null, true, 0, -1, 1.5, "", "text", [], {}, [null], [[]], [{}], ["x"], [1]),
  fc.jsonValue(),
);
const patch = fc
  .tuple(fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }), value)
  .map(([path, end]) =>
    JSON.stringify(path.reduceRight<unknown>((it, key) => ({ [key]: it }), end)),
  );

test.for(Object.entries(PROVIDERS))("%s answers whatever the objects are", ([provider, holder]) => {
  const yaml = SCENE.replace("PROVIDER", provider);
  const objects = fc.constantFrom(holder, holder, "Canary/cd", "Ingress/ing", "ApisixRoute/route");
  const edits = fc.array(fc.tuple(objects, patch), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(edits, (made) => {
      const steps = made.map(([object, body]) => `${object} ${body}`);
      const played = [
        "reconcile",
        "get",
        "set 80/20M",
        "get",
        "reconcile",
        "set 100/0",
        "finalize",
      ];
      const text = routed(yaml, ["reconcile", "set 60/40", ...steps, ...played]);
      expect(text.match(/^(reconcile|get|set \S+|finalize): /gm)?.length).toBe(played.length + 2);
    }),
    { numRuns: 100 },
  );
});
