import { describe, test } from "vitest";
import { ingressBackendMissing } from "../../../../server/engine/rules/flagger/ingressBackendMissing.ts";
import { ingressRefMissing } from "../../../../server/engine/rules/flagger/ingressRefMissing.ts";
import { ingressRuleEmpty } from "../../../../server/engine/rules/flagger/ingressRuleEmpty.ts";
import { ingressSeveral } from "../../../../server/engine/rules/flagger/ingressSeveral.ts";
import { skipperAnnotations } from "../../../../server/engine/rules/flagger/skipperAnnotations.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { scene } from "../scene.ts";
import { canaryScene } from "./canaryScene.ts";

const reference = "ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: web }";
const mark = (label: string) =>
  `#                                                                    ^^^ ${label}`;

const canary = (label = "", provider = "nginx") =>
  canaryScene("stepWeight: 10", {
    provider,
    spec: label === "" ? reference : `${reference}\n${mark(label)}`,
  });

const ingress = (service: string, name = "web", metadata = "") => `
  ---
  apiVersion: networking.k8s.io/v1
  kind: Ingress
  metadata: { name: ${name}, namespace: shop${metadata} }
  spec:
    rules:
      - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: ${service}, port: { number: 80 } } } }] }
`;

describe("ingress-ref-missing", () => {
  const check = expectProblemsOf(ingressRefMissing);

  test("the providers that need it", () => {
    check(
      canaryScene("stepWeight: 10", {
        provider:
          "nginx\n#         ^^^^^ ingress-ref-missing (error): Flagger never starts this Canary: provider nginx needs ingressRef, the Ingress of which Flagger makes a copy for the canary. Name the one that leads to cart.",
      }),
    );
    check(canaryScene("stepWeight: 10", { provider: "contour" }));
    check(canary());
  });

  test("an overlay may add it", () => {
    check(
      scene(
        `
        #- overlay/kustomization.yaml
        resources: [../base]
        patches: [{ path: patch.yaml }]
        #- overlay/patch.yaml
        apiVersion: flagger.app/v1beta1
        kind: Canary
        metadata: { name: cart, namespace: shop }
        spec: { ingressRef: { apiVersion: networking.k8s.io/v1, kind: Ingress, name: web } }
        #- base/kustomization.yaml
        resources: [canary.yaml]
        #- base/canary.yaml
        `,
        canaryScene("stepWeight: 10", { provider: "nginx" }),
      ),
    );
  });
});

describe("ingress-backend-missing", () => {
  const check = expectProblemsOf(ingressBackendMissing);

  test("nginx ends in an error, skipper in success", () => {
    check(
      scene(
        canary(
          "ingress-backend-missing (error): No path of Ingress web leads to the Service cart, so Flagger scales the target to zero and then reports an error at every tick. Its paths lead to cart-web: let one lead to cart.",
        ),
        ingress("cart-web"),
      ),
    );
    check(
      scene(
        canary(
          "ingress-backend-missing: No path of Ingress web leads to the Service cart, so every rollout will succeed although no request reaches the new version. Its paths lead to cart-web: let one lead to cart.",
          "skipper",
        ),
        ingress("cart-web"),
      ),
    );
  });

  test("the default backend is no path", () => {
    check(
      scene(
        canary("ingress-backend-missing (error)"),
        `
        ---
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata: { name: web, namespace: shop }
        spec: { defaultBackend: { service: { name: cart, port: { number: 80 } } } }
        `,
      ),
    );
  });

  test("a path leads there, or may", () => {
    check(scene(canary(), ingress("cart")));
    check(scene(canary(), ingress("'${SERVICE}'")));
    check(canary());
    check(scene(canary("", "istio"), ingress("cart-web")));
  });

  test("overlays with other backends are judged one by one", () => {
    check(
      scene(
        `
        #- base/kustomization.yaml
        resources: [canary.yaml]
        #- base/canary.yaml
        `,
        canary(
          "ingress-backend-missing: No path of Ingress web leads to the Service cart, so Flagger scales the target to zero and then reports an error at every tick. Its paths lead to cart-web: let one lead to cart (in bad).",
        ),
        ingress("cart"),
        `
        #- good/kustomization.yaml
        resources: [../base]
        #- bad/kustomization.yaml
        resources: [../base]
        patches:
          - target: { kind: Ingress }
            patch: |
              - op: replace
                path: /spec/rules/0/http/paths/0/backend/service/name
                value: cart-web
        `,
      ),
    );
  });
});

describe("ingress-rule-empty", () => {
  const check = expectProblemsOf(ingressRuleEmpty);
  const empty = `
    ---
    apiVersion: networking.k8s.io/v1
    kind: Ingress
    metadata: { name: web, namespace: shop }
    spec: { rules: [{ host: a.example.com }] }
  `;

  test("the controller crashes", () => {
    check(scene(canary("ingress-rule-empty (error)"), empty));
    check(scene(canary("", "traefik"), empty));
    check(scene(canary(), ingress("cart")));
  });
});

describe("ingress-several", () => {
  const check = expectProblemsOf(ingressSeveral);

  test("another Ingress for the same Service", () => {
    check(
      scene(
        canary(
          "ingress-several (warning): Requests through Ingress partners all stay on the primary: Flagger shifts only those that come through web. Bring the rules for cart together in one Ingress.",
        ),
        ingress("cart"),
        ingress("cart", "partners"),
      ),
    );
  });

  test("for another Service, and in another namespace", () => {
    check(scene(canary(), ingress("cart"), ingress("other", "partners")));
    check(
      scene(canary(), ingress("cart"), ingress("cart", "partners").replace("shop", "wholesale")),
    );
  });

  test("overlays of one base are not there at the same time", () => {
    const overlay = (name: string) => `
      #- ${name}/kustomization.yaml
      resources: [../base, ingress.yaml]
      #- ${name}/ingress.yaml`;
    check(
      scene(
        `
        #- base/kustomization.yaml
        resources: [canary.yaml]
        #- base/canary.yaml
        `,
        canary(),
        ingress("cart"),
        overlay("staging"),
        ingress("other", "staging").replace("---", ""),
        overlay("production"),
        ingress("cart", "production").replace("---", "").replace("cart,", "other,"),
      ),
    );
  });
});

describe("skipper-annotations", () => {
  const check = expectProblemsOf(skipperAnnotations);

  test("none, and some", () => {
    check(scene(canary("skipper-annotations (error)", "skipper"), ingress("cart")));
    check(scene(canary("", "skipper"), ingress("cart", "web", ", annotations: { a: b }")));
    check(scene(canary(), ingress("cart")));
  });

  test("some that a kustomization adds", () => {
    check(
      scene(
        `
        #- kustomization.yaml
        resources: [all.yaml]
        commonAnnotations: { team: shop }
        #- all.yaml
        `,
        canary("", "skipper"),
        ingress("cart"),
      ),
    );
  });
});
