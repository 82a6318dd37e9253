import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PROVIDERS } from "../../../../server/engine/canary/metrics/providers.ts";
import { type Answers, available, measured } from "../../../support/measured.ts";

const canary = (metrics: string, spec = "") => `
  kind: Canary
  metadata: { name: cd }
  spec:
    targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
    ${spec}
    analysis:
      metrics:
        ${metrics}
`;

const linkerd = { meshProvider: "linkerd" };

const verdict = (metric: string, answers: Answers, flags = linkerd) =>
  measured(canary(`- ${metric}`), answers, flags)
    .trimEnd()
    .split("\n")
    .slice(2);

const RATE =
  'sum( rate( response_total{ namespace="test", deployment=~"web", classification!="failure", direction="inbound" }[1m] ) )' +
  ' / sum( rate( response_total{ namespace="test", deployment=~"web", direction="inbound" }[1m] ) ) * 100';

describe("order", () => {
  test("built-in and inline queries of all come before the templates of all", () => {
    const scene = `${canary(`- { name: first, interval: 1m, templateRef: { name: t }, thresholdRange: {} }
        - { name: request-success-rate, query: 'inline{name="own"}', thresholdRange: { min: 99 } }
        - { name: last, query: "up", thresholdRange: { max: 100 } }`)}
  ---
  kind: MetricTemplate
  metadata: { name: t }
  spec: { provider: { type: prometheus, address: http://prom }, query: 'own{i="{{ interval }}"}' }
`;
    expect(measured(scene, {}, linkerd)).toBe(`
request-success-rate: ${RATE} → 100
request-success-rate: inline{name="own"} → 100
last: up → 100
first: own{i="1m"} → 100
passed
`);
  });

  test("the first failure ends it", () => {
    const scene = canary(`- { name: request-success-rate, thresholdRange: { min: 99 } }
        - { name: request-duration, thresholdRange: { max: 500 } }`);
    expect(measured(scene, { "request-success-rate": [98.5] }, linkerd)).toBe(`
request-success-rate: ${RATE} → 98.5
! Halt cd.test advancement success rate 98.50% < 99%
  spec.analysis.metrics.0.thresholdRange.min: request-success-rate is 98.50%, below thresholdRange.min 99%.
`);
  });

  test("a metric with nothing to ask fails only after all others were asked", () => {
    const scene = canary("- { name: latency }\n        - { name: x, query: up, threshold: 100 }");
    expect(measured(scene, {}, linkerd)).toBe(`
x: up → 100
! Metric query failed for no usable metrics template and query were configured
  spec.analysis.metrics.0: latency has neither templateRef nor query.
`);
  });

  test("no metrics pass", () => {
    expect(measured(canary("[]"), {}, linkerd)).toBe("\npassed\n");
  });

  test("the field of the first version counts where there is no other", () => {
    const scene = canary("- { name: latency }").replace("analysis:", "canaryAnalysis:");
    expect(measured(scene)).toContain("  spec.canaryAnalysis.metrics.0: latency has");
  });
});

describe("thresholds", () => {
  test.for([
    ["thresholdRange: { min: 99 }", 99, undefined],
    ["thresholdRange: { min: 99 }", 98.999, "99.00% < 99%"],
    ["thresholdRange: { max: 50.5 }", 50.51, "50.51% > 50.5%"],
    ["thresholdRange: { min: 90, max: 80 }", 85, "85.00% < 90%"],
    ["thresholdRange: {}, threshold: 99", 0, undefined],
    ["threshold: 99", 98.9, "98.90% < 99%"],
    ["threshold: 99", 99, undefined],
    ["interval: 1m", 0, undefined],
  ] as const)("success rate, %s, %d", ([bounds, value, text]) => {
    const said = verdict(`{ name: request-success-rate, ${bounds} }`, {
      "request-success-rate": [value],
    });
    expect(said[0]).toBe(text ? `! Halt cd.test advancement success rate ${text}` : "passed");
  });

  test.for([
    ["thresholdRange: { max: 500 }", 500.9, undefined],
    ["thresholdRange: { max: 500 }", 501, "501ms > 500ms"],
    ["thresholdRange: { max: 0.5 }", 1, "1ms > 0s"],
    ["thresholdRange: { min: 10 }", 9.99, "9ms < 10ms"],
    ["threshold: 500.7", 61_500, "1m1.5s > 500ms"],
    ["interval: 1m", 0.9, undefined],
    ["interval: 1m", 1, "1ms > 0s"],
  ] as const)("duration, %s, %d", ([bounds, value, text]) => {
    const said = verdict(`{ name: request-duration, ${bounds} }`, { "request-duration": [value] });
    expect(said[0]).toBe(text ? `! Halt cd.test advancement request duration ${text}` : "passed");
  });

  test.for([
    ["thresholdRange: { min: 1, max: 5 }", 5, undefined],
    ["thresholdRange: { min: 1, max: 5 }", 5.001, "5.00 > 5"],
    ["thresholdRange: { min: 1 }", 0.125, "0.12 < 1"],
    ["threshold: 1000000", 1_000_001, "1000001.00 > 1e+06"],
    ["interval: 1m", 0.1, "0.10 > 0"],
    ["interval: 1m", 0, undefined],
    ["interval: 1m", -1, undefined],
  ] as const)("inline, %s, %d", ([bounds, value, text]) => {
    const said = verdict(`{ name: x, query: up, ${bounds} }`, { x: [value] });
    expect(said[0]).toBe(text ? `! Halt cd.test advancement x ${text}` : "passed");
  });

  test("generic HTTP answers in seconds", () => {
    const metric = "{ name: request-duration, thresholdRange: { max: 300 } }";
    const flags = { meshProvider: "kubernetes" };
    const answer = (value: number) => verdict(metric, { "request-duration": [value] }, flags)[0];
    expect(answer(0.3011)).toBe("! Halt cd.test advancement request duration 301ms > 300ms");
    expect(answer(0.3009)).toBe("passed");
  });
});

describe("answers of Prometheus", () => {
  const noTraffic = "probably web.test is not receiving traffic";
  test.for([
    [
      "request-success-rate",
      null,
      `linkerd metric request-success-rate ${noTraffic}: running query failed: no values found`,
    ],
    ["request-duration", null, `linkerd metric request-duration ${noTraffic}`],
    ["request-duration", "NaN", `linkerd metric request-duration ${noTraffic}`],
  ] as const)("%s: nothing in %j", ([name, answer, text]) => {
    expect(verdict(`{ name: ${name} }`, { [name]: [answer] })[0]).toBe(
      `! Halt advancement no values found for ${text}`,
    );
  });

  test("generic HTTP has no words before them", () => {
    const answers: Answers = { "request-success-rate": [null] };
    const said = verdict("{ name: request-success-rate }", answers, { meshProvider: "kubernetes" });
    expect(said[0]).toBe(
      `! Halt advancement no values found for kubernetes metric request-success-rate ${noTraffic}: no values found`,
    );
  });

  test.for([
    [{ series: [9, 0.1] }, undefined],
    [{ series: [0.1, 9] }, "Halt cd.test advancement x 9.00 > 1"],
    [{ series: [0.1, null] }, undefined],
    [{ series: [0.1, "NaN"] }, "Halt advancement no values found for metric: x"],
    [{ series: [] }, "Halt advancement no values found for metric: x"],
    [
      { status: 500, body: "boom" },
      "Prometheus query failed for x: error response: Status 500 Internal Server Error: boom",
    ],
    [
      { status: 599, body: { error: "odd" } },
      'Prometheus query failed for x: error response: Status 599 : {"error":"odd"}',
    ],
    [
      { status: 200, body: "<html>" },
      "Prometheus query failed for x: error unmarshaling result: invalid character '<' looking for beginning of value, '<html>'",
    ],
    [
      { status: 200 },
      "Prometheus query failed for x: error unmarshaling result: unexpected end of JSON input, ''",
    ],
    [
      { status: 200, body: { data: { result: [{ values: [[1, "2"]] }] } } },
      "Prometheus query failed for x: query returned multiple values",
    ],
    [
      { status: 200, body: { data: { result: [{ value: [1, "+Inf"] }] } } },
      "Halt cd.test advancement x +Inf > 1",
    ],
    [
      { status: 0 },
      'Prometheus query failed for x: request failed: Get "http://prometheus:9090/api/v1/query?query=sum%28up%7Ba%3D%22b%22%7D%29": dial tcp prometheus:9090: connect: connection refused',
    ],
  ] as const)("%j", ([answer, text]) => {
    const metric = `{ name: x, query: 'sum(up{a="b"})', threshold: 1 }`;
    expect(verdict(metric, { x: [answer] })[0]).toBe(text ? `! ${text}` : "passed");
  });

  test("an inline query that cannot be rendered is asked as nothing", () => {
    const scene = canary(`- { name: x, query: "{{ variables.none }}", thresholdRange: {} }`);
    expect(measured(scene)).toBe("\nx:  → 100\npassed\n");
  });
});

describe("the server", () => {
  const rate = "- { name: request-success-rate }";

  test("one that is no URL fails even where no metric needs it", () => {
    const text =
      "Error building Prometheus client for 10.0.0.1:9090 prometheus address 10.0.0.1:9090 is not a valid URL";
    expect(measured(canary("[]", "metricsServer: 10.0.0.1:9090"))).toBe(`
! ${text}
  spec.metricsServer: metricsServer 10.0.0.1:9090 is no URL.
`);
  });

  test.for([
    [
      "prometheus:9090",
      "prometheus:///api/v1/query?query=",
      'unsupported protocol scheme "prometheus"',
    ],
    ["//prometheus", "//prometheus/api/v1/query?query=", 'unsupported protocol scheme ""'],
    ["prometheus", "/prometheus/api/v1/query?query=", 'unsupported protocol scheme ""'],
    ["http:///x", "http:///x/api/v1/query?query=", "http: no Host in request URL"],
    [
      "ftp://me:secret@there",
      "ftp://me:***@there/api/v1/query?query=",
      'unsupported protocol scheme "ftp"',
    ],
  ] as const)("a query to %s never leaves", ([address, url, error]) => {
    const said = measured(canary(rate, `metricsServer: ${address}`), {}, linkerd);
    expect(said).toContain(
      `! Prometheus query failed: running query failed: request failed: Get "${url}+sum%28+rate`,
    );
    expect(said).toContain(`": ${error}\n`);
    expect(said).not.toContain("→");
  });
});

describe("Knative", () => {
  const knative = { meshProvider: "knative" };
  const scene = canary("- { name: request-duration, thresholdRange: {} }").replace(
    "apiVersion: apps/v1, kind: Deployment",
    "apiVersion: serving.knative.dev/v1, kind: Service",
  );

  test("measures the revision created last", () => {
    const service = `
  ---
  apiVersion: serving.knative.dev/v1
  kind: Service
  metadata: { name: web }
  status: { latestCreatedRevisionName: web-00002 }
`;
    expect(measured(scene + service, {}, knative)).toContain(
      'envoy_cluster_name=~"test/web-00002",',
    );
  });

  test("fails without its Service", () => {
    expect(measured(scene.replace("name: web", "name: gone"), {}, knative)).toContain(
      '! Error fetching Knative service test/gone services.serving.knative.dev "gone" not found',
    );
  });
});

test("nothing in a Canary, a template or an answer makes it throw", () => {
  const loose = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom("", "up", "1m", 1e300));
  const metric = fc.record(
    {
      name: fc.constantFrom("request-duration", "request-success-rate", "own", 7),
      interval: loose,
      query: loose,
      templateRef: fc.oneof(loose, fc.constant({ name: "t" })),
      templateVariables: loose,
      thresholdRange: fc.oneof(loose, fc.record({ min: loose, max: loose })),
      threshold: loose,
    },
    { requiredKeys: [] },
  );
  const provider = fc.record({
    type: fc.oneof(loose, fc.constantFrom(...Object.keys(PROVIDERS))),
    address: fc.oneof(
      loose,
      fc.constantFrom("http://a", "a:1", "http://[::1]:90/x%20y", "//", ":", "%"),
    ),
    region: loose,
  });
  const scene = fc.record({ metrics: fc.array(metric), provider, query: loose, server: loose });
  const answer = fc.oneof(
    fc.double(),
    fc.constantFrom(null, "NaN" as const, { series: [] }, { status: 0 }, { status: 200 }),
    fc.record({ status: fc.integer({ min: 0, max: 999 }), body: fc.constantFrom("", "{}", 3) }),
  );
  fc.assert(
    fc.property(scene, answer, ({ metrics, provider, query, server }, answer) => {
      const canary = { kind: "Canary", spec: { metricsServer: server, analysis: { metrics } } };
      const template = {
        kind: "MetricTemplate",
        metadata: { name: "t" },
        spec: { provider, query },
      };
      const text = `  ${JSON.stringify(canary)}\n  ---\n  ${JSON.stringify(template)}`;
      const answers = { own: [answer], up: [answer], "request-duration": [answer] };
      expect(measured(text, answers)).toMatch(/\n(passed|! .*)\n$/s);
      expect(available(text, answers)).toMatch(/\n(passed|! .*)\n$/s);
    }),
    { numRuns: 40 },
  );
});
