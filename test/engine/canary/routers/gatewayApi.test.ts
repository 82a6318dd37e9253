import { expect, test } from "vitest";
import { routed } from "../../../support/routed.ts";

const scene = (service: string, analysis = "stepWeight: 20", provider = "gatewayapi:v1") => `
  kind: Canary
  metadata: { name: cd }
  spec:
    provider: ${provider}
    targetRef: { kind: Deployment, name: web }
    service: { port: 80, gatewayRefs: [{ name: gateway, namespace: infra }]${service && `, ${service}`} }
    analysis: { interval: 10s, threshold: 1, ${analysis} }
`;

const PLAIN = scene("hosts: [web.example.com]");

test("an HTTPRoute is made, split and read back", () => {
  expect(
    routed(PLAIN, ["reconcile", "get", "set 80/20", "reconcile", "get", "show HTTPRoute/web"]),
  ).toBe(`
reconcile: create HTTPRoute/web
get: 100/0
set 80/20: update HTTPRoute/web
reconcile: nothing
get: 80/20
annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
spec:
  parentRefs:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: infra
      name: gateway
  hostnames:
    - web.example.com
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /
      backendRefs:
        - group: ""
          kind: Service
          name: web-primary
          port: 80
          weight: 80
        - group: ""
          kind: Service
          name: web-canary
          port: 80
          weight: 20
`);
});

test("mirroring is kept in Blue/Green only, while the analysis runs", () => {
  const mirror = scene("", "iterations: 2, mirror: true");
  expect(
    routed(mirror, [
      "reconcile",
      "set 100/0M",
      "get",
      "reconcile",
      "get",
      "show HTTPRoute/web",
      "phase Promoting",
      "reconcile",
      "get",
    ]),
  ).toBe(`
reconcile: create HTTPRoute/web
set 100/0M: update HTTPRoute/web
get: 100/0M
reconcile: nothing
get: 100/0M
annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
spec:
  parentRefs:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: infra
      name: gateway
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /
      filters:
        - type: RequestMirror
          requestMirror:
            backendRef:
              group: ""
              kind: Service
              name: web-canary
              port: 80
      backendRefs:
        - group: ""
          kind: Service
          name: web-primary
          port: 80
          weight: 100
        - group: ""
          kind: Service
          name: web-canary
          port: 80
          weight: 0
reconcile: update HTTPRoute/web
get: 100/0
`);
  expect(routed(scene("", "stepWeight: 5, mirror: true"), ["reconcile", "set 100/0M", "get"])).toBe(
    `
reconcile: create HTTPRoute/web
set 100/0M: update HTTPRoute/web
get: 100/0
`,
  );
});

test("an A/B test has a rule for the asked and a rule for everybody; only the first is read", () => {
  const match = "match: [{ headers: { x: { exact: y } } }, { queryParams: { q: { regex: .+ } } }]";
  expect(
    routed(scene("match: [{ uri: { prefix: /api } }]", `iterations: 2, ${match}`), [
      "reconcile",
      "get",
      "set 0/100",
      "reconcile",
      "get",
      "show HTTPRoute/web",
    ]),
  ).toBe(`
reconcile: create HTTPRoute/web
get: 100/0
set 0/100: update HTTPRoute/web
reconcile: nothing
get: 0/100
annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
spec:
  parentRefs:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: infra
      name: gateway
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /api
          headers:
            - type: Exact
              name: x
              value: y
        - path:
            type: PathPrefix
            value: /api
          queryParams:
            - type: RegularExpression
              name: q
              value: .+
      backendRefs:
        - group: ""
          kind: Service
          name: web-primary
          port: 80
          weight: 0
        - group: ""
          kind: Service
          name: web-canary
          port: 80
          weight: 100
    - matches:
        - path:
            type: PathPrefix
            value: /api
      backendRefs:
        - group: ""
          kind: Service
          name: web-primary
          port: 80
          weight: 100
`);
});

const FULL = `
  hosts: [web.example.com],
  timeout: 5s, backendTimeout: 2s,
  headers: { request: { add: { b: "2", a: "1" }, remove: [c] }, response: { set: { d: "3" } } },
  rewrite: { uri: /new, authority: new.example.com, type: ReplacePrefixMatch },
  mirror: [{ backendRef: { name: shadow, port: 80 } }],
  corsPolicy: { allowOrigin: ["https://a.example.com"], allowMethods: [GET], allowCredentials: true, maxAge: 1m },
  apex: { labels: { team: a }, annotations: { note: b } }`;

test("time-outs, headers, rewrites, mirrors and CORS become filters; the metadata of the apex is carried", () => {
  const shown = routed(scene(FULL), ["reconcile", "reconcile", "show HTTPRoute/web"]);
  expect(shown).toContain(`
reconcile: create HTTPRoute/web
reconcile: nothing
labels:
  team: a
annotations:
  note: b
  kustomize`);
  expect(shown).toContain(`
      filters:
        - type: RequestHeaderModifier
          requestHeaderModifier:
            add:
              - name: a
                value: "1"
              - name: b
                value: "2"
            remove:
              - c
        - type: ResponseHeaderModifier
          responseHeaderModifier:
            set:
              - name: d
                value: "3"
        - type: URLRewrite
          urlRewrite:
            hostname: new.example.com
            path:
              type: ReplacePrefixMatch
              replacePrefixMatch: /new
        - type: RequestMirror
          requestMirror:
            backendRef:
              group: ""
              kind: Service
              name: shadow
              port: 80
        - type: CORS
          cors:
            allowOrigins:
              - https://a.example.com
            allowMethods:
              - GET
            allowCredentials: true
            maxAge: 60
`);
  expect(shown).toContain(`
      timeouts:
        request: 5s
        backendRequest: 2s
`);
});

test("v1beta1 knows neither time-outs nor CORS", () => {
  const shown = routed(scene(FULL, "stepWeight: 5", "gatewayapi:v1beta1"), [
    "reconcile",
    "show HTTPRoute/web",
  ]);
  expect(shown).toContain("type: RequestMirror");
  expect(shown).not.toContain("timeouts:");
  expect(shown).not.toContain("CORS");
});

test("a match without a path gets one from the API server, so Flagger writes the route anew each time", () => {
  expect(
    routed(scene("match: [{ headers: { x: { exact: y } } }]"), [
      "reconcile",
      "set 80/20",
      "reconcile",
      "get",
    ]),
  ).toBe(`
reconcile: create HTTPRoute/web
set 80/20: update HTTPRoute/web
reconcile: update HTTPRoute/web
get: 100/0
`);
});

test("annotations of others stay; labels and a spec changed by hand are put right", () => {
  expect(
    routed(PLAIN, [
      "reconcile",
      'HTTPRoute/web {"metadata": {"annotations": {"aws": "x"}}}',
      "reconcile",
      'HTTPRoute/web {"metadata": {"labels": {"mine": "x"}}}',
      "reconcile",
      'HTTPRoute/web {"spec": {"hostnames": ["other.example.com"]}}',
      "reconcile",
      "show HTTPRoute/web",
    ]),
  ).toContain(`
reconcile: create HTTPRoute/web
reconcile: nothing
reconcile: update HTTPRoute/web
reconcile: update HTTPRoute/web
annotations:
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
  aws: x
spec:
  parentRefs:
    - group: gateway.networking.k8s.io
      kind: Gateway
      namespace: infra
      name: gateway
  hostnames:
    - web.example.com
  rules:
`);
});

test.for([
  [
    "an empty path",
    "match: [{ uri: {} }]",
    "path matching selector: &{Exact: Prefix: Suffix: Regex:}",
  ],
  [
    "a header by prefix",
    "match: [{ headers: { x: { prefix: y } } }]",
    "header matching selector: map[x:{Exact: Prefix:y Suffix: Regex:}]",
  ],
  ["a method by prefix", "match: [{ method: { prefix: G } }]", "header matching selector: map[]"],
  [
    "a query by prefix",
    "match: [{ queryParams: { q: { prefix: y } } }]",
    "query matching selector: map[q:{Exact: Prefix:y Suffix: Regex:}]",
  ],
] as const)("Gateway API cannot ask for %s", ([, service, text]) => {
  const error = `! Invalid request matching selectors: Gateway API doesn't support the specified ${text}\n`;
  expect(routed(scene(service), ["reconcile"])).toBe(`\nreconcile: ${error}\n`);
});

test("no gateway, no route", () => {
  const bare = PLAIN.replace("gatewayRefs: [{ name: gateway, namespace: infra }], ", "");
  expect(routed(bare, ["reconcile", "get", "set 80/20"])).toBe(`
reconcile: ! GatewayRefs must be specified when using Gateway API as a provider.
get: ! HTTPRoute web.test get error: httproutes.gateway.networking.k8s.io "web" not found
set 80/20: ! HTTPRoute web.test get error: httproutes.gateway.networking.k8s.io "web" not found
`);
});

test("v1 waits until the gateway has accepted a change", () => {
  expect(
    routed(PLAIN, [
      "reconcile",
      "lag 14000",
      "at 10",
      "set 80/20",
      "get",
      "at 20",
      "get",
      "at 24",
      "get",
      "set 80/20",
      "get",
      "set 60/40",
      "lag 0",
      "get",
      "at 40",
      "set 40/60",
      "get",
    ]),
  ).toBe(`
reconcile: create HTTPRoute/web
set 80/20: update HTTPRoute/web
get: ! HTTPRoute web.test parent gateway is not ready (status: True, observed generation: 1, current generation: 2)
get: ! HTTPRoute web.test parent gateway is not ready (status: True, observed generation: 1, current generation: 2)
get: 80/20
set 80/20: update HTTPRoute/web
get: 80/20
set 60/40: update HTTPRoute/web
get: ! HTTPRoute web.test parent gateway is not ready (status: True, observed generation: 2, current generation: 3)
set 40/60: update HTTPRoute/web
get: 40/60
`);
});

test("v1beta1 does not wait", () => {
  const canary = scene("", "stepWeight: 20", "gatewayapi:v1beta1");
  expect(routed(canary, ["reconcile", "lag 14000", "set 80/20", "get"])).toContain("get: 80/20\n");
});
