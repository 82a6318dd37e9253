import { test } from "vitest";
import { linkerdMatch } from "../../../server/engine/rules/flagger/linkerdMatch.ts";
import { matchUnsupported } from "../../../server/engine/rules/flagger/matchUnsupported.ts";
import { expectProblemsOf } from "../../support/expect.ts";

const expectProblems = expectProblemsOf(linkerdMatch);
const expectUnsupported = expectProblemsOf(matchUnsupported);

const abTest = (provider: string, mark = "") =>
  `
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: cart, namespace: shop }
    spec:
      ${provider}
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: cart }
      analysis:
        iterations: 10
        match:
    #   ^^^^^ ${mark}
          - headers: { x-tester: { exact: "yes" } }`.replace(mark ? "" : /\n.*\^\^.*/, "");

const flagger = (values: string, name = "flagger") => `
    #- ${name}.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: ${name}, namespace: flagger-system }
    spec:
      chart: { spec: { chart: flagger } }
      ${values}`;

test("iterations send everybody to the canary", () => {
  expectProblems(
    abTest(
      "provider: linkerd",
      "linkerd-match (error): Flagger cannot match requests with provider linkerd, so at the first iteration all traffic goes to the canary, before a single metric was looked at. Use the ingress as provider (nginx, contour) or gatewayapi:v1, or step weights without match.",
    ),
  );
});

test("with step weights the match is passed over", () => {
  expectProblems(`
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: cart, namespace: shop }
    spec:
      provider: linkerd
      analysis:
        stepWeight: 10
        match: [{ headers: { x-tester: { exact: "yes" } } }]
    #   ^^^^^ linkerd-match (warning): Flagger cannot match requests with provider linkerd, so match has no effect: the weights apply to every request. Remove match, or use the ingress as provider (nginx, contour) or gatewayapi:v1.
  `);
});

test("the provider of a Canary that names none is Flagger's own", () => {
  expectProblems(
    abTest("suspend: false", "linkerd-match") + flagger("values: { meshProvider: linkerd }"),
  );
  expectProblems(abTest("suspend: false") + flagger("values: { meshProvider: nginx }"));
  expectProblems(abTest("provider: nginx") + flagger("values: { meshProvider: linkerd }"));
});

test("a provider that is not known is not judged", () => {
  expectProblems(abTest("suspend: false"));
  expectProblems(abTest("provider: ${PROVIDER}"));
  expectProblems(abTest("suspend: false") + flagger('values: { meshProvider: "${MESH}" }'));
  expectProblems(
    abTest("suspend: false") + flagger("valuesFrom: [{ kind: ConfigMap, name: flagger-values }]"),
  );
  expectProblems(
    abTest("suspend: false") +
      flagger("values: { meshProvider: linkerd }") +
      flagger("values: { meshProvider: nginx }", "other"),
  );
});

test("values written in the release win over those from elsewhere", () => {
  expectProblems(
    abTest("suspend: false", "linkerd-match") +
      flagger(
        "values: { meshProvider: linkerd }\n      valuesFrom: [{ kind: ConfigMap, name: flagger-values }]",
      ),
  );
});

test("arguments of a Deployment, in each of Go's spellings", () => {
  const deployment = (args: string) => `
    #- flagger.yaml
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: flagger, namespace: flagger-system }
    spec:
      selector: { matchLabels: { app: flagger } }
      template:
        spec:
          containers:
            - image: ghcr.io/fluxcd/flagger:1.44.0
              args: ${args}`;
  expectProblems(
    abTest("suspend: false", "linkerd-match") + deployment("[-mesh-provider=linkerd]"),
  );
  expectProblems(
    abTest("suspend: false", "linkerd-match") + deployment("[--mesh-provider=linkerd]"),
  );
  expectProblems(
    abTest("suspend: false", "linkerd-match") +
      deployment("[-log-level=info, -mesh-provider, linkerd]"),
  );
  expectProblems(
    abTest("suspend: false") + deployment("[-mesh-provider=linkerd, -mesh-provider=nginx]"),
  );
  expectProblems(abTest("suspend: false") + deployment("[-mesh-provider]"));
});

test("an overlay that may change the provider", () => {
  expectProblems(`
    #- base/canary.yaml${abTest("provider: linkerd").trimEnd()}
    #- base/kustomization.yaml
    resources: [canary.yaml]
    #- overlay/kustomization.yaml
    resources: [../base]
    patches:
      - target: { kind: Canary }
        patch: '[{ op: replace, path: /spec/provider, value: nginx }]'
  `);
});

test("an overlay that changes something else", () => {
  expectProblems(`
    #- base/canary.yaml${abTest("provider: linkerd", "linkerd-match").trimEnd()}
    #- base/kustomization.yaml
    resources: [canary.yaml]
    #- overlay/kustomization.yaml
    resources: [../base]
    patches:
      - target: { kind: Canary }
        patch: '[{ op: replace, path: /metadata/annotations, value: {} }]'
  `);
});

test("an empty match, and a match of another API's Canary", () => {
  expectProblems(`
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: cart, namespace: shop }
    spec: { provider: linkerd, analysis: { iterations: 10, match: [] } }
    ---
    apiVersion: canaries.example.com/v1
    kind: Canary
    metadata: { name: cart, namespace: shop }
    spec: { provider: linkerd, analysis: { iterations: 10, match: [{}] } }
  `);
});

test("other providers that have only weights", () => {
  for (const provider of ["smi:v1alpha2", "osm", "skipper", "traefik", "apisix", "kuma"]) {
    expectUnsupported(abTest(`provider: ${provider}`, "match-unsupported (error)"));
  }
  for (const provider of ["linkerd", "istio", "gloo", "appmesh:v1beta2", "gatewayapi:v1"]) {
    expectUnsupported(abTest(`provider: ${provider}`));
  }
});
