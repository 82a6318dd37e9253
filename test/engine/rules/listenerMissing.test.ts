import { expect, test } from "vitest";
import { listenerMissing } from "../../../server/engine/rules/listenerMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(listenerMissing);

const GATEWAY = `
  #- gateway.yaml
  apiVersion: gateway.networking.k8s.io/v1
  kind: Gateway
  metadata: { name: public, namespace: shop }
  spec:
    gatewayClassName: envoy
    listeners:
      - { name: http, protocol: HTTP, port: 80 }
      - { name: https, protocol: HTTPS, port: 443 }
`;

const route = (section: string, label?: string) => `
  #- route.yaml
  apiVersion: gateway.networking.k8s.io/v1
  kind: HTTPRoute
  metadata: { name: shop, namespace: shop }
  spec:
    parentRefs:
      - name: public
        sectionName: ${section}
        ${label ? `#            ${"^".repeat(section.length)} ${label}` : ""}
`;

test("a route that names no listener is attached to nothing", () => {
  expectProblems(scene(GATEWAY, route("web", "listener-missing")));
});

test("one that is there is fine, and so is a variable", () => {
  expectProblems(scene(GATEWAY, route("https")));
  expectProblems(scene(GATEWAY, route('"${SECTION}"')));
});

test("of a Gateway that is not here nothing is known", () => {
  expectProblems(scene(route("web")));
});

test("the near one is offered", () => {
  expect(fixed(listenerMissing, scene(GATEWAY, route("hhttps")))).toContain("sectionName: https");
});
