import { describe, expect, test } from "vitest";
import { apisixRoute } from "../../../../server/engine/rules/flagger/apisixRoute.ts";
import { delegationHosts } from "../../../../server/engine/rules/flagger/delegationHosts.ts";
import { gatewayRefService } from "../../../../server/engine/rules/flagger/gatewayRefService.ts";
import { gatewayRefsMissing } from "../../../../server/engine/rules/flagger/gatewayRefsMissing.ts";
import { httpRouteTwice } from "../../../../server/engine/rules/flagger/httpRouteTwice.ts";
import { kumaRouteShared } from "../../../../server/engine/rules/flagger/kumaRouteShared.ts";
import { meshNameMissing } from "../../../../server/engine/rules/flagger/meshNameMissing.ts";
import { splitHosts } from "../../../../server/engine/rules/flagger/splitHosts.ts";
import { upstreamNamespaceMissing } from "../../../../server/engine/rules/flagger/upstreamNamespaceMissing.ts";
import { virtualServiceTwice } from "../../../../server/engine/rules/flagger/virtualServiceTwice.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { scene } from "../scene.ts";
import { canaryScene } from "./canaryScene.ts";

const weights = "stepWeight: 10";

describe("gateway-refs-missing", () => {
  const check = expectProblemsOf(gatewayRefsMissing);
  const gateway = (spec: string) => canaryScene(weights, { provider: "gatewayapi:v1", spec });

  test("none, and an empty list", () => {
    check(
      gateway(
        "service: { port: 80 }\n#<- gateway-refs-missing (error): Flagger never starts this Canary: provider gatewayapi:v1 needs gatewayRefs, the Gateways that the HTTPRoute of cart belongs to.",
      ),
    );
    check(gateway("service:\n  port: 80\n  gatewayRefs: []\n  #<- gateway-refs-missing"));
    check(gateway("service: { port: 80, gatewayRefs: [{ name: public }] }"));
    check(gateway("service: { port: 80, gatewayRefs: '${REFS}' }"));
    check(canaryScene(weights));
  });

  test("a fragment of documentation misses nothing", () => {
    check(`
      apiVersion: flagger.app/v1beta1
      kind: Canary
      spec:
        provider: gatewayapi:v1
        service: { port: 80 }
    `);
  });
});

describe("gateway-ref-service", () => {
  const check = expectProblemsOf(gatewayRefService);
  const gateway = (lines: string) =>
    canaryScene(weights, {
      provider: "gatewayapi:v1beta1",
      spec: `service:\n  port: 80\n  gatewayRefs:\n    - name: cart\n${lines}`,
    });

  test("kind without group, and group without kind", () => {
    check(
      gateway(
        "      kind: Service\n      #     ^^^^^^^ gateway-ref-service (error): Without group: core this is a Service of gateway.networking.k8s.io, which does not exist, so the route is never accepted.",
      ),
    );
    check(
      gateway(
        "      group: core\n      #      ^^^^ gateway-ref-service: Without kind: Service this is a Gateway of the core group, which does not exist, so the route is never accepted.",
      ),
    );
    for (const group of ["core", '""'])
      check(gateway(`      group: ${group}\n      kind: Service`));
    check(gateway("      kind: Gateway"));
  });

  test("the fixes", () => {
    expect(fixed(gatewayRefService, gateway("      kind: Service"))).toContain(
      "- name: cart\n        kind: Service\n        group: core\n",
    );
    expect(fixed(gatewayRefService, gateway("      group: core"))).toContain(
      "- name: cart\n        group: core\n        kind: Service\n",
    );
  });

  test("a Gateway called like the Service that is there", () => {
    const service = `
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: cart, namespace: shop }
      spec: { ports: [{ port: 80 }] }
    `;
    const gatewayObject = `
      ---
      apiVersion: gateway.networking.k8s.io/v1
      kind: Gateway
      metadata: { name: cart, namespace: infra }
    `;
    const bare = (mark = "") =>
      canaryScene(weights, {
        provider: "gatewayapi:v1",
        spec: `service:\n  port: 80\n  gatewayRefs:\n    - name: cart\n${mark}`,
      });
    check(scene(bare("    #       ^^^^ gateway-ref-service (warning)"), service));
    check(scene(bare(), service, gatewayObject));
    check(bare());
  });
});

describe("apisix-route", () => {
  const check = expectProblemsOf(apisixRoute);
  const named = (label = "") =>
    canaryScene(weights, {
      provider: "apisix",
      spec: `routeRef: { apiVersion: apisix.apache.org/v2, kind: ApisixRoute, name: web }${label && `\n#                                                                      ^^^ ${label}`}`,
    });
  const route = (http: string) => `
    ---
    apiVersion: apisix.apache.org/v2
    kind: ApisixRoute
    metadata: { name: web, namespace: shop }
    spec: { http: ${http} }
  `;

  test("routes that Flagger cannot copy", () => {
    const never = "apisix-route (error): Flagger never starts this Canary: ApisixRoute web";
    check(scene(named(`${never} has no route under http.`), route("[]")));
    check(
      scene(
        named(`${never} has no route to the Service cart.`),
        route("[{ backends: [{ serviceName: other }] }]"),
      ),
    );
    check(
      scene(
        named(
          `${never} has 2 backends in its route to cart, and Flagger takes only one with a single backend.`,
        ),
        route("[{ backends: [{ serviceName: cart }, { serviceName: other }] }]"),
      ),
    );
    check(canaryScene(weights, { provider: "apisix\n#         ^^^^^^ apisix-route" }));
  });

  test("one that it can, one that is not known, and another provider", () => {
    check(scene(named(), route("[{ backends: [{ serviceName: cart }] }]")));
    check(scene(named(), route("[{ backends: [{ serviceName: '${SERVICE}' }] }]")));
    check(named());
    check(canaryScene(weights, { provider: "traefik" }));
  });
});

describe("mesh-name-missing", () => {
  const check = expectProblemsOf(meshNameMissing);

  test("the older API alone needs it", () => {
    check(
      canaryScene(weights, {
        provider: "appmesh",
        spec: "service: { port: 80 }\n#<- mesh-name-missing (error)",
      }),
    );
    check(
      canaryScene(weights, { provider: "appmesh", spec: "service: { port: 80, meshName: m }" }),
    );
    check(canaryScene(weights, { provider: "appmesh:v1beta2" }));
  });
});

describe("upstream-namespace-missing", () => {
  const check = expectProblemsOf(upstreamNamespaceMissing);
  const named = "apiVersion: gloo.solo.io/v1, kind: Upstream, name: cart";
  const gloo = (spec: string, provider = "gloo") => canaryScene(weights, { provider, spec });

  test("none, and an empty one", () => {
    check(gloo(`upstreamRef: { ${named} }\n#<- upstream-namespace-missing (error)`));
    const empty = "upstreamRef:\n  kind: Upstream\n  name: cart\n  namespace: ''\n";
    check(gloo(`${empty}  #<- upstream-namespace-missing`));
    check(gloo(`upstreamRef: { ${named}, namespace: shop }`));
    check(gloo(`upstreamRef: { ${named}, namespace: "\${PLACE}" }`));
  });

  test("other providers do not look at it", () => {
    check(gloo(`upstreamRef: { ${named} }`, "istio"));
  });

  test("it is written", () => {
    const source = gloo(`upstreamRef: { ${named} }`);
    expect(fixed(upstreamNamespaceMissing, source)).toContain("name: cart, namespace: shop }");
  });
});

describe("delegation-hosts", () => {
  const check = expectProblemsOf(delegationHosts);
  const istio = (service: string, provider = "istio") =>
    canaryScene(weights, { provider, spec: `service:\n  port: 80\n${service}` });

  test("hosts, gateways, or both", () => {
    check(
      istio(
        "  delegation: true\n  hosts: [a.example.com]\n  #<- delegation-hosts (error): Flagger never starts this Canary: with delegation there must be no hosts or gateways, which belong in the VirtualService that delegates to cart.\n  gateways: [public]",
      ),
    );
    check(istio("  delegation: true\n  gateways: [public]\n  #<- delegation-hosts"));
  });

  test("one of them alone, and other providers", () => {
    check(istio("  delegation: true\n  hosts: []"));
    check(istio("  delegation: false\n  hosts: [a.example.com]"));
    check(istio("  delegation: true\n  hosts: [a.example.com]", "nginx"));
  });

  test("the fix", () => {
    const text = fixed(
      delegationHosts,
      istio("  delegation: true\n  hosts: [a.example.com]\n  gateways: [public]"),
    );
    expect(text).toContain("  service:\n    port: 80\n    delegation: true\n  analysis:");
  });
});

describe("split-hosts", () => {
  const check = expectProblemsOf(splitHosts);
  const hosts = (host: string, provider = "linkerd", mark = "") =>
    canaryScene(weights, { provider, spec: `service:\n  port: 80\n  hosts: [${host}]\n${mark}` });

  test("a host that is no Service of the Canary", () => {
    check(
      hosts(
        "a.example.com",
        "linkerd",
        '  #<- split-hosts (error): No request is shifted: with provider linkerd the TrafficSplit is made for "a.example.com" instead of the Service cart. Remove hosts.',
      ),
    );
    for (const provider of ["osm", "smi:v1alpha2"]) {
      check(hosts("a.example.com", provider, "  #<- split-hosts"));
    }
  });

  test("the Service itself, what is not known, and other providers", () => {
    for (const host of ["cart", "cart.shop.svc.cluster.local", "'${HOST}'"]) check(hosts(host));
    check(hosts("a.example.com", "istio"));
    check(hosts("a.example.com", "smi:v1alpha2:istio"));
  });
});

describe("virtual-service-twice", () => {
  const check = expectProblemsOf(virtualServiceTwice);
  const canary = (label = "") =>
    canaryScene(weights, {
      spec: `service:\n  name: web\n${label && `  #     ^^^ ${label}\n`}  port: 80`,
    });
  const virtual = (name: string, spec: string, metadata = "") => `
    ---
    apiVersion: networking.istio.io/v1
    kind: VirtualService
    metadata: { name: ${name}, namespace: shop${metadata} }
    spec: ${spec}
  `;

  test("one of the same name, and one for the same host", () => {
    check(
      scene(
        canary(
          "virtual-service-twice (warning): Flagger writes VirtualService web anew at every tick, and Flux puts the one from Git back. Leave it to Flagger, and say what it needs under service.",
        ),
        virtual("web", "{ hosts: [a.example.com], gateways: [public] }"),
      ),
    );
    check(
      scene(
        canary(
          "virtual-service-twice: VirtualService mine is for the host web, too, so it competes with the one that Flagger makes, and the weights may count for nothing. Leave the host to Flagger.",
        ),
        virtual("mine", "{ hosts: [web.shop.svc.cluster.local] }"),
      ),
    );
  });

  test("those that mean no harm", () => {
    check(scene(canary(), virtual("edge", "{ hosts: [web], gateways: [public] }")));
    check(scene(canary(), virtual("other", "{ hosts: [other] }")));
    const annotation = "kustomize.toolkit.fluxcd.io/ssa: IfNotPresent";
    check(scene(canary(), virtual("web", "{ hosts: [web] }", `, annotations: { ${annotation} }`)));
    check(scene(canary(), virtual("web", "{ hosts: [web] }").replace("shop", "other")));
  });
});

describe("http-route-twice", () => {
  const check = expectProblemsOf(httpRouteTwice);
  const refs = "service: { name: web, port: 80, gatewayRefs: [{ name: g }] }";
  const canary = (label = "", provider = "gatewayapi:v1") =>
    canaryScene(weights, {
      provider,
      spec: label ? `${refs}\n#                ^^^ ${label}` : refs,
    });
  const route = (name: string) => `
    ---
    apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: { name: ${name}, namespace: shop }
    spec: { rules: [] }
  `;

  test("one of the same name alone, and with that provider", () => {
    check(scene(canary("http-route-twice (warning)"), route("web")));
    check(scene(canary(), route("other")));
    check(scene(canary("", "istio"), route("web")));
  });
});

describe("kuma-route-shared", () => {
  const check = expectProblemsOf(kumaRouteShared);
  const kuma = (label = "", service = "service: { name: web, port: 80 }") =>
    canaryScene(weights, {
      provider: "kuma",
      spec: label ? `${service}\n#                ^^^ ${label}` : service,
    });
  const other = (text: string) => `---\n${text.replace("namespace: shop", "namespace: sale")}`;

  test("two namespaces", () => {
    check(
      scene(
        kuma(
          "kuma-route-shared (error): Shares the TrafficRoute web, of which a cluster has one, with Canary sale/cart: each overwrites the other's weights. Give one of them another service.name.",
        ),
        other(kuma("kuma-route-shared")),
      ),
    );
    check(scene(kuma(), other(kuma("", "service: { name: shop, port: 80 }"))));
  });

  test("two clusters", () => {
    const cluster = (name: string, text: string) => `
      #- clusters/${name}/flux-system/gotk-sync.yaml
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: { name: flux-system, namespace: flux-system }
      spec: { interval: 1m, url: "https://example.com/fleet" }
      ---
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: flux-system, namespace: flux-system }
      spec: { interval: 10m, path: ./clusters/${name}, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
      #- clusters/${name}/canary.yaml
${text.replace(/^/gm, "      ")}`;
    check(
      scene(
        cluster("one", kuma()),
        cluster("two", kuma().replace("namespace: shop", "namespace: sale")),
      ),
    );
  });
});
