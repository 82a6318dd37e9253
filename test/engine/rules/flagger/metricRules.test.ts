import { expect, test } from "vitest";
import { analysisWithoutChecks } from "../../../../server/engine/rules/flagger/analysisWithoutChecks.ts";
import { builtInMetricNotExported } from "../../../../server/engine/rules/flagger/builtInMetricNotExported.ts";
import { crossNamespaceBlocked } from "../../../../server/engine/rules/flagger/crossNamespaceBlocked.ts";
import { daemonSetMetricsOfPrimary } from "../../../../server/engine/rules/flagger/daemonSetMetricsOfPrimary.ts";
import { durationInSeconds } from "../../../../server/engine/rules/flagger/durationInSeconds.ts";
import { influxEmptyIsZero } from "../../../../server/engine/rules/flagger/influxEmptyIsZero.ts";
import { linkerdMetricsInstead } from "../../../../server/engine/rules/flagger/linkerdMetricsInstead.ts";
import { linkerdPrometheusClosed } from "../../../../server/engine/rules/flagger/linkerdPrometheusClosed.ts";
import { metricFieldDeprecated } from "../../../../server/engine/rules/flagger/metricFieldDeprecated.ts";
import { metricIntervalMissing } from "../../../../server/engine/rules/flagger/metricIntervalMissing.ts";
import { metricIntervalShort } from "../../../../server/engine/rules/flagger/metricIntervalShort.ts";
import { metricProviderIncomplete } from "../../../../server/engine/rules/flagger/metricProviderIncomplete.ts";
import { metricsNeedDeployment } from "../../../../server/engine/rules/flagger/metricsNeedDeployment.ts";
import { metricsWithoutTraffic } from "../../../../server/engine/rules/flagger/metricsWithoutTraffic.ts";
import { metricWindowTenfold } from "../../../../server/engine/rules/flagger/metricWindowTenfold.ts";
import { metricWithoutQuery } from "../../../../server/engine/rules/flagger/metricWithoutQuery.ts";
import { metricWithoutThreshold } from "../../../../server/engine/rules/flagger/metricWithoutThreshold.ts";
import { queryEmptyWhenIdle } from "../../../../server/engine/rules/flagger/queryEmptyWhenIdle.ts";
import { queryForOneTarget } from "../../../../server/engine/rules/flagger/queryForOneTarget.ts";
import { queryManySeries } from "../../../../server/engine/rules/flagger/queryManySeries.ts";
import { queryVariableUndefined } from "../../../../server/engine/rules/flagger/queryVariableUndefined.ts";
import { serviceNameHidesMetrics } from "../../../../server/engine/rules/flagger/serviceNameHidesMetrics.ts";
import { successRateFraction } from "../../../../server/engine/rules/flagger/successRateFraction.ts";
import { thresholdOnWrongSide } from "../../../../server/engine/rules/flagger/thresholdOnWrongSide.ts";
import { thresholdRangeImpossible } from "../../../../server/engine/rules/flagger/thresholdRangeImpossible.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { checked, flagger, iterations, template, weights } from "./checked.ts";

const rate = `
        metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]`;

test("an analysis that checks nothing says how soon it promotes", () => {
  const expectProblems = expectProblemsOf(analysisWithoutChecks);
  expectProblems(
    checked(`
    # ^^^^^^^^ analysis-without-checks (warning): This analysis has no metrics and no webhook that can say no, so every version whose pods start is promoted after 13 min. Add metrics, or a webhook of type rollout.${weights}`),
  );
  expectProblems(
    checked(`
    # ^^^^^^^^ analysis-without-checks
        webhooks: [{ name: tell, type: event, url: "http://x" }]${weights}`),
  );
  for (const type of ["rollout", "pre-rollout", "confirm-promotion", "rollback", ""]) {
    const hook = `{ name: judge, url: "http://x", type: "${type}" }`;
    expectProblems(checked(`${weights}\n        webhooks: [${hook}]`));
  }
  expectProblems(checked(weights + rate));
});

test("what is skipped, filled in later or no whole Canary has no missing checks", () => {
  const expectProblems = expectProblemsOf(analysisWithoutChecks);
  expectProblems(
    checked(
      weights,
      "\n      skipAnalysis: true\n      targetRef: { kind: Deployment, name: orders }",
    ),
  );
  expectProblems(checked(`${weights}\n        webhooks: \${HOOKS}`));
  expectProblems(checked(`${weights}\n        metrics: \${METRICS}`));
  expectProblems(checked(weights, "\n      provider: istio"));
});

test("Blue/Green without a mirror or a load test has nothing to measure", () => {
  const expectProblems = expectProblemsOf(metricsWithoutTraffic);
  const marked = `
        metrics:
          - name: request-success-rate
            #     ^^^^^^^^^^^^^^^^^^^^ metrics-without-traffic`;
  expectProblems(checked(iterations + marked));
  expectProblems(
    checked(`${iterations}${marked}
        webhooks: [{ name: tell, type: post-rollout, url: "http://x" }]`),
  );
  expectProblems(checked(`${iterations}${rate}\n        mirror: true`));
  expectProblems(checked(`${iterations}${rate}\n        webhooks: [{ name: a, url: "http://x" }]`));
  expectProblems(
    checked(`${iterations}${rate}\n        match: [{ headers: { x: { exact: y } } }]`),
  );
  expectProblems(checked(weights + rate));
});

test("with provider kubernetes nobody reaches the new version, whatever the steps", () => {
  expectProblemsOf(metricsWithoutTraffic)(
    checked(
      `${weights}
        metrics:
          - name: request-duration
            #     ^^^^^^^^^^^^^^^^ metrics-without-traffic (warning): Nothing is there to measure: with provider kubernetes no request of a user reaches the new version before it is promoted, and no webhook makes requests. request-duration finds no values, so each rollout is rolled back after 5 failed checks, 5 min of analysis. Add a load test against orders-canary.
            thresholdRange: { max: 500 }`,
      "\n      provider: kubernetes\n      targetRef: { kind: Deployment, name: orders }",
    ),
  );
});

test("a slip in the name of a built-in metric is found", () => {
  const source = checked(`${weights}
        metrics:
          - name: request-sucess-rate
            #     ^^^^^^^^^^^^^^^^^^^ metric-without-query (error): "request-sucess-rate" is no metric that Flagger knows, and nothing says what to ask for it, so this check fails at every tick and each rollout is rolled back after 5 failed checks, 5 min of analysis. Did you mean "request-success-rate"?
            thresholdRange: { min: 99 }`);
  expectProblemsOf(metricWithoutQuery)(source);
  expect(fixed(metricWithoutQuery, source)).toContain("name: request-success-rate\n");
});

test("a metric with a query of any kind asks something", () => {
  const expectProblems = expectProblemsOf(metricWithoutQuery);
  expectProblems(
    checked(`${weights}\n        metrics: [{ name: a, query: 'up{a="{{ target }}"}' }]`),
  );
  expectProblems(checked(`${weights}\n        metrics: [{ name: a, templateRef: { name: b } }]`));
  expectProblems(checked(`${weights}\n        metrics: [{ name: "\${NAME}" }]`));
});

test("without a range a success rate never fails, and anything else always", () => {
  expectProblemsOf(metricWithoutThreshold)(
    checked(`${weights}
        metrics:
          - name: request-success-rate
            #     ^^^^^^^^^^^^^^^^^^^^ metric-without-threshold (warning): Without a thresholdRange this check passes at any success rate, even 0 %. Add thresholdRange.min, in percent.
          - name: request-duration
            #     ^^^^^^^^^^^^^^^^ metric-without-threshold (error): Without a thresholdRange any value of request-duration above 0 is a failed check, so each rollout is rolled back after 5 failed checks, 5 min of analysis. Add thresholdRange.max, in milliseconds.
          - { name: errors, templateRef: { name: errors } }
            #       ^^^^^^ metric-without-threshold (error)
          - { name: request-duration, threshold: 500 }
          - { name: request-duration, thresholdRange: {} }`),
  );
});

test("a range that holds nothing, and one that holds everything", () => {
  const source = checked(`${weights}
        metrics:
          - name: errors
            thresholdRange: { min: 5, max: 1 }
            #                      ^ threshold-range-impossible (error)
          - name: request-duration
            thresholdRange: {}
            #<- threshold-range-impossible (warning): This thresholdRange has neither min nor max, so request-duration never fails.
          - name: request-success-rate
            threshold: 99
            thresholdRange: {}
            #<- threshold-range-impossible (warning): This empty thresholdRange wins over threshold: 99, so request-success-rate never fails.
          - { name: errors, thresholdRange: { min: 1, max: 1 } }`);
  expectProblemsOf(thresholdRangeImpossible)(source);
});

test.for([
  ["{ min: 0.95 }", "0.95", "min: 95"],
  ["{ min: 0.999 }", "0.999", "min: 99.9"],
] as const)("a success rate of %s was meant in percent", ([range, , percent]) => {
  const source = checked(`${weights}
        metrics: [{ name: request-success-rate, thresholdRange: ${range} }]`);
  expect(fixed(successRateFraction, source)).toContain(`{ ${percent} }`);
});

test("what 1 means nobody knows, and a fraction of failures is no success rate", () => {
  const one = checked(`${weights}
        metrics: [{ name: request-success-rate, thresholdRange: { min: 1 } }]
        #                                                              ^ success-rate-fraction (warning): The success rate is in percent: this passes as soon as 1 % of the requests succeed.`);
  expectProblemsOf(successRateFraction)(one);
  expect(fixed(successRateFraction, one)).toBeUndefined();
  expectProblemsOf(successRateFraction)(
    checked(`${weights}
        metrics: [{ name: errors, templateRef: { name: errors }, thresholdRange: { min: 0.5 } }]`),
  );
});

test("bounds on the side that fails what is good", () => {
  const source = checked(`${weights}
        metrics:
          - name: request-duration
            thresholdRange: { min: 500 }
            #                 ^^^ threshold-on-wrong-side (warning): This check fails when requests are faster than 500 ms, and passes however slow they are. Write max for the longest duration that is good enough.
          - name: request-success-rate
            thresholdRange: { max: 100 }
            #                 ^^^ threshold-on-wrong-side (warning): A success rate is never above 100 %, so this check never fails. Write min for the lowest rate that is good enough.
          - { name: request-success-rate, thresholdRange: { min: 99, max: 100 } }
          - { name: queue, thresholdRange: { min: 1 } }`);
  expectProblemsOf(thresholdOnWrongSide)(source);
  expect(fixed(thresholdOnWrongSide, source)).toContain("thresholdRange: { max: 500 }");
});

test("a duration in seconds is cut to nothing", () => {
  const expectProblems = expectProblemsOf(durationInSeconds);
  const source = checked(`${weights}
        metrics:
          - { name: request-duration, threshold: 0.25 }
          #                                      ^^^^ duration-in-seconds (error)
          - { name: request-duration, thresholdRange: { max: 1 } }
          - { name: request-duration, thresholdRange: { max: "\${MAX}" } }`);
  expectProblems(source);
  expect(fixed(durationInSeconds, source)).toContain("threshold: 250 }");
});

test("threshold becomes the bound that means the same", () => {
  const source = (name: string, rest = "") =>
    checked(`${weights}
        metrics:
          - name: ${name}
            interval: 1m
            # how much is too much
            threshold: 5 # for now${rest}`);
  expect(fixed(metricFieldDeprecated, source("request-success-rate"))).toContain(
    "        # how much is too much\n        thresholdRange: { min: 5 } # for now\n",
  );
  expect(fixed(metricFieldDeprecated, source("request-duration"))).toContain(
    "thresholdRange: { max: 5 } # for now\n",
  );
  const both = source("errors", "\n            thresholdRange: { max: 1 }");
  expect(fixed(metricFieldDeprecated, both)).not.toContain("threshold: 5 # for now");
});

test("the provider decides whether a metric needs its interval", () => {
  const expectProblems = expectProblemsOf(metricIntervalMissing);
  const metric = (mark: string) =>
    checked(`${weights}
        metrics:
          - name: errors
            templateRef: { name: errors }${mark}`);
  const found = "\n            #<- metric-interval-missing (error)";
  const cloudwatch = template("'[]'", "type: cloudwatch, region: eu-central-1");
  expectProblems(metric(found) + cloudwatch);
  expectProblems(metric("\n            interval: 1m") + cloudwatch);
  expectProblems(metric("") + template("'sum(errors{app=\"{{ target }}\"})'"));
  expectProblems(metric("") + template("'sum(errors{app=\"${APP}\"}[{{ interval }}])'"));
  expectProblems(metric(""));
});

test("references into other namespaces where Flagger refuses them", () => {
  const expectProblems = expectProblemsOf(crossNamespaceBlocked);
  const alert = (namespace: string) => `${weights}
        alerts:
          - name: team
            severity: info
            providerRef: { name: team, namespace: ${namespace} }`;
  const found =
    '\n            #                                     ^^^^^^^^^^ cross-namespace-blocked (error): Flagger never schedules this Canary, and only its log says so: AlertProvider team is in namespace "monitoring", and noCrossNamespaceRefs allows "shop" alone.';
  expectProblems(checked(alert("monitoring") + found) + flagger("noCrossNamespaceRefs: true"));
  expectProblems(checked(alert("shop")) + flagger("noCrossNamespaceRefs: true"));
  expectProblems(checked(alert("monitoring")) + flagger("meshProvider: istio"));
  expectProblems(checked(alert("monitoring")));
});

test("variables that a query needs", () => {
  const expectProblems = expectProblemsOf(queryVariableUndefined);
  const query = `'sum(errors{topic="{{ variables.topic }}"})'`;
  const metric = (rest: string) =>
    checked(`${weights}
        metrics:
          - name: errors
            templateRef: { name: errors }${rest}`);
  expectProblems(
    metric(`
            templateVariables: { topics: orders }
            #<- query-variable-undefined (error): MetricTemplate errors needs "topic" under templateVariables, so this check fails at every tick and each rollout is rolled back after 5 failed checks, 5 min of analysis. Is "topics" meant?`) +
      template(query),
  );
  expectProblems(metric("\n            templateVariables: { topic: orders }") + template(query));
  expectProblems(metric("") + template("'{{ if variables.topic }}a{{ end }}'"));
  expectProblems(metric("") + template("'{{/* variables.topic */}}up'"));
  expectProblems(
    checked(`${weights}
        metrics:
          - name: errors
            query: 'errors{topic="{{ variables.topic }}"}'
            #<- query-variable-undefined`),
  );
});

test("queries with one answer, and with more", () => {
  const expectProblems = expectProblemsOf(queryManySeries);
  const range = template("'errors{a=\"{{ target }}\"}[5m]'");
  expectProblems(`${range}
      #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ query-many-series (error)`);
  for (const query of [
    "'sum(rate(errors[1m]))'",
    "'histogram_quantile(0.99, sum(rate(x_bucket[1m])) by (le))'",
    "'sum(rate(a[1m])) by (pod) / ignoring(pod) sum(rate(b[1m]))'",
    "'sum(rate(a{namespace=\"{{ namespace }}\"}[1m])) by (namespace)'",
  ]) {
    expectProblems(template(query));
  }
  expectProblems(template("'sum(errors) by (pod)'", "type: datadog, secretRef: { name: datadog }"));
});

test("whose metrics a Canary is judged by depends on Flagger's own provider", () => {
  const expectProblems = expectProblemsOf(serviceNameHidesMetrics);
  const renamed = (severity: string) =>
    checked(
      weights + rate,
      `
      targetRef: { kind: Deployment, name: orders }
      provider: gloo
      service: { name: shop-orders, port: 80 }${
        severity && `\n      #                ^^^^^^^^^^^ service-name-hides-metrics (${severity})`
      }`,
    ).replace("\n      service: { port: 80 }", "");
  expectProblems(renamed("warning"));
  expectProblems(renamed("error") + flagger("meshProvider: gloo"));
  expectProblems(renamed("") + flagger("meshProvider: linkerd"));
});

test.for([
  [
    "linkerd",
    "DaemonSet",
    "With provider linkerd Flagger asks for the metrics of a Deployment, and the target is a DaemonSet",
  ],
  [
    "nginx",
    "Service",
    "For a Service as target Flagger asks for Istio's metrics of a workload, though the provider is nginx",
  ],
  ["istio", "Service", ""],
  ["istio", "DaemonSet", ""],
  ["linkerd", "Deployment", ""],
] as const)("built-in metrics of %s for a %s", ([provider, kind, why]) => {
  const mark =
    why &&
    `
            #     ^^^^^^^^^^^^^^^^^^^^ metrics-need-deployment (warning): ${why}, so request-success-rate finds no values and each rollout is rolled back after 5 failed checks, 5 min of analysis. Use a MetricTemplate.`;
  expectProblemsOf(metricsNeedDeployment)(
    checked(
      `${weights}
        metrics:
          - name: request-success-rate${mark}
            thresholdRange: { min: 99 }`,
      `\n      provider: ${provider}\n      targetRef: { kind: ${kind}, name: orders }`,
    ),
  );
});

test("what a mesh behind a Gateway counts is not asked for", () => {
  const source = (flag: string, mark: string) =>
    checked(
      `${weights}
        metrics:
          - name: request-success-rate${mark}
            thresholdRange: { min: 99 }`,
      `
      provider: gatewayapi:v1
      targetRef: { kind: Deployment, name: orders }
      service: { port: 80, gatewayRefs: [{ group: core, kind: Service, name: orders }] }`,
    ).replace("\n      service: { port: 80 }", "") + flagger(flag);
  const expectProblems = expectProblemsOf(builtInMetricNotExported);
  expectProblems(
    source(
      "meshProvider: gatewayapi:v1",
      "\n            #     ^^^^^^^^^^^^^^^^^^^^ built-in-metric-not-exported (hint)",
    ),
  );
  expectProblems(source("meshProvider: linkerd", ""));
});

test("another ingress beside Linkerd, as its tutorial has it, is no mistake", () => {
  const nginx = "\n      provider: nginx\n      targetRef: { kind: Deployment, name: orders }";
  expectProblemsOf(linkerdMetricsInstead)(
    checked(weights + rate, nginx) + flagger("meshProvider: linkerd"),
  );
});

test("a target outside the mesh has no metrics of Linkerd", () => {
  expectProblemsOf(linkerdMetricsInstead)(
    checked(
      `${weights}
        metrics:
          - name: request-success-rate
            #     ^^^^^^^^^^^^^^^^^^^^ linkerd-metrics-instead (error)
            thresholdRange: { min: 99 }`,
      "\n      provider: nginx\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }",
    ) +
      `
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: orders, namespace: shop }
    spec:
      selector: { matchLabels: { app: orders } }
      template:
        metadata:
          labels: { app: orders }
          annotations: { linkerd.io/inject: disabled }
        spec: { containers: [{ name: web, image: web }] }` +
      flagger("meshProvider: linkerd"),
  );
});

test("Linkerd's Prometheus lets in whom a policy names", () => {
  const expectProblems = expectProblemsOf(linkerdPrometheusClosed);
  const viz = (version: string) => `
    #- viz.yaml
    apiVersion: helm.toolkit.fluxcd.io/v2
    kind: HelmRelease
    metadata: { name: linkerd-viz, namespace: linkerd-viz }
    spec: { chart: { spec: { chart: linkerd-viz, version: ${version} } } }`;
  const server = "metricsServer: http://prometheus.linkerd-viz:9090";
  const found =
    flagger(server) +
    `
      #                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ linkerd-prometheus-closed (warning)`;
  expectProblems(found + viz("30.x"));
  expectProblems(flagger(server) + viz("2.11.4"));
  expectProblems(flagger(server));
  expectProblems(
    `${flagger(server)}${viz("30.x")}
    ---
    apiVersion: policy.linkerd.io/v1alpha1
    kind: AuthorizationPolicy
    metadata: { name: prometheus-flagger, namespace: linkerd-viz }`,
  );
  for (const policy of ["{ namespace: linkerd-viz }", "{ create: false }", "{}"]) {
    const values = `${server}, linkerdAuthPolicy: ${policy}`;
    expect(fixed(linkerdPrometheusClosed, flagger(values) + viz("30.x"))).toContain("create: true");
  }
});

test("what a provider of metrics needs", () => {
  const expectProblems = expectProblemsOf(metricProviderIncomplete);
  const alone = (provider: string, message = "") =>
    template("up", provider).replace(
      "\n      query",
      `${message && `\n    # ^^^^^^^^ metric-provider-incomplete (error): ${message}`}\n      query`,
    );
  expectProblems(
    alone(
      "type: cloudwatch",
      "Provider cloudwatch needs region; without it every check that uses this template fails. Add region.",
    ),
  );
  expectProblems(
    alone(
      "type: newrelic",
      "Provider newrelic needs a Secret with newrelic_account_id and newrelic_query_key; without secretRef every check that uses this template fails.",
    ),
  );
  expectProblems(alone("type: datadog, secretRef: { name: elsewhere }"));
  expectProblems(alone('type: prometheus, address: "${PROMETHEUS}"'));
  expectProblems(alone("type: keptn"));
});

test("a Secret with one whole set of keys will do", () => {
  const secret = (
    keys: string,
  ) => `${template("up", 'type: prometheus, address: "http://p", secretRef: { name: login }')}
    ---
    apiVersion: v1
    kind: Secret
    metadata: { name: login, namespace: shop }
    stringData: { ${keys} }`;
  const expectProblems = expectProblemsOf(metricProviderIncomplete);
  expectProblems(secret("token: a"));
  expectProblems(secret("username: a, password: b"));
  expectProblems(
    secret("username: a, pass: b").replace(
      "\n      query",
      `
      #                                                                     ^^^^^ metric-provider-incomplete (error): This Secret has no password. Provider prometheus looks for token, or username and password in it, so every check that uses this template fails.
      query`,
    ),
  );
});

test("an interval needs two samples of the Prometheus that is asked", () => {
  const expectProblems = expectProblemsOf(metricIntervalShort);
  const source = (mark: string) =>
    checked(`${weights}
        metrics:
          - name: request-success-rate
            interval: 15s${mark}
            thresholdRange: { min: 99 }`);
  const found = "\n            #         ^^^ metric-interval-short (warning)";
  expectProblems(source(found) + flagger("metricsServer: http://prometheus.linkerd-viz:9090"));
  expectProblems(source("") + flagger("metricsServer: http://prometheus.monitoring:9090"));
  expectProblems(source(""));
});

test("a metric that counts requests tells no traffic from no errors", () => {
  const expectProblems = expectProblemsOf(influxEmptyIsZero);
  const influx = template("'from(bucket:\"a\")'", 'type: influxdb, address: "http://i:8086"');
  const errors =
    "{ name: errors, interval: 1m, thresholdRange: { max: 1 }, templateRef: { name: errors } }";
  const requests =
    "{ name: requests, interval: 1m, thresholdRange: { min: 1 }, templateRef: { name: errors } }";
  expectProblems(
    checked(`${weights}
        metrics:
          - ${errors}
          #                                                           ^^^^^^^^^^^ influx-empty-is-zero (hint)`) +
      influx,
  );
  expectProblems(checked(`${weights}\n        metrics: [${errors}, ${requests}]`) + influx);
});

const workload = (image: string, more = "") => `
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: orders, namespace: shop }
    spec: { template: { spec: { containers: [{ name: web, image: "${image}" }${more}] } } }`;

test.for([
  ["nginx", 1],
  ["docker.io/library/nginx:1.29", 1],
  ["nginx@sha256:abc", 1],
  ["hashicorp/http-echo:1.0", 1],
  ["ghcr.io/shop/nginx:1", 0],
  ["nginx/nginx-prometheus-exporter:1.4", 0],
  ["ghcr.io/stefanprodan/podinfo:6.9.2", 0],
  ["${IMAGE}", 0],
] as const)("does %s export metrics of its requests?", ([image, times]) => {
  const mark = "\n            #     ^^^^^^^^^^^^^^^^^^^^ built-in-metric-not-exported (warning)";
  expectProblemsOf(builtInMetricNotExported)(
    checked(
      `${weights}
        metrics:
          - name: request-success-rate${times ? mark : ""}
            thresholdRange: { min: 99 }`,
      "\n      provider: kubernetes\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }",
    ) + workload(image),
  );
});

test("beside a plain server another container may export them", () => {
  expectProblemsOf(builtInMetricNotExported)(
    checked(
      weights + rate,
      "\n      provider: kubernetes\n      targetRef: { apiVersion: apps/v1, kind: Deployment, name: orders }",
    ) + workload("nginx", ", { name: proxy, image: shop/proxy }"),
  );
});

test("one query for several targets", () => {
  const metrics = `
        metrics: [{ name: errors, interval: 1m, thresholdRange: { max: 1 }, templateRef: { name: errors } }]`;
  const orders = checked(weights + metrics);
  const cart = orders.replaceAll("orders", "cart");
  const expectProblems = expectProblemsOf(queryForOneTarget);
  const fixedQuery = template("up");
  expectProblems(`${orders}${cart}${fixedQuery}
      #      ^^ query-for-one-target (hint): The Canaries of cart, orders are all judged by the same value, for nothing in this query depends on who asks. Put {{ target }} where it names its workload.`);
  expectProblems(orders + cart.replace("namespace: shop", "namespace: other") + fixedQuery);
  expectProblems(orders + fixedQuery);
  expectProblems(orders + cart + template("'up{app=\"{{ variables.app }}\"}'"));
});

test("a share of no requests is no value", () => {
  const expectProblems = expectProblemsOf(queryEmptyWhenIdle);
  const metrics = (mark = "") => `
        metrics:
          - name: errors
            interval: 1m
            thresholdRange: { max: 1 }
            templateRef: { name: errors }${mark}`;
  const share = (rest = "") => template(`'sum(a{x="{{ target }}"}) / sum(b)${rest}'`);
  const found = "\n            #<- query-empty-when-idle (warning)";
  expectProblems(checked(iterations + metrics(found)) + share());
  expectProblems(checked(iterations + metrics()) + share(" or vector(0)"));
  expectProblems(checked(weights + metrics()) + share());
  expectProblems(checked(iterations + metrics()) + template("'sum(a{x=\"{{ target }}\"})'"));
});

test("how far Datadog is asked to look back", () => {
  const expectProblems = expectProblemsOf(metricWindowTenfold);
  const datadog = template("'avg:errors{*}'", "type: datadog, secretRef: { name: datadog }");
  const metric = (interval: string, mark = "") =>
    checked(`${weights}
        metrics:
          - name: errors
            interval: ${interval}${mark}
            templateRef: { name: errors }`);
  expectProblems(
    metric(
      "1m",
      "\n            #         ^^ metric-window-tenfold (hint): Flagger asks Datadog for ten times this, 10 min, and takes the oldest point, so each check judges what happened 10 ticks before it.",
    ) + datadog,
  );
  expectProblems(metric("6s") + datadog);
  expectProblems(metric("1m") + template("up"));
});

test("pods of a DaemonSet have shorter names", () => {
  const source = (provider: string, mark = "") =>
    checked(
      `${weights}
        metrics:
          - name: request-duration${mark}
            thresholdRange: { max: 500 }`,
      `\n      provider: ${provider}\n      targetRef: { apiVersion: apps/v1, kind: DaemonSet, name: agent }`,
    );
  const expectProblems = expectProblemsOf(daemonSetMetricsOfPrimary);
  expectProblems(
    source(
      "appmesh:v1beta2",
      "\n            #     ^^^^^^^^^^^^^^^^ daemon-set-metrics-of-primary (warning): With provider appmesh:v1beta2 request-duration looks for pods named like agent-a1b2c-d3e4f. Those of the DaemonSet agent have one part less, and those of agent-primary fit, so the old version is judged. Use a MetricTemplate.",
    ),
  );
  expectProblems(source("istio"));
  expectProblems(source("appmesh") + flagger("meshProvider: linkerd"));
});
