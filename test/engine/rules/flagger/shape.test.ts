import { describe, expect, test } from "vitest";
import { alertProviderAddress } from "../../../../server/engine/rules/flagger/alertProviderAddress.ts";
import { analysisUnpaced } from "../../../../server/engine/rules/flagger/analysisUnpaced.ts";
import { canaryAnalysisRenamed } from "../../../../server/engine/rules/flagger/canaryAnalysisRenamed.ts";
import { durationRefused } from "../../../../server/engine/rules/flagger/durationRefused.ts";
import { durationUnreadable } from "../../../../server/engine/rules/flagger/durationUnreadable.ts";
import { fractionalNumber } from "../../../../server/engine/rules/flagger/fractionalNumber.ts";
import { generatedNameTooLong } from "../../../../server/engine/rules/flagger/generatedNameTooLong.ts";
import { intervalBelowMinimum } from "../../../../server/engine/rules/flagger/intervalBelowMinimum.ts";
import { mapValueNotText } from "../../../../server/engine/rules/flagger/mapValueNotText.ts";
import { misplacedField } from "../../../../server/engine/rules/flagger/misplacedField.ts";
import { providerUnknown } from "../../../../server/engine/rules/flagger/providerUnknown.ts";
import { servicePortInvalid } from "../../../../server/engine/rules/flagger/servicePortInvalid.ts";
import { strategyNotOne } from "../../../../server/engine/rules/flagger/strategyNotOne.ts";
import { targetKindUnsupported } from "../../../../server/engine/rules/flagger/targetKindUnsupported.ts";
import { targetVersionIgnored } from "../../../../server/engine/rules/flagger/targetVersionIgnored.ts";
import { catalogue } from "../../../support/catalogue.ts";
import { expectProblems, expectProblemsOf, problemsIn } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { canaryScene } from "./canaryScene.ts";

const CHECKED = `interval: 1m
threshold: 5
stepWeight: 10
webhooks: [{ name: acceptance, url: "http://tests.shop/check", timeout: 5s }]`;

/** Codes of all problems, the schema's included. */
const codesOf = (text: string): readonly string[] =>
  problemsIn(new Map([["canary.yaml", text]]), { catalogue }).map((it) => it.problem.code);

/** What `provider-unknown` says. */
const said = (text: string): readonly string[] =>
  problemsIn(new Map([["flagger.yaml", text]]))
    .filter((it) => it.problem.code === providerUnknown.code)
    .map((it) => it.problem.message);

describe("what the schema finds too is said once", () => {
  test.for([
    ["strategy-not-one", "interval: 1m\nthreshold: 5"],
    ["strategy-not-one", "interval: 1m\nthreshold: 5\nstepWeight: 10\niterations: 3"],
    [
      "strategy-not-one",
      "interval: 1m\nthreshold: 5\nstepWeight: 10\nstepWeights: [10]\niterations: 3",
    ],
    ["analysis-unpaced", "stepWeight: 10"],
    ["duration-refused", "interval: 1h\nthreshold: 5\nstepWeight: 10"],
    ["duration-refused", "interval: 60\nthreshold: 5\nstepWeight: 10"],
    ["duration-unreadable", "interval: 1min\nthreshold: 5\nstepWeight: 10"],
    [
      "map-value-not-text",
      "interval: 1m\nthreshold: 5\nstepWeight: 10\nwebhooks: [{ name: a, url: http://a, metadata: { on: true } }]",
    ],
  ] as const)("%s", ([code, analysis]) => {
    const codes = codesOf(canaryScene(analysis));
    expect(codes.filter((it) => it === code)).toHaveLength(1);
    expect(codes.filter((it) => /^(required|unknown|wrong)-/.test(it))).toEqual([]);
  });

  test.for([
    ["provider-unknown", canaryScene(CHECKED, { provider: "gatewayapi" })],
    ["misplaced-field", canaryScene(CHECKED, { spec: "maxWeight: 50" })],
    ["service-port-invalid", canaryScene(CHECKED, { spec: "service: { name: cart }" })],
    [
      "target-kind-unsupported",
      canaryScene(CHECKED, {
        spec: "targetRef: { apiVersion: apps/v1, kind: StatefulSet, name: cart }",
      }),
    ],
    ["canary-analysis-renamed", canaryScene(CHECKED).replace("analysis:", "canaryAnalysis:")],
  ] as const)("%s", ([code, text]) => {
    const codes = codesOf(text);
    expect(codes.filter((it) => it === code)).toHaveLength(1);
    expect(codes.filter((it) => /^(required|unknown|wrong)-/.test(it))).toEqual([]);
  });

  test("what a rule does not speak of, the schema still does", () => {
    expect(codesOf(canaryScene(`${CHECKED}\nstepwidth: 3`))).toContain("unknown-field");
    expect(
      codesOf(
        "apiVersion: flagger.app/v1beta1\nkind: Canary\nmetadata: { name: a }\nspec: { analysis: { interval: 1m } }",
      ),
    ).toContain("required-field");
  });
});

test("an analysis under its old name", () => {
  const old = canaryScene(CHECKED).replace("analysis:", "canaryAnalysis: # slowly");
  expect(fixed(canaryAnalysisRenamed, old, { catalogue })).toContain("  analysis: # slowly\n");
  const both = canaryScene(CHECKED, { spec: "canaryAnalysis: { stepWeight: 5 }" });
  expect(fixed(canaryAnalysisRenamed, both, { catalogue })).toBe(`${canaryScene(CHECKED)}\n`);
  expectProblemsOf(canaryAnalysisRenamed)(old.replace("v1beta1", "v1alpha3"));
});

test("strategies that exclude each other", () => {
  expectProblemsOf(strategyNotOne)(
    canaryScene(`
      stepWeight: 10
      iterations: 3
      #<- strategy-not-one (error): The API server refuses this Canary: stepWeight and iterations exclude each other, because stepWeight stands for equal steps and iterations for A/B testing or Blue/Green. Keep one of both.
    `),
  );
  expectProblemsOf(strategyNotOne)(canaryScene("stepWeight: 10\niterations: ${N}"));
});

test("no interval and no threshold", () => {
  expectProblemsOf(analysisUnpaced)(
    canaryScene("stepWeight: 10").replace(
      "analysis:",
      "analysis:\n# ^^^^^^^^ analysis-unpaced (error): The API server refuses this Canary: its analysis has no interval (the time between two steps, such as 1m) or threshold (the failed check that rolls back, such as 5).",
    ),
  );
});

describe("misplaced-field", () => {
  const check = expectProblemsOf(misplacedField);

  test("what belongs to the analysis, the service or the Canary", () => {
    check(
      canaryScene(`${CHECKED}
skipAnalysis: true
#<- misplaced-field (error): spec.analysis takes no skipAnalysis: that belongs in spec. Flux refuses to apply this Canary; without Flux the field is dropped and the analysis is not skipped.
hosts: [cart.example.com]
#<- misplaced-field (error): spec.analysis takes no hosts: that belongs in spec.service. Flux refuses to apply this Canary; without Flux the field is dropped and it has no effect.`),
    );
    check(
      canaryScene(CHECKED, {
        spec: "match: []\n#<- misplaced-field (error): spec takes no match: that belongs in spec.service or spec.analysis. Flux refuses to apply this Canary; without Flux the field is dropped and it has no effect.",
      }),
    );
  });

  test("a condition on paths", () => {
    check(
      canaryScene(`${CHECKED}
match:
  - uri: { prefix: /api }
#   ^^^ misplaced-field (error): An analysis matches by headers, queryParams and sourceLabels, not by uri. Flux refuses to apply this Canary; without Flux the condition is dropped. Conditions on paths belong in spec.service.match.`),
    );
  });

  test("the fix moves what stands on one line", () => {
    const text = canaryScene(CHECKED, { spec: "maxWeight: 50 # half" });
    expect(fixed(misplacedField, text, { catalogue })).toContain(
      "timeout: 5s }]\n    maxWeight: 50",
    );
    const list = canaryScene("interval: 1m", { spec: "metrics: [{ name: a }]" });
    expect(fixed(misplacedField, list, { catalogue })).toBeUndefined();
  });
});

test("fractions", () => {
  expectProblemsOf(fractionalNumber)(
    canaryScene(
      `
      threshold: 1.5
      #          ^^^ fractional-number (error): Flagger reads analysis.threshold as an integer and 1.5 is none: while this Canary is in the cluster, the controller can read no list of Canaries and updates none of them. Write a whole number.
      stepWeights: [2.5, 10.0]
      #             ^^^ fractional-number: Flagger reads analysis.stepWeights[0] as an integer and 2.5 is none: while this Canary is in the cluster, the controller can read no list of Canaries and updates none of them. Write a whole number.
      metrics: [{ name: a, threshold: 0.5, thresholdRange: { max: 0.5 } }]
      webhooks: [{ name: a, url: http://a, retries: 0.5 }]
      #                                             ^^^ fractional-number
    `,
    ),
  );
});

test("maps that hold something else than text", () => {
  const check = expectProblemsOf(mapValueNotText);
  const text = canaryScene(`
    webhooks:
      - name: load
        url: http://load
        metadata:
          cmd: "true"
          logCmdOutput: true # show it
          #             ^^^^ map-value-not-text (error): The API server refuses this Canary: analysis.webhooks[0].metadata.logCmdOutput takes text, and true without quotes is a boolean. Put it in quotes.
    metrics:
      - name: lag
        templateVariables: { partitions: 08, topic: orders, none: }
        #                                ^^ map-value-not-text: The API server refuses this Canary: analysis.metrics[0].templateVariables.partitions takes text, and 08 without quotes is a number. Put it in quotes.
  `);
  check(text);
  expect(fixed(mapValueNotText, text)).toContain('logCmdOutput: "true" # show it');
});

describe("provider-unknown", () => {
  const check = expectProblemsOf(providerUnknown);

  test("with what is probably meant", () => {
    const canary = (provider: string) => canaryScene(CHECKED, { provider });
    check(
      canary(
        'nginx-ingress\n#         ^^^^^^^^^^^^^ provider-unknown (error): Flagger has no provider "nginx-ingress": the API server refuses this Canary, and Flagger before 1.43 takes it for istio. Did you mean nginx?',
      ),
    );
    for (const [wrong, right] of [
      ["gatewayapi", "gatewayapi:v1"],
      ["smi:v1alpha2:istio", "smi:v1alpha2"],
      ["lnkerd", "linkerd"],
      ["Istio", "istio"],
    ] as const) {
      expect(fixed(providerUnknown, canary(wrong))).toContain(`provider: ${right}\n`);
    }
    expect(fixed(providerUnknown, canary("consul"))).toBeUndefined();
    check(canary("smi:v1alpha3"));
    check(canary("constructor\n#         ^^^^^^^^^^^ provider-unknown"));
  });

  test("Flagger's own flag", () => {
    const flagger = (values: string) => `
      apiVersion: helm.toolkit.fluxcd.io/v2
      kind: HelmRelease
      metadata: { name: flagger, namespace: flagger-system }
      spec: { chart: { spec: { chart: flagger } }, values: { meshProvider: ${values} } }`;
    expect(said(flagger("gatewayapi"))).toEqual([
      'Flagger has no provider "gatewayapi" and takes istio instead, for every Canary that names none. Did you mean gatewayapi:v1?',
    ]);
    expect(fixed(providerUnknown, flagger("gatewayapi"))).toContain("meshProvider: gatewayapi:v1 ");
    expect(fixed(providerUnknown, flagger('"smi:v1alpha2:istio"'))).toBeUndefined();
    expect(fixed(providerUnknown, flagger("gloo:v2"))).toBeUndefined();
    expect(fixed(providerUnknown, flagger('"${MESH}"'))).toBeUndefined();
  });
});

describe("durations", () => {
  test("that the API server refuses", () => {
    const check = expectProblemsOf(durationRefused);
    check(
      canaryScene(`
        interval: 1h30m
        #         ^^^^^ duration-refused (error): The API server refuses this Canary: interval takes whole minutes or seconds, not "1h30m". Write 90m.
        metrics: [{ name: a, interval: 60 }]
        #                              ^^ duration-refused: The API server refuses this Canary: the interval of a metric takes whole minutes or seconds, not "60". Write 60s.
        webhooks: [{ name: a, url: http://a, timeout: soon }]
        #                                             ^^^^ duration-refused: The API server refuses this Canary: timeout takes whole minutes or seconds, not "soon". Write 1m or 30s.
      `),
    );
    check(canaryScene("interval: 1m30s\nmetrics: [{ name: a, interval: 500ms }]"));
    check(canaryScene("interval: ${INTERVAL}"));
  });

  test("that Flagger cannot read", () => {
    expectProblemsOf(durationUnreadable)(
      canaryScene(`
        interval: 1min
        #         ^^^^ duration-unreadable (error): Flagger cannot read interval "1min": it takes 60 s instead. Write 1m.
        metrics: [{ name: a, interval: 30sec }]
        #                              ^^^^^ duration-unreadable: Flagger cannot read the interval of a metric "30sec": the query of this metric fails at each check. Write 30s.
        webhooks: [{ name: a, url: http://a, timeout: 5sometime }]
        #                                             ^^^^^^^^^ duration-unreadable: Flagger cannot read timeout "5sometime": every call of this webhook fails.
      `),
    );
  });

  test("that Flagger raises", () => {
    const check = expectProblemsOf(intervalBelowMinimum);
    check(
      canaryScene(`
        interval: 500ms
        #         ^^^^^ interval-below-minimum (warning): Flagger raises interval "500ms" to 10 s, so every step takes 10 s. Write 10s.
      `),
    );
    check(canaryScene("interval: 10s"));
    check(canaryScene("interval: 5sec"));
  });
});

describe("service-port-invalid", () => {
  const check = expectProblemsOf(servicePortInvalid);

  test("no service, no port, and ports that there are not", () => {
    const without = canaryScene(CHECKED).replace("  service: { port: 80 }\n", "");
    check(
      without.replace(
        "spec:\n",
        "spec:\n#<- service-port-invalid (error): Without service.port Flagger cannot create Services cart, cart-primary and cart-canary, and this Canary never starts.\n",
      ),
    );
    check(
      canaryScene(CHECKED, {
        spec: "service:\n  name: basket\n  port: 65536\n#       ^^^^^ service-port-invalid (error): With port 65536 Flagger cannot create Services basket, basket-primary and basket-canary, and this Canary never starts: ports are 1 to 65535.",
      }),
    );
  });

  test("targets for which Flagger makes no Services by port", () => {
    const target = "targetRef: { apiVersion: v1, kind: Service, name: cart }";
    check(canaryScene(CHECKED, { spec: `${target}\nservice: { name: cart }` }));
    const knative = "targetRef: { apiVersion: serving.knative.dev/v1, kind: Service, name: cart }";
    check(
      canaryScene(CHECKED, { provider: "knative", spec: knative }).replace(/ +service:.*\n/, ""),
    );
  });
});

test("targets", () => {
  const of = (apiVersion: string, kind: string) =>
    canaryScene(CHECKED, {
      spec: `targetRef:\n  apiVersion: ${apiVersion}\n  kind: ${kind}\n  name: cart`,
    });
  expect(fixed(targetKindUnsupported, of("apps/v1", "Deployments"))).toContain(
    "kind: Deployment\n",
  );
  expect(fixed(targetKindUnsupported, of("apps/v1", "StatefulSet"))).toBeUndefined();
  expect(fixed(targetVersionIgnored, of("extensions/v1beta1", "DaemonSet"))).toContain(
    "apiVersion: apps/v1\n",
  );
  expect(fixed(targetVersionIgnored, of("serving.knative.dev/v1beta1", "Service"))).toContain(
    "apiVersion: serving.knative.dev/v1\n",
  );
  const right = expectProblemsOf(targetVersionIgnored);
  right(of("serving.knative.dev/v1", "Service"));
  right(of("v1", "Service"));
  right(of("argoproj.io/v1alpha1", "Rollout"));
});

test("addresses of an AlertProvider", () => {
  const provider = (rest: string) => `
    apiVersion: flagger.app/v1beta1
    kind: AlertProvider
    metadata: { name: on-call, namespace: shop }
    spec: { type: slack${rest} }`;
  const message =
    "alert-provider-address (error): The API server refuses this AlertProvider: nothing says where its alerts go. Write address, or secretRef with the name of a Secret that has the key address.";
  expectProblems(`${provider("").replace("spec:", `spec:\n    #<- ${message}\n     `)}`, {
    catalogue,
  });
  expectProblemsOf(alertProviderAddress)(provider(", address: http://chat"));
  expectProblemsOf(alertProviderAddress)(provider(', address: "${URL}"'));
});

describe("generated-name-too-long", () => {
  const check = expectProblemsOf(generatedNameTooLong);
  const long = "a".repeat(56);

  test("the Service", () => {
    check(
      canaryScene(CHECKED, {
        spec: `service:\n  port: 80\n  name: ${long}\n#       ${"^".repeat(56)} generated-name-too-long (error): Flagger never starts this Canary: Service ${long}-primary would have 64 letters, and the API server takes 63. Use a name of at most 55, for the Services alone with service.name.`,
      }),
    );
    check(canaryScene(CHECKED, { spec: `service: { port: 80, name: ${"a".repeat(55)} }` }));
  });

  test("the label of the primary", () => {
    check(`${canaryScene(CHECKED, { spec: `targetRef:\n  apiVersion: apps/v1\n  kind: Deployment\n  name: cart\n#       ^^^^ generated-name-too-long (error): Flagger never starts this Canary: its primary would have the label app: ${long}-primary of 64 letters, and the API server takes 63. Give the Deployment a value of at most 55.` })}
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec: { selector: { matchLabels: { app: ${long} } } }
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: flagger, namespace: flagger-system }
spec: { chart: { spec: { chart: flagger } } }`);
  });
});
