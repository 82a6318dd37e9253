import { expect, test } from "vitest";
import { definition } from "../../../server/engine/features/definition.ts";
import { hover } from "../../../server/engine/features/hover.ts";
import { readScene } from "../../support/features.ts";

const scene = (user: string) => `
#- canary.yaml
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: face-rollout, namespace: faces }
spec:
  provider: linkerd
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
  autoscalerRef: { apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, name: face }
  service: { port: 80 }
  analysis: { interval: 10s, threshold: 3, stepWeight: 5 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: face, namespace: faces }
spec:
  template:
    spec: { containers: [{ name: face, envFrom: [{ configMapRef: { name: settings } }] }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: faces }
#- user.yaml
${user}
`;

const ingress = (service: string) => `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: face, namespace: faces }
spec: { rules: [{ http: { paths: [{ path: /, backend: { service: { name: ${service} } } }] } }] }
`;

const inNamespace = (namespace: string, name: string) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: probe, namespace: ${namespace} }
data: { target: "${name}" }
`;

/** The texts at the places that a definition leads to. */
function definitionAt(user: string): readonly string[] {
  const { workspace, cursor, files } = readScene(scene(user));
  return definition(workspace, cursor).map(({ path, span }) =>
    (files.get(path) ?? "").slice(span.start, span.end),
  );
}

test.for([
  ["a Service of the canary pods", ingress("face-ca<|>nary")],
  ["the Service in front", ingress("fa<|>ce")],
  ["inside a URL", inNamespace("faces", "http://face-prima<|>ry/status")],
  [
    "in another namespace, by its host name",
    inNamespace("probes", "http://face-canary<|>.faces:80/"),
  ],
  ["the copy of a ConfigMap", inNamespace("faces", "settings-<|>primary")],
])("%s leads to its Canary", ([, user = ""]) => {
  expect(definitionAt(user)).toEqual(["face-rollout"]);
});

test.for([
  ["the host behind the name", inNamespace("probes", "http://face-canary.fac<|>es/")],
  ["a name that nobody derives", inNamespace("faces", "nose-<|>canary")],
  ["a word that only looks like the Service", inNamespace("faces", "fa<|>ce")],
])("%s leads nowhere", ([, user = ""]) => {
  expect(definitionAt(user)).toEqual([]);
});

test("hover says who makes it", () => {
  const { workspace, cursor } = readScene(scene(ingress("face-<|>primary")));
  expect(hover(workspace, cursor)?.markdown).toMatch(
    /^`face-primary` is made by Flagger for\n\n.*face-rollout/,
  );
});
