import { expect, test } from "vitest";
import { backendPortMissing } from "../../../server/engine/rules/backendPortMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(backendPortMissing);

const service = (ports: string) => `
  #- service.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: web, namespace: shop }
  spec: { ports: [${ports}] }
`;

const HTTP = service("{ name: http, port: 80, targetPort: 8080 }");

/** With a mark below the port where something is to be said of it. */
const marked = (before: string, port: string, after: string, label?: string) =>
  `${before}${port}${after}\n${label ? `#${" ".repeat(before.length - 1)}${"^".repeat(port.length)} ${label}` : ""}`;

const ingress = (field: string, port: string, label?: string) =>
  [
    "#- ingress.yaml",
    "apiVersion: networking.k8s.io/v1",
    "kind: Ingress",
    "metadata: { name: web, namespace: shop }",
    "spec:",
    marked(`  defaultBackend: { service: { name: web, port: { ${field}: `, port, " } } }", label),
  ].join("\n");

const route = (kind: string, port: string, label?: string) =>
  [
    "#- route.yaml",
    "apiVersion: gateway.networking.k8s.io/v1",
    `kind: ${kind}`,
    "metadata: { name: web, namespace: shop }",
    "spec:",
    marked("  rules: [{ backendRefs: [{ name: web, port: ", port, " }] }]", label),
  ].join("\n");

test("an Ingress with the port of the pods", () => {
  const label =
    "backend-port-missing: Service web has no port 8080, so requests that it takes there are answered with an error. It has 80 (http).";
  expectProblems(scene(HTTP, ingress("number", "8080", label)));
  expectProblems(scene(HTTP, ingress("number", "80")));
  expect(fixed(backendPortMissing, scene(HTTP, ingress("number", "8080")))).toContain(
    "{ number: 80 }",
  );
});

test("an Ingress with the name of a port", () => {
  expectProblems(scene(HTTP, ingress("name", "web", "backend-port-missing")));
  expectProblems(scene(HTTP, ingress("name", "http")));
});

test.for(["HTTPRoute", "GRPCRoute"])("%s", (kind) => {
  expectProblems(scene(HTTP, route(kind, "8080", "backend-port-missing")));
  expectProblems(scene(HTTP, route(kind, "80")));
});

test("a Service that is not here, or has no ports, has ones that nobody knows", () => {
  expectProblems(scene(ingress("number", "8080")));
  expectProblems(scene(service(""), ingress("number", "8080")));
});

test("a Service whose ports are filled in later is not judged", () => {
  expectProblems(scene(service('{ port: "${PORT}" }'), ingress("number", "8080")));
});

test("Flagger writes the ports of the Service of a Canary", () => {
  const canary = `
    #- canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: shop }
    spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
  `;
  expectProblems(scene(HTTP, ingress("number", "8080"), canary));
});

test("in one overlay only, which is named", () => {
  expectProblems(
    scene(
      `
      #- base/kustomization.yaml
      resources: [service.yaml, ingress.yaml]
      `,
      HTTP.replace("#- ", "#- base/"),
      ingress(
        "number",
        "80",
        "backend-port-missing: Service web has no port 80, so requests that it takes there are answered with an error. It has 8080 (http) (in test).",
      ).replace("#- ", "#- base/"),
      `
      #- live/kustomization.yaml
      resources: [../base]
      #- test/kustomization.yaml
      resources: [../base]
      patches:
        - target: { kind: Service }
          patch: |-
            - { op: replace, path: /spec/ports/0/port, value: 8080 }
      `,
    ),
  );
});
