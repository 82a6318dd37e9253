import { expect, test } from "vitest";
import { apps, render } from "./renderFixture.ts";

/** What is told of a Deployment with one container, behind the name of the kind. */
const toldOf = (container: string, spec = ""): string =>
  render(`${apps()}
    #- apps/web.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: web, namespace: apps }
    spec:
      selector: { matchLabels: { app: web } }
      template: { metadata: { labels: { app: web } }, spec: { containers: [${container}] } }
      ${spec}
    `).replace(/^.*Kind=Deployment\)(:| to proper.*?Kind=Deployment:) /s, "");

// Recorded from the structures and schemas of Kubernetes 0.36.3.
const FORMAT =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

test.for([
  ["resources: { limits: { memory: 1GB } }", FORMAT],
  ["resources: { limits: { memory: 1 Gi } }", FORMAT],
  ["resources: { limits: { cpu: '' } }", FORMAT],
  ["resources: { requests: { memory: 1K } }", "unable to parse quantity's suffix"],
  ["ports: [{ containerPort: 80.5 }]", "cannot convert float64 to int32"],
  ["securityContext: { runAsUser: 0.5 }", "cannot convert float64 to int64"],
  [
    "livenessProbe: { httpGet: { port: 1.5 } }",
    "json: cannot unmarshal number 1.5 into Go value of type int32",
  ],
  [
    "livenessProbe: { httpGet: { port: true } }",
    "json: cannot unmarshal bool into Go value of type int32",
  ],
] as const)("no structure holds %s", ([field, told]) => {
  expect(toldOf(`{ name: main, ${field} }`)).toBe(`${told} (apps/web.yaml:6)`);
});

test("of several values that do not fit, the one that comes first in the structure is told", () => {
  expect(
    toldOf(
      "{ name: main, resources: { limits: { cpu: x } } }",
      "strategy: {}\n      replicas: 1.5",
    ),
  ).toBe("cannot convert float64 to int32 (apps/web.yaml:8)");
});

test("a port that is written as a float is a whole number all the same", () => {
  expect(toldOf("{ name: main, livenessProbe: { httpGet: { port: 80.0 } } }")).toContain(
    "port: 80\n",
  );
});

test.for([
  [
    "{ name: main, ports: [80] }",
    '.spec.template.spec.containers[name="main"].ports: element 0: associative list with keys may not have non-map elements',
  ],
  [
    "{ name: main, args: [[null]] }",
    '.spec.template.spec.containers[name="main"].args[0]: expected string, got &value.valueUnstructured{Value:[]interface {}{interface {}(nil)}}',
  ],
  [
    "{ name: main, args: [18446744073709551615] }",
    '.spec.template.spec.containers[name="main"].args[0]: expected string, got &value.valueUnstructured{Value:1.8446744073709552e+19}',
  ],
] as const)("the container %s is refused", ([container, told]) => {
  expect(toldOf(container)).toBe(`${told} (apps/web.yaml:6)`);
});

test.for([
  ["finalizers: [null, {}]", "finalizers", "without keys has an element that's an explicit null"],
  ["finalizers: [{ a: b }]", "finalizers", "without keys has an element that's a map type"],
  ["ownerReferences: [a]", "ownerReferences", "with keys may not have non-map elements"],
] as const)("%s is refused", ([field, name, told]) => {
  expect(
    render(`${apps()}
    #- apps/out.yaml
    { apiVersion: v1, kind: ConfigMap, metadata: { name: out, namespace: apps, ${field} } }
    `),
  ).toContain(`: .metadata.${name}: element 0: associative list ${told} (`);
});

test("bytes are base64 wherever they stand", () => {
  expect(
    render(`${apps()}
    #- apps/hook.yaml
    apiVersion: admissionregistration.k8s.io/v1
    kind: ValidatingWebhookConfiguration
    metadata: { name: hook }
    webhooks: [{ name: a.b.c, clientConfig: { url: "https://x", caBundle: "a b" } }]
    `),
  ).toContain("error decoding from json: illegal base64 data at input byte 1 (apps/hook.yaml:4)");
});

/** Shaped like a certificate: a sequence of two sequences and a bit string. */
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMAYwADAAAwA=\n-----END CERTIFICATE-----\n";

test.for([
  ["Cg==", undefined],
  ["not base64", undefined],
  [btoa("-----BEGIN CERTIFICATE-----\nbm9uZQ==\n-----END CERTIFICATE-----\n"), undefined],
  [btoa(CERTIFICATE.replaceAll("CERTIFICATE", "PRIVATE KEY")), undefined],
  ["", '""'],
  [btoa(CERTIFICATE), btoa(CERTIFICATE)],
  [btoa(`two files\r\n${CERTIFICATE.replaceAll("\n", "\r\n")}`), "dHdvIGZpbGVzDQ"],
] as const)("the bundle %s of a definition", ([bundle, left]) => {
  const output = render(`${apps()}
    #- apps/crd.yaml
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: { name: cups.x.example.com }
    spec:
      conversion:
        strategy: Webhook
        webhook: { conversionReviewVersions: [v1], clientConfig: { caBundle: "${bundle}", url: "https://x" } }
    `);
  expect(output).toContain("clientConfig:\n");
  expect(output.includes("caBundle")).toBe(left !== undefined);
  expect(output).toContain(left ?? "url: https://x");
});
