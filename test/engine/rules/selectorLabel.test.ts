import { describe, expect, test } from "vitest";
import { selectorLabel } from "../../../server/engine/rules/flagger/selectorLabel.ts";
import { expectProblemsOf } from "../../support/expect.ts";
import { fixed } from "../../support/fixed.ts";

const expectProblems = expectProblemsOf(selectorLabel);

const canary = (mark = "") =>
  `
    #- canary.yaml
    apiVersion: flagger.app/v1beta1
    kind: Canary
    metadata: { name: face, namespace: faces }
    spec:
      targetRef: { apiVersion: apps/v1, kind: Deployment, name: face }
    #                                                           ^^^^ ${mark}
      analysis: { iterations: 10 }`.replace(mark ? "" : /\n.*\^\^.*/, "");

const deployment = (labels: string, path = "face.yaml") => `
    #- ${path}
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: face, namespace: faces }
    spec:
      selector: { matchLabels: ${labels} }`;

const flagger = (values: string) => `
    #- flagger.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: flagger, namespace: flagger-system }
    spec:
      chart: { spec: { chart: flagger } }
      ${values}`;

describe("Flagger's labels", () => {
  test("said in its values", () => {
    expectProblems(
      canary(
        'selector-label (error): Flagger never starts this Canary: the selector of Deployment face has no label "app" or "name" by which Flagger tells primary from canary; it has "service", which its selectorLabels do not list.',
      ) +
        deployment("{ service: face }") +
        flagger('values: { selectorLabels: "app,name" }'),
    );
  });

  test("by default, when the release says nothing or nothing much", () => {
    const mark =
      'selector-label: Flagger never starts this Canary: the selector of Deployment face has no label "app", "name" or "app.kubernetes.io/name" by which Flagger tells primary from canary; it has "service", which is none of them.';
    for (const values of [
      "values: { meshProvider: linkerd }",
      'values: { selectorLabels: "" }',
      "interval: 1h",
    ]) {
      expectProblems(canary(mark) + deployment("{ service: face }") + flagger(values));
    }
    expectProblems(
      canary() + deployment("{ name: face, service: face }") + flagger("interval: 1h"),
    );
  });

  test("with a space in front are other labels", () => {
    expectProblems(
      canary("selector-label") +
        deployment("{ name: face }") +
        flagger('values: { selectorLabels: "app, name" }'),
    );
  });

  test("not known", () => {
    expectProblems(canary() + deployment("{ service: face }"));
    expectProblems(
      canary() +
        deployment("{ service: face }") +
        flagger('values: { selectorLabels: "${LABELS}" }'),
    );
    expectProblems(
      canary() +
        deployment("{ service: face }") +
        flagger("valuesFrom: [{ kind: Secret, name: flagger }]"),
    );
    expectProblems(
      canary() +
        deployment("{ service: face }") +
        flagger("postRenderers: [{ kustomize: { patches: [] } }]"),
    );
  });
});

describe("labels of the workload", () => {
  test("none at all", () => {
    expectProblems(
      canary(
        'selector-label: Flagger never starts this Canary: the selector of Deployment face has no label "app" by which Flagger tells primary from canary.',
      ) +
        deployment("{}") +
        flagger("values: { selectorLabels: app }"),
    );
  });

  test("added by a kustomization", () => {
    const by = (labels: string) => `
    #- kustomization.yaml
    resources: [face.yaml, canary.yaml, flagger.yaml]
    ${labels}`;
    const files = deployment("{ service: face }") + flagger("interval: 1h");
    expectProblems(canary() + files + by("commonLabels: { app: face }"));
    expectProblems(
      canary() + files + by("labels: [{ pairs: { app: face }, includeSelectors: true }]"),
    );
    expectProblems(canary("selector-label") + files + by("labels: [{ pairs: { app: face } }]"));
  });

  test("added by a patch", () => {
    const by = (patch: string) => `
    #- kustomization.yaml
    resources: [face.yaml, canary.yaml, flagger.yaml]
    patches:
      - target: { kind: Deployment }
        patch: '[{ op: add, path: ${patch}, value: x }]'`;
    const files = deployment("{ service: face }") + flagger("interval: 1h");
    expectProblems(canary() + files + by("/spec/selector/matchLabels/app"));
    expectProblems(canary("selector-label") + files + by("/metadata/labels/app"));
  });

  test("filled in later", () => {
    expectProblems(canary() + deployment('{ "${KEY}": face }') + flagger("interval: 1h"));
  });

  test("of which one overlay has the right one", () => {
    expectProblems(
      canary() +
        deployment("{ service: face }") +
        deployment("{ app: face }", "other.yaml") +
        flagger("interval: 1h"),
    );
  });
});

describe("the fix", () => {
  test.for([
    ["values: { selectorLabels: app }", 'values: { selectorLabels: "app,service" }'],
    [
      "values: { meshProvider: linkerd }",
      'values: { meshProvider: linkerd, selectorLabels: "app,name,app.kubernetes.io/name,service" }',
    ],
    [
      "interval: 1h",
      "interval: 1h\n  values:\n    selectorLabels: app,name,app.kubernetes.io/name,service\n",
    ],
  ] as const)("lists the label: %s", ([before, after]) => {
    const source = canary() + deployment("{ service: face }") + flagger(before);
    expect(fixed(selectorLabel, source)).toContain(after);
  });

  test("is not offered where one of several labels had to be chosen", () => {
    const source =
      canary("selector-label") + deployment("{ a: b, c: d }") + flagger("interval: 1h");
    expectProblems(source);
    expect(fixed(selectorLabel, source)).toBeUndefined();
  });
});

test("labels of a Flagger elsewhere, as the repository's settings say them", () => {
  const settings = `
    #- .flightpath.yaml
    flagger: { selectorLabels: "app,team" }`;
  const roots = [{ path: "", remotes: [] }];
  expectProblems(settings + canary("selector-label") + deployment("{ service: face }"), { roots });
  expectProblems(settings + canary() + deployment("{ team: face }"), { roots });
});
