import { expect, test } from "vitest";
import { routed } from "../../../support/routed.ts";

const NGINX = `
  kind: Ingress
  metadata:
    name: ing
    labels: { team: a }
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: "{}"
      nginx.ingress.kubernetes.io/canary-by-header: mine
      nginx.ingress.kubernetes.io/rewrite-target: /
  spec:
    ingressClassName: nginx
    rules:
      - host: web.example.com
        http:
          paths:
            - { path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }
            - { path: /b, pathType: Prefix, backend: { service: { name: other, port: { number: 80 } } } }
  ---
  kind: Canary
  metadata: { name: cd }
  spec:
    provider: nginx
    targetRef: { kind: Deployment, name: web }
    ingressRef: { kind: Ingress, name: ing }
    service: { port: 80 }
    analysis: { interval: 10s, threshold: 1, stepWeight: 20 }
`;

const withMatch = (match: string) =>
  NGINX.replace("stepWeight: 20", `stepWeight: 20, match: ${match}`);

test("a copy of the Ingress leads to the canary, with annotations for the weight", () => {
  expect(
    routed(NGINX, [
      "reconcile",
      "get",
      "set 80/20",
      "reconcile",
      "get",
      "show Ingress/ing-canary",
      "set 100/0",
      "get",
    ]),
  ).toBe(`
reconcile: create Ingress/ing-canary
get: 100/0
set 80/20: update Ingress/ing-canary
reconcile: nothing
get: 80/20
labels:
  team: a
annotations:
  nginx.ingress.kubernetes.io/rewrite-target: /
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
  nginx.ingress.kubernetes.io/canary: "true"
  nginx.ingress.kubernetes.io/canary-weight: "20"
spec:
  ingressClassName: nginx
  rules:
    - host: web.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web-canary
                port:
                  number: 80
          - path: /b
            pathType: Prefix
            backend:
              service:
                name: other
                port:
                  number: 80
set 100/0: update Ingress/ing-canary
get: 100/0
`);
});

test("what the canary gets is 100 less than the rest, whatever was set", () => {
  expect(routed(NGINX, ["reconcile", "set 10/20", "get"])).toContain("get: 80/20\n");
});

test("with a match every weight above 0 reads as all, the last header and cookie count", () => {
  const match =
    "[{ headers: { a: { exact: one } } }, { headers: { x: { regex: in.* }, cookie: { exact: me } } }]";
  expect(
    routed(withMatch(match), [
      "reconcile",
      "get",
      "set 80/20",
      "get",
      "show Ingress/ing-canary",
      "set 100/0",
      "get",
    ]),
  ).toContain(`
reconcile: create Ingress/ing-canary
get: 100/0
set 80/20: update Ingress/ing-canary
get: 0/100
labels:
  team: a
annotations:
  nginx.ingress.kubernetes.io/rewrite-target: /
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
  nginx.ingress.kubernetes.io/canary: "true"
  nginx.ingress.kubernetes.io/canary-weight: "0"
  nginx.ingress.kubernetes.io/canary-by-cookie: me
  nginx.ingress.kubernetes.io/canary-by-header: x
  nginx.ingress.kubernetes.io/canary-by-header-pattern: in.*
spec:`);
});

test("no weight on the canary takes the header and the cookie away", () => {
  const canary = withMatch("[{ headers: { x: { exact: y } } }]");
  expect(
    routed(canary, ["reconcile", "set 0/100", "set 100/0", "get", "show Ingress/ing-canary"]),
  ).toContain(`
get: 100/0
labels:
  team: a
annotations:
  nginx.ingress.kubernetes.io/rewrite-target: /
  kustomize.toolkit.fluxcd.io/reconcile: disabled
  helm.toolkit.fluxcd.io/driftDetection: disabled
  nginx.ingress.kubernetes.io/canary: "true"
  nginx.ingress.kubernetes.io/canary-weight: "0"
spec:`);
});

test("the annotations follow the flag", () => {
  expect(
    routed(NGINX, ["reconcile", "show Ingress/ing-canary"], {
      ingressAnnotationsPrefix: "custom.ingress.io",
    }),
  ).toContain(`custom.ingress.io/canary: "true"
  custom.ingress.io/canary-weight: "0"
`);
});

test.for([
  [
    "no ingressRef",
    ["reconcile"],
    "ingressRef: { kind: Ingress, name: ing }",
    "",
    "reconcile: ! ingress selector is empty",
  ],
  [
    "no ingressRef, where a failed start sets weights",
    ["set 100/0"],
    "ingressRef: { kind: Ingress, name: ing }",
    "",
    "set 100/0: panic: runtime error: invalid memory address or nil pointer dereference",
  ],
  [
    "no such Ingress",
    ["Ingress/ing null", "reconcile"],
    "",
    "",
    'reconcile: ! ingress ing.test get query error: ingresses.networking.k8s.io "ing" not found',
  ],
  [
    "no rule leads to the apex Service",
    ["reconcile"],
    "service: { name: web,",
    "service: { name: blue,",
    "reconcile: ! backend web not found in ingress ing",
  ],
  [
    "a rule without paths",
    ["reconcile"],
    "    rules:\n",
    "    rules:\n      - host: bare.example.com\n",
    "reconcile: panic: runtime error: invalid memory address or nil pointer dereference",
  ],
  [
    "no canary Ingress yet",
    ["get"],
    "",
    "",
    'get: ! ingress ing-canary.test get query error: ingresses.networking.k8s.io "ing-canary" not found',
  ],
  [
    "a weight that is no number",
    [
      "reconcile",
      'Ingress/ing-canary {"metadata": {"annotations": {"nginx.ingress.kubernetes.io/canary-weight": "a lot"}}}',
      "get",
    ],
    "",
    "",
    'get: ! failed to convert a lot to int: strconv.Atoi: parsing "a lot": invalid syntax',
  ],
  [
    "somebody took all annotations away",
    ["reconcile", 'Ingress/ing-canary {"metadata": {"annotations": null}}', "get", "set 80/20"],
    "",
    "",
    "get: 100/0\nset 80/20: panic: assignment to entry in nil map",
  ],
] as const)("nginx: %s", ([, steps, text, replacement, last]) => {
  const said = routed(NGINX.replace(text, replacement), steps).trimEnd();
  expect(said.slice(-last.length)).toBe(last);
});

test("a change of the user's Ingress is followed, the weight stays", () => {
  expect(
    routed(NGINX, [
      "reconcile",
      "set 80/20",
      'Ingress/ing {"spec": {"ingressClassName": "other"}}',
      "reconcile",
      "get",
    ]),
  ).toBe(`
reconcile: create Ingress/ing-canary
set 80/20: update Ingress/ing-canary
reconcile: update Ingress/ing-canary
get: 80/20
`);
});

const SKIPPER = NGINX.replace("provider: nginx", "provider: skipper").replace(
  'kubectl.kubernetes.io/last-applied-configuration: "{}"',
  'zalando.org/skipper-predicate: Method("GET") && Weight(100)',
);

test("Skipper: a copy with both Services, weights and a predicate that outweighs the original", () => {
  expect(
    routed(SKIPPER, [
      "reconcile",
      "get",
      "set 60/40",
      "reconcile",
      "get",
      "set 100/0",
      "get",
      "show Ingress/ing-canary",
      "finalize",
      "finalize",
    ]),
  ).toBe(`
reconcile: create Ingress/ing-canary
get: 100/0
set 60/40: update Ingress/ing-canary
reconcile: nothing
get: 60/40
set 100/0: update Ingress/ing-canary
get: 100/0
labels:
  team: a
annotations:
  zalando.org/skipper-predicate: False() && Method("GET")
  nginx.ingress.kubernetes.io/canary-by-header: mine
  nginx.ingress.kubernetes.io/rewrite-target: /
  zalando.org/backend-weights: '{"web-canary":0,"web-primary":100}'
spec:
  ingressClassName: nginx
  rules:
    - host: web.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web-primary
                port:
                  number: 80
          - path: /b
            pathType: Prefix
            backend:
              service:
                name: other
                port:
                  number: 80
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web-canary
                port:
                  number: 80
finalize: nothing
finalize: ! ingress ing-canary.test unable to remove canary ingress: ingresses.networking.k8s.io "ing-canary" not found
`);
});

test("Skipper: an Ingress without annotations ends the controller", () => {
  const bare = SKIPPER.replace(/ {4}annotations:[\s\S]*?(?= {2}spec:)/, "");
  expect(routed(bare, ["reconcile"])).toBe(`
reconcile: panic: assignment to entry in nil map
`);
});

test.for([
  [
    null,
    'get backendWeights error: Annotation.Skipper Canary Ingress "zalando.org/backend-weights" not found',
  ],
  ["", "get backendWeights error: unexpected end of JSON input"],
  ['{\\"web-primary\\": 5', "get backendWeights error: unexpected end of JSON input"],
  ['{\\"web-canary\\": 5}', "could not get weights[primarySvcName]"],
  ['{\\"web-primary\\": 5}', "could not get weights[canarySvcName]"],
] as const)("Skipper: weights %s", ([weights, text]) => {
  const value = weights === null ? "null" : `"${weights}"`;
  const edit = `Ingress/ing-canary {"metadata": {"annotations": {"zalando.org/backend-weights": ${value}}}}`;
  expect(routed(SKIPPER, ["reconcile", edit, "get"])).toContain(
    `get: ! ingress ing-canary.test ${text}\n`,
  );
});
