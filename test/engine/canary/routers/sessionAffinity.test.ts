import { expect, test } from "vitest";
import { routed } from "../../../support/routed.ts";

const scene = (provider: string, affinity: string, rest = "") => `
  kind: Canary
  metadata: { name: cd }
  spec:
    provider: ${provider}
    targetRef: { kind: Deployment, name: web }
    service: { port: 80, gatewayRefs: [{ name: gateway }]${rest} }
    analysis: { interval: 1m30s, threshold: 1, stepWeight: 20, sessionAffinity: { ${affinity} } }
`;

/** Random letters are shown as the first and the second that come up. */
function masked(text: string): string {
  const values = [...new Set([...text.matchAll(/=([a-zA-Z]{10});/g)].map(([, it]) => it ?? ""))];
  return values.reduce((it, value, index) => it.replaceAll(value, `<${index + 1}>`), text);
}

const rules = (text: string, key: string): string => text.slice(text.indexOf(`  ${key}:`));

test("Istio: users of the canary stay there, and lose the cookie at the end", () => {
  const canary = scene("istio", "cookieName: who, maxAge: 100");
  const running = masked(
    routed(canary, ["reconcile", "set 80/20", "reconcile", "get", "show VirtualService/web"]),
  );
  expect(running).toContain("reconcile: nothing\nget: 80/20\n");
  expect(rules(running, "http")).toBe(`  http:
    - match:
        - headers:
            Cookie:
              regex: .*who.*<1>.*
      route:
        - destination:
            host: web-primary
          weight: 0
        - destination:
            host: web-canary
          weight: 100
    - route:
        - destination:
            host: web-primary
          weight: 80
        - destination:
            host: web-canary
          weight: 20
          headers:
            response:
              add:
                Set-Cookie: who=<1>; Max-Age=100
`);
  const ended = masked(
    routed(canary, [
      "reconcile",
      "set 80/20",
      "set 100/0",
      "reconcile",
      "get",
      "show VirtualService/web",
    ]),
  );
  expect(ended).toContain("reconcile: nothing\nget: 100/0\n");
  expect(rules(ended, "http")).toBe(`  http:
    - match:
        - headers:
            Cookie:
              regex: .*who.*<1>.*
      route:
        - destination:
            host: web-primary
          weight: 100
        - destination:
            host: web-canary
          weight: 0
      headers:
        response:
          add:
            Set-Cookie: who=<1>; Max-Age=-1
    - route:
        - destination:
            host: web-primary
          weight: 100
        - destination:
            host: web-canary
          weight: 0
`);
});

test("Istio: the mirror goes to the sticky rule and is not read back; the next reconcile writes anew", () => {
  expect(
    routed(scene("istio", "cookieName: who"), ["reconcile", "set 100/0M", "get", "reconcile"]),
  ).toContain(
    "set 100/0M: update VirtualService/web\nget: 100/0\nreconcile: update VirtualService/web\n",
  );
});

test("Istio: with headers of the service every rule takes the cookie back, and the next reconcile mends it", () => {
  const canary = scene("istio", "cookieName: who", ", headers: { response: { add: { a: b } } }");
  const shown = masked(
    routed(canary, ["reconcile", "set 80/20", "set 100/0", "show VirtualService/web", "reconcile"]),
  );
  expect(shown.match(/Set-Cookie: who=<1>; Max-Age=-1/g)).toHaveLength(2);
  expect(shown).toContain("reconcile: update VirtualService/web\n");
});

test("Istio: the primary has a cookie of its own for one interval", () => {
  const canary = scene("istio", "cookieName: who, primaryCookieName: old, secure: true, path: /");
  const shown = masked(
    routed(canary, ["reconcile", "set 80/20", "reconcile", "get", "show VirtualService/web"]),
  );
  expect(shown).toContain("reconcile: nothing\nget: 80/20\n");
  expect(rules(shown, "http")).toBe(`  http:
    - match:
        - headers:
            Cookie:
              regex: .*who.*<2>.*
      route:
        - destination:
            host: web-primary
          weight: 0
        - destination:
            host: web-canary
          weight: 100
    - match:
        - headers:
            Cookie:
              regex: .*old.*<1>.*
      route:
        - destination:
            host: web-primary
          weight: 100
        - destination:
            host: web-canary
          weight: 0
    - route:
        - destination:
            host: web-primary
          weight: 80
          headers:
            response:
              add:
                Set-Cookie: old=<1>; Max-Age=90; Path=/; Secure
        - destination:
            host: web-canary
          weight: 20
          headers:
            response:
              add:
                Set-Cookie: who=<2>; Max-Age=86400; Path=/; Secure
`);
});

test.for(["istio", "gatewayapi:v1"])(
  "%s: the cookie of the primary needs an interval",
  (provider) => {
    const canary = scene(provider, "cookieName: a, primaryCookieName: b").replace("1m30s", "often");
    expect(routed(canary, ["reconcile", "set 80/20"])).toContain(
      'set 80/20: ! failed to parse canary interval: time: invalid duration "often"\n',
    );
  },
);

test("Gateway API: sticky rules stand before the weighted rule, which is the one read back", () => {
  const canary = scene(
    "gatewayapi:v1",
    "cookieName: who, primaryCookieName: old, domain: example.com, httpOnly: true, partitioned: true, sameSite: Lax",
    ", match: [{ uri: { prefix: /api } }]",
  );
  const shown = masked(
    routed(canary, ["reconcile", "set 80/20", "reconcile", "get", "show HTTPRoute/web"]),
  );
  expect(shown).toContain("reconcile: nothing\nget: 80/20\n");
  expect(rules(shown, "rules")).toBe(`  rules:
    - matches:
        - path:
            type: PathPrefix
            value: /api
          headers:
            - type: RegularExpression
              name: Cookie
              value: .*who.*<2>.*
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
          headers:
            - type: RegularExpression
              name: Cookie
              value: .*old.*<1>.*
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
    - matches:
        - path:
            type: PathPrefix
            value: /api
      backendRefs:
        - group: ""
          kind: Service
          name: web-primary
          port: 80
          weight: 80
          filters:
            - type: ResponseHeaderModifier
              responseHeaderModifier:
                add:
                  - name: Set-Cookie
                    value: old=<1>; Max-Age=90; Domain=example.com; HttpOnly; Partitioned; SameSite=Lax
        - group: ""
          kind: Service
          name: web-canary
          port: 80
          weight: 20
          filters:
            - type: ResponseHeaderModifier
              responseHeaderModifier:
                add:
                  - name: Set-Cookie
                    value: who=<2>; Max-Age=86400; Domain=example.com; HttpOnly; Partitioned; SameSite=Lax
`);
});

test("Gateway API: the cookie is taken back at the end", () => {
  const canary = scene("gatewayapi:v1", "cookieName: who");
  const shown = masked(
    routed(canary, [
      "reconcile",
      "set 80/20",
      "set 100/0",
      "reconcile",
      "get",
      "show HTTPRoute/web",
    ]),
  );
  expect(shown).toContain("reconcile: nothing\nget: 100/0\n");
  expect(rules(shown, "rules")).toContain(`
              name: Cookie
              value: .*who.*<1>.*
      filters:
        - type: ResponseHeaderModifier
          responseHeaderModifier:
            add:
              - name: Set-Cookie
                value: who=<1>; Max-Age=-1
      backendRefs:`);
});

test("Gateway API v1beta1 has no cookie for the primary", () => {
  const canary = scene("gatewayapi:v1beta1", "cookieName: who, primaryCookieName: old");
  const shown = masked(
    routed(canary, ["reconcile", "set 80/20", "reconcile", "get", "show HTTPRoute/web"]),
  );
  expect(shown).toContain("reconcile: nothing\nget: 80/20\n");
  expect(shown).toContain("who=<1>; Max-Age=86400");
  expect(shown).not.toContain("old");
});
