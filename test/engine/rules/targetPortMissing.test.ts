import { expect, test } from "vitest";
import { targetPortMissing } from "../../../server/engine/rules/targetPortMissing.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";
import { scene } from "./scene.ts";

const expectProblems = expectProblemsOf(targetPortMissing);

/** With a mark below the port where something is to be said of it. */
const service = (targetPort: string, label?: string) => `
  #- service.yaml
  apiVersion: v1
  kind: Service
  metadata: { name: web, namespace: shop }
  spec:
    selector: { app: web }
    ports:
      - port: 80
        targetPort: ${targetPort}
        ${label ? `#           ${"^".repeat(targetPort.length)} ${label}` : ""}
`;

const deployment = (pod: string, name = "web") => `
  #- ${name}.yaml
  apiVersion: apps/v1
  kind: Deployment
  metadata: { name: ${name}, namespace: shop }
  spec:
    selector: { matchLabels: { app: web } }
    template:
      metadata: { labels: { app: web } }
      spec: ${pod}
`;

const WEB = deployment(
  "{ containers: [{ name: web, image: web, ports: [{ name: http, containerPort: 80 }] }] }",
);

test("a name that no container has", () => {
  const label = `target-port-missing: No container of Deployment web has a port named "metrics", so this port has no endpoints. Did you mean "http"?`;
  expectProblems(scene(service("metrics", label), WEB));
  expectProblems(scene(service("http"), WEB));
  expect(fixed(targetPortMissing, scene(service("htpp"), WEB))).toContain("targetPort: http");
});

test("a number may be listened at without being declared", () => {
  expectProblems(scene(service("8080"), WEB));
  expectProblems(scene(service('"8080"'), WEB));
});

test("one of several workloads has it", () => {
  const other = deployment(
    "{ containers: [{ name: web, image: web, ports: [{ name: metrics, containerPort: 90 }] }] }",
    "other",
  );
  expectProblems(scene(service("metrics"), WEB, other));
});

test("a sidecar that starts first has ports, too", () => {
  const pod =
    "{ containers: [], initContainers: [{ name: proxy, restartPolicy: Always, ports: [{ name: proxy, containerPort: 90 }] }] }";
  expectProblems(scene(service("proxy"), deployment(pod)));
});

test("ports that meshes put in are not looked for", () => {
  expectProblems(scene(service("linkerd-admin"), WEB));
});

test("pods that are not here have ports that nobody knows", () => {
  expectProblems(scene(service("metrics")));
});

test("Flagger writes the ports of the Service of a Canary", () => {
  const canary = `
    #- canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: web, namespace: shop }
    spec: { targetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
  `;
  expectProblems(scene(service("metrics"), WEB, canary));
});
