import { describe, expect, test } from "vitest";
import { type Answers, available, measured } from "../../../support/measured.ts";

const scene = (provider: string, metric = "", query = "own", more = "") => `
  kind: Canary
  metadata: { name: cd }
  spec:
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    analysis:
      metrics:
        - { name: own, templateRef: { name: t }, thresholdRange: { max: 1 }, ${metric} }
  ---
  kind: MetricTemplate
  metadata: { name: t }
  spec:
    provider: ${provider}
    query: ${JSON.stringify(query)}
${more}`;

const secret = (...keys: readonly string[]) => `
  ---
  kind: Secret
  metadata: { name: s }
  data: { ${keys.map((key) => `${key}: c2VjcmV0`).join(", ")} }
`;

const linkerd = { meshProvider: "linkerd" };
const firstEvent = (text: string) =>
  text
    .split("\n")
    .find((it) => it.startsWith("!"))
    ?.slice(2);
const event = (text: string, answers: Answers = {}) =>
  firstEvent(measured(text, answers, linkerd)) ?? "passed";

const prometheus = "{ type: prometheus, address: http://prom }";

test("variables, interval and names reach the query", () => {
  const query = 'own{ns="{{ namespace }}",q="{{ variables.q }}",s="{{ service }}"}[{{ interval }}]';
  const text = scene(prometheus, "interval: 2m, templateVariables: { q: '0.5' }", query);
  expect(measured(text, { own: [0.5] }, linkerd)).toBe(`
own: own{ns="test",q="0.5",s="web"}[2m] → 0.5
passed
`);
});

test("a template metric without an interval has an empty one", () => {
  expect(measured(scene(prometheus, "", "x[{{ interval }}]"), {}, linkerd)).toContain("own: x[] →");
});

test("the name label of the query chooses the answer", () => {
  expect(event(scene(prometheus, "", 'x{name="lat"}'), { lat: [7], own: [0] })).toBe(
    "Halt cd.test advancement own 7.00 > 1",
  );
});

test("errors name template and namespace", () => {
  expect(
    event(scene(prometheus).replace("name: t }, thr", "name: t, namespace: other }, thr")),
  ).toBe('Metric template t.other error: metrictemplate.flagger.app "t" not found');
  expect(event(scene("{ type: prometheus, address: http://p, secretRef: { name: s } }"))).toBe(
    'Metric template t.test secret s error: secrets "s" not found',
  );
  expect(event(scene(prometheus, "", "a\n{{ variables.q }}"))).toBe(
    'Metric template t.test query render error: template excution failed: template: tmpl:2:3: executing "tmpl" at <variables>: map has no entry for key "q"',
  );
  expect(event(scene(prometheus), { own: [null] })).toBe(
    "Halt advancement no values found for custom metric: own: no values found",
  );
  expect(event(scene(prometheus), { own: [{ status: 400, body: "parse error" }] })).toBe(
    "Metric query failed for own: error response: Status 400 Bad Request: parse error",
  );
});

test("what cannot be rendered here is not made up", () => {
  expect(measured(scene(prometheus, "", '{{ template "x" }}'), { own: [0] }, linkerd)).toBe(`
own: (cannot be rendered here: {{template}}) → 0
passed
`);
});

describe("a provider that cannot be built", () => {
  const at = (type: string, rest = "") => `{ type: ${type}, secretRef: { name: s }, ${rest} }`;
  const url = "address: http://a";
  test.for([
    ["{ type: prometheus }", "", "prometheus address  is not a valid URL"],
    [
      "{ type: prometheus, address: '10.0.0.1:80' }",
      "",
      "prometheus address 10.0.0.1:80 is not a valid URL",
    ],
    ["{ type: mine, address: ':' }", "", "mine address : is not a valid URL"],
    [at("prometheus", url), secret(), "prometheus credentials does not contain a username"],
    [
      at("prometheus", url),
      secret("username"),
      "prometheus credentials does not contain a password",
    ],
    ["{ type: datadog }", "", "datadog credentials does not contain datadog_api_key"],
    [
      at("datadog"),
      secret("datadog_api_key"),
      "datadog credentials does not contain datadog_application_key",
    ],
    [
      at("datadog"),
      secret("datadog_api_key", "datadog_application_key"),
      'error parsing metric interval: time: invalid duration ""',
    ],
    ["{ type: cloudwatch }", "", "region not specified"],
    [
      "{ type: cloudwatch, region: eu }",
      "",
      'error parsing metric interval: time: invalid duration ""',
    ],
    [
      "{ type: newrelic }",
      "",
      "newrelic credentials does not contain the key 'newrelic_account_id'",
    ],
    [
      at("newrelic"),
      secret("newrelic_account_id"),
      "newrelic credentials does not contain the key ''newrelic_query_key",
    ],
    [at("graphite", url), secret("password"), "graphite credentials does not contain a username"],
    [at("stackdriver"), secret(), "stackdriver credentials does not contain a project id"],
    ["{ type: influxdb }", "", "influxdb address  is not a valid URL"],
    [
      at("influxdb", url),
      secret(),
      "influxdb credentials does not contain an authentication token",
    ],
    [at("influxdb", url), secret("token"), "influxdb credentials does not contain an organisation"],
    ["{ type: dynatrace }", "", "dynatrace endpoint is not set"],
    [
      "{ type: dynatrace, address: x }",
      "",
      "dynatrace credentials does not contain dynatrace_token",
    ],
    ["{ type: splunk }", "", "splunk endpoint is not set"],
    ["{ type: splunk, address: x }", "", "splunk credentials does not contain sf_token_key"],
  ] as const)("%s %s", ([provider, more, error]) => {
    const type = /type: (\w+)/.exec(provider)?.[1];
    const text = scene(provider, "", "own", more);
    expect(event(text)).toBe(`Metric template t.test provider ${type} error: ${error}`);
    expect(firstEvent(available(text))).toBe(
      `metric template t.test provider ${type} error: ${error}`,
    );
    expect(measured(text)).not.toContain("c2VjcmV0");
  });

  test("a token is enough, and an interval in minutes", () => {
    expect(event(scene(at("prometheus", url), "", "own", secret("token")), { own: [0] })).toBe(
      "passed",
    );
    const keys = secret("datadog_api_key", "datadog_application_key");
    expect(event(scene(at("datadog"), "interval: 1m", "own", keys), { own: [0] })).toBe("passed");
    expect(event(scene(at("datadog"), "interval: '1'", "own", keys))).toContain(
      'error parsing metric interval: time: missing unit in duration "1"',
    );
  });
});

describe("answers of other providers", () => {
  const graphite = "{ type: graphite, address: http://a }";
  const influx = "{ type: influxdb, address: http://a }";
  const none = "Halt advancement no values found for custom metric: own: ";
  test.for([
    [graphite, null, `${none}no values found`],
    [graphite, { series: [5, 0.5, null] }, "passed"],
    [graphite, "NaN", "passed"],
    [graphite, { status: 500, body: "boom" }, "Metric query failed for own: error response: boom"],
    [influx, null, "passed"],
    [influx, 2, "Halt cd.test advancement own 2.00 > 1"],
    ["{ type: stackdriver }", null, `${none}invalid response: <nil>: no values found`],
    ["{ type: externalmetrics }", null, `${none}no external metrics found: no values found`],
    ["{ type: externalmetrics }", { series: [3, 0] }, "Halt cd.test advancement own 3.00 > 1"],
  ] as const)("%s answers %j", ([provider, answer, text]) => {
    expect(event(scene(provider), { own: [answer] })).toBe(text);
  });

  test("New Relic is told the window", () => {
    const keys = secret("newrelic_account_id", "newrelic_query_key");
    const provider = "{ type: newrelic, secretRef: { name: s } }";
    const text = scene(provider, "interval: 2m", "SELECT 1", keys);
    expect(measured(text, { own: [0] })).toContain("own: SELECT 1 SINCE 120 seconds ago → 0");
  });

  test.for([
    [
      "{ type: cloudwatch, region: eu }",
      "x",
      "error unmarshaling query: invalid character 'x' looking for beginning of value",
    ],
    [
      "{ type: keptn }",
      "a/b",
      "unexpected query format. query must be in the format <keptnmetric|analysis>/<namespace>/<resourceName>/<duration>/<arguments>",
    ],
    [
      "{ type: keptn }",
      "a/b/c",
      "unexpected resource kind provided in the query. must be one of: ['keptnmetric', 'analysis']",
    ],
    [
      "{ type: externalmetrics }",
      "a/b/c",
      "error parsing metric query: malformed query string, too many slashes, expected <namespace>/<metricName>?labelSelector=<urlencoded label selectors>, got a/b/c",
    ],
    [
      "{ type: externalmetrics }",
      "ns/m\n",
      "error parsing metric query: malformed query string, expected <namespace>/<metricName>?labelSelector=<urlencoded label selectors>, got ns/m\n",
    ],
    ["{ type: externalmetrics }", "ns/", "error parsing metric query: metric name cannot be empty"],
  ] as const)("%s refuses %j", ([provider, query, error]) => {
    const said = measured(scene(provider, "interval: 1m", query), {}, linkerd);
    expect(said).toContain(`! Metric query failed for own: ${error}`);
    expect(said).not.toContain("→");
  });

  test("Keptn answers in its own words, in small letters", () => {
    expect(event(scene("{ type: keptn }", "", "KeptnMetric/NS/Lat"), { own: [null] })).toBe(
      "Metric query failed for own: could not retrieve KeptnMetric - no value found in resource ns/lat",
    );
  });
});

describe("availability", () => {
  const builtIn = (spec = "") => `
  kind: Canary
  metadata: { name: cd }
  spec:
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    ${spec}
    analysis: { metrics: [{ name: x, query: up }, { name: request-success-rate }] }
`;

  test("Flagger's own server is asked unseen", () => {
    expect(available(builtIn())).toBe("\npassed\n");
    expect(firstEvent(available(builtIn(), { "vector(1)": [{ status: 503, body: "no" }] }))).toBe(
      "prometheus not avaiable: running query failed: error response: Status 503 Service Unavailable: no",
    );
  });

  test("a server of the Canary's own is asked in sight", () => {
    expect(available(builtIn("metricsServer: http://mine"), { "vector(1)": [2] })).toBe(`
vector(1): vector(1) → 2
! prometheus not avaiable: value is not 1 for query: vector(1)
  spec.metricsServer: Prometheus at http://mine does not answer.
`);
  });

  test("errors of building it", () => {
    expect(firstEvent(available(builtIn("metricsServer: ':'")))).toBe(
      "error building Prometheus client for : prometheus address : is not a valid URL",
    );
    expect(firstEvent(available(builtIn("metricsServer: 'prometheus:9090'")))).toBe(
      'prometheus not avaiable: running query failed: request failed: Get "prometheus:///api/v1/query?query=vector%281%29": unsupported protocol scheme "prometheus"',
    );
  });

  test("a template's server", () => {
    expect(firstEvent(available(scene(prometheus), { "vector(1)": [null] }))).toBe(
      "prometheus in metric template t.test not avaiable: running query failed: no values found",
    );
    expect(
      firstEvent(available(scene(prometheus).replace("name: t }, thr", "name: u }, thr"))),
    ).toBe('metric template u.test error: metrictemplate.flagger.app "u" not found');
  });
});
