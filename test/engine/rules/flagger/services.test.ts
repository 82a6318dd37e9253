import { describe, expect, test } from "vitest";
import { portDiscoveryClash } from "../../../../server/engine/rules/flagger/portDiscoveryClash.ts";
import { selectorLeftBehind } from "../../../../server/engine/rules/flagger/selectorLeftBehind.ts";
import { selectorShared } from "../../../../server/engine/rules/flagger/selectorShared.ts";
import { serviceNameStale } from "../../../../server/engine/rules/flagger/serviceNameStale.ts";
import { serviceOverwritten } from "../../../../server/engine/rules/flagger/serviceOverwritten.ts";
import { serviceTargetClusterIp } from "../../../../server/engine/rules/flagger/serviceTargetClusterIp.ts";
import { serviceTargetName } from "../../../../server/engine/rules/flagger/serviceTargetName.ts";
import { targetPortUnexposed } from "../../../../server/engine/rules/flagger/targetPortUnexposed.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { scene } from "../scene.ts";
import { canaryScene } from "./canaryScene.ts";

const weights = "stepWeight: 10";
const TARGET = "targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }";

const canary = (label = "", spec = "service: { port: 80 }") =>
  canaryScene(weights, {
    spec: `${TARGET}${label && `\n#                                                         ^^^^ ${label}`}\n${spec}`,
  });

const workload = (name: string, labels: string, ports = "[]", namespace = "shop") => `
  ---
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: ${name}, namespace: ${namespace} }
  spec:
    selector: { matchLabels: ${labels} }
    template:
      metadata: { labels: ${labels} }
      spec: { containers: [{ name: web, ports: ${ports} }] }
`;

const service = (name: string, selector: string, ports = "[{ port: 80 }]") => `
  ---
  apiVersion: v1
  kind: Service
  metadata: { name: ${name}, namespace: shop }
  spec: { selector: ${selector}, ports: ${ports} }
`;

describe("selector-shared", () => {
  const check = expectProblemsOf(selectorShared);

  test("another workload with the value of the target, or of its primary", () => {
    check(
      scene(
        canary(
          'selector-shared (error): The Services of this Canary will lead to pods of Deployment worker, too: Flagger selects by "app: cart" alone, which both have. Give cart or worker another value.',
        ),
        workload("cart", "{ app: cart }"),
        workload("worker", "{ app: cart }"),
      ),
    );
    check(
      scene(
        canary("selector-shared"),
        workload("cart", "{ app: cart }"),
        workload("cart-primary", "{ app: cart-primary }"),
      ),
    );
  });

  test("other values, other namespaces, and a label that is not known", () => {
    const target = workload("cart", "{ app: cart }");
    check(scene(canary(), target, workload("worker", "{ app: worker }")));
    check(scene(canary(), target, workload("worker", "{ app: cart }", "[]", "other")));
    check(
      scene(
        canary(),
        workload("cart", "{ app: cart, team: shop }"),
        workload("worker", "{ app: worker, team: shop }"),
      ),
    );
    check(
      scene(canary(), workload("cart", "{ app: '${APP}' }"), workload("w", "{ app: '${APP}' }")),
    );
  });

  test("a label that a kustomization gives to all", () => {
    check(
      scene(
        `
        #- kustomization.yaml
        resources: [all.yaml]
        commonLabels: { app: shop }
        #- all.yaml
        `,
        canary("selector-shared"),
        workload("cart", "{ }"),
        workload("worker", "{ role: worker }"),
      ),
    );
  });

  test("overlays of one base are not there at the same time", () => {
    const overlay = (name: string, worker: string) => `
      #- ${name}/kustomization.yaml
      resources: [../base, worker.yaml]
      #- ${name}/worker.yaml
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: worker, namespace: shop }
      spec:
        selector: { matchLabels: { app: ${worker} } }
        template: { metadata: { labels: { app: ${worker} } } }
    `;
    check(
      scene(
        `
        #- base/kustomization.yaml
        resources: [all.yaml]
        #- base/all.yaml
        `,
        canary(
          'selector-shared: The Services of this Canary will lead to pods of Deployment worker, too: Flagger selects by "app: cart" alone, which both have. Give cart or worker another value (in production).',
        ),
        workload("cart", "{ app: cart }"),
        overlay("production", "cart"),
        overlay("staging", "worker"),
      ),
    );
  });
});

describe("selector-left-behind", () => {
  const check = expectProblemsOf(selectorLeftBehind);
  const target = workload("cart", "{ app: cart, team: shop }");
  const flagger = `
    #- flagger.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flagger, namespace: system }
    spec: { chart: { spec: { chart: flagger } } }
  `;

  test("a Service of one's own", () => {
    check(
      scene(
        canary(
          'selector-left-behind (warning): Service cart-metrics selects by "app: cart", which pods of the primary do not have: theirs is "cart-primary". It will have no endpoints but during a rollout. Select by another label, or by "app: cart-primary".',
        ),
        target,
        service("cart-metrics", "{ app: cart }"),
        flagger,
      ),
    );
  });

  test("those that Flagger takes over, and those that find pods all the same", () => {
    for (const name of ["cart", "cart-primary", "cart-canary"]) {
      check(scene(canary(), target, service(name, "{ app: cart }"), flagger));
    }
    check(scene(canary(), target, service("x", "{ team: shop }"), flagger));
    check(scene(canary(), target, service("x", "{ app: cart, role: other }"), flagger));
    check(scene(canary(), target, service("x", "{ app: cart-primary }"), flagger));
  });
});

describe("service-overwritten", () => {
  const check = expectProblemsOf(serviceOverwritten);
  const ports = "[{ name: http, port: 80 }, { name: metrics, port: 9090 }]";
  const at = (mark = "", more = "") => canary("", `service:\n  port: 80\n${mark}${more}`);
  const target = workload("cart", "{ app: cart }", "[{ name: metrics, containerPort: 9090 }]");

  test("a port that Flagger does not leave", () => {
    check(
      scene(
        at(
          "  #     ^^ service-overwritten (warning): Flagger will take port 9090 (metrics) away from Service cart: it leaves 80. Set portDiscovery: true, or give the Canary another service.name.\n",
        ),
        target,
        service("cart", "{ app: cart }", ports),
      ),
    );
    check(
      scene(
        at("  #     ^^ service-overwritten\n", "  portDiscovery: true"),
        workload("cart", "{ app: cart }"),
        service("cart", "{ app: cart }", ports),
      ),
    );
  });

  test("ports that are discovered, another Service, and a target that is not here", () => {
    const taken = service("cart", "{ app: cart }", ports);
    check(scene(at("", "  portDiscovery: true"), target, taken));
    check(scene(at("", "  name: web"), target, taken));
    check(scene(at(), taken));
  });
});

describe("target-port-unexposed", () => {
  const check = expectProblemsOf(targetPortUnexposed);
  const at = (lines: string) => canary("", `service:\n${lines}`);
  const exposing = (ports: string) => workload("cart", "{ app: cart }", ports);

  test("a name that no port has", () => {
    check(
      scene(
        at(
          '  port: 80\n  targetPort: web\n  #           ^^^ target-port-unexposed (error): The Services of this Canary will have no endpoints: no container of cart has a port named "web"; there is http (8080).',
        ),
        exposing("[{ name: http, containerPort: 8080 }]"),
      ),
    );
    check(
      scene(
        at("  port: 80\n  targetPort: http\n  #           ^^^^ target-port-unexposed (error)"),
        exposing("[]"),
      ),
    );
  });

  test("a number that no container lists, said or assumed", () => {
    check(
      scene(
        at(
          "  port: 80\n  #     ^^ target-port-unexposed (warning): Without targetPort the Services of this Canary lead to port 80 of the pods, which no container of cart lists; there are http (8080), 9090. If nothing listens there, the canary gets no requests and is rolled back.",
        ),
        exposing("[{ name: http, containerPort: 8080 }, { containerPort: 9090 }]"),
      ),
    );
    check(
      scene(
        at("  port: 80\n  targetPort: 81\n  #           ^^ target-port-unexposed (warning)"),
        exposing("[{ containerPort: 8080 }]"),
      ),
    );
  });

  test("a number in quotes is a name", () => {
    const source = scene(
      at('  port: 80\n  targetPort: "8080"\n  #           ^^^^^^ target-port-unexposed (error)'),
      exposing("[{ containerPort: 8080 }]"),
    );
    check(source);
    expect(fixed(targetPortUnexposed, source)).toContain("targetPort: 8080\n");
  });

  test("ports that fit, that nobody lists, and that are not known", () => {
    check(scene(at("  port: 8080"), exposing("[{ containerPort: 8080 }]")));
    check(
      scene(at("  port: 80\n  targetPort: http"), exposing("[{ name: http, containerPort: 1 }]")),
    );
    check(scene(at("  port: 80"), exposing("[]")));
    check(scene(at("  port: 80\n  targetPort: web"), exposing("[{ name: '${PORT}' }]")));
    check(scene(at("  port: 80\n  targetPort: '${PORT}'"), exposing("[{ containerPort: 8080 }]")));
    check(at("  port: 80\n  targetPort: web"));
  });

  test("the fix names the only port", () => {
    const source = scene(at("  port: 80"), exposing("[{ name: http, containerPort: 8080 }]"));
    expect(fixed(targetPortUnexposed, source)).toContain("port: 80\n    targetPort: http\n");
  });
});

describe("port-discovery-clash", () => {
  const check = expectProblemsOf(portDiscoveryClash);
  const at = (label = "", more = "") =>
    canary(
      "",
      `service:\n  port: 80\n  portDiscovery: true\n${label && `  #<- ${label}\n`}${more}`,
    );
  const exposing = (ports: string) => workload("cart", "{ app: cart }", ports);

  test("a name, a number, and a number of two containers", () => {
    check(
      scene(
        at(
          'port-discovery-clash (error): Kubernetes refuses the Services of this Canary, at every tick: "http" is the name of its own port 80 and of port 8080 of container web. Set targetPort to the port of the container.',
        ),
        exposing("[{ name: http, containerPort: 8080 }]"),
      ),
    );
    check(
      scene(
        at(
          'port-discovery-clash: Kubernetes refuses the Services of this Canary, at every tick: 80 is the number of its own port and of "web" of container web.',
          "  targetPort: http",
        ),
        exposing("[{ name: http, containerPort: 8080 }, { name: web, containerPort: 80 }]"),
      ),
    );
    check(
      scene(
        at(
          "port-discovery-clash: Kubernetes refuses the Services of this Canary, at every tick: the containers list 53 more than once.",
        ),
        exposing(
          "[{ name: dns, containerPort: 53 }, { name: udp, containerPort: 53, protocol: UDP }]",
        ),
      ),
    );
  });

  test("ports that are covered, and sidecars", () => {
    check(scene(at("", "  targetPort: http"), exposing("[{ name: http, containerPort: 8080 }]")));
    check(scene(at("", "  portName: web"), exposing("[{ name: http, containerPort: 80 }]")));
    check(
      scene(
        at(),
        exposing("[{ name: http, containerPort: 80 }]").replace("name: web", "name: istio-proxy"),
      ),
    );
  });

  test("the fix", () => {
    const source = scene(at(), exposing("[{ name: http, containerPort: 8080 }]"));
    expect(fixed(portDiscoveryClash, source)).toContain("targetPort: http");
  });
});

describe("a Service as target", () => {
  const named = expectProblemsOf(serviceTargetName);
  const address = expectProblemsOf(serviceTargetClusterIp);
  const at = (label = "", spec = "service: { port: 80 }") =>
    canaryScene(weights, {
      spec: `targetRef: { apiVersion: v1, kind: Service, name: cart }${label && `\n#                                                 ^^^^ ${label}`}\n${spec}`,
    });

  test("with another service.name", () => {
    named(
      at(
        "",
        "service:\n  name: web\n  #     ^^^ service-target-name (error): Routes will lead to Services that do not exist: Flagger copies Service cart to cart-primary and cart-canary, and routes to web-primary and web-canary. Leave service.name out.\n  port: 80",
      ),
    );
    named(at("", "service: { name: cart, port: 80 }"));
    named(canary("", "service: { name: web, port: 80 }"));
  });

  test("of a type that can be copied, and one that cannot", () => {
    address(scene(at("service-target-cluster-ip (error)"), service("cart", "{ app: cart }")));
    address(
      scene(
        at(),
        service("cart", "{}").replace("spec: {", "spec: { type: ExternalName, externalName: a,"),
      ),
    );
    address(at());
    address(scene(canary(), service("cart", "{}")));
  });
});

describe("service-name-stale", () => {
  const check = expectProblemsOf(serviceNameStale);
  const at = (url: string, mark = "", service = "service: { name: web, port: 80 }") =>
    canaryScene(`${weights}\nwebhooks:\n  - url: ${url}\n${mark}`, { spec: service });

  test("a Service that was called after the target", () => {
    check(
      at(
        "http://cart-canary.shop:80/",
        "  #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ service-name-stale (warning): No Service cart-canary is made: with service.name Flagger calls them web, web-primary and web-canary.",
      ),
    );
  });

  test("Services that are there", () => {
    check(at("http://web-canary.shop/"));
    check(at("http://cart-canary.other/"));
    check(at("http://cart-canary.shop/", "", "service: { port: 80 }"));
    check(scene(at("http://cart-canary.shop/"), service("cart-canary", "{ app: cart }")));
    check(
      scene(
        at("http://cart-canary.shop/"),
        "---",
        canary().replace("metadata: { name: cart", "metadata: { name: old"),
      ),
    );
  });
});
