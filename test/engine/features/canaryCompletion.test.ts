import { describe, expect, test } from "vitest";
import { expectChosen, itemsAt, labelsAt } from "./completing.ts";

/** A Canary with these lines in its analysis. */
const canary = (...lines: readonly string[]) => `
#- canary.yaml
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: face, namespace: faces }
spec:
  provider: nginx
  analysis:
${lines.map((it) => `    ${it}`).join("\n")}
`;

const detailsAt = (source: string) =>
  Object.fromEntries(itemsAt(source).map((it) => [it.label, it.detail]));

describe("the analysis of a Canary", () => {
  test("metrics that Flagger knows itself", () => {
    expect(detailsAt(canary("metrics:", "  - name: <|>"))).toEqual({
      "request-success-rate": "built in: percent of requests that did not fail",
      "request-duration": "built in: milliseconds that 99 % of requests stay below",
    });
  });

  test("a metric with its bound; those that are there are not offered again", () => {
    const lines = ["metrics:", "  - name: request-success-rate", "    interval: 1m", "  - <|>"];
    expect(labelsAt(canary(...lines)).slice(0, 2)).toEqual(["duration", "metric template"]);
  });

  test("types of webhooks say what they do", () => {
    const details = detailsAt(canary("webhooks:", "  - name: a", "    type: <|>"));
    expect(details.rollback).toBe("asked at each tick; an answer of 200 rolls back at once");
    expect(details["confirm-traffic-increase"]).toBe("gate before each step of the weight");
  });

  test("a type that never fires in this strategy says so", () => {
    const lines = ["iterations: 10", "webhooks:", "  - name: a", "    type: <|>"];
    expect(detailsAt(canary(...lines))["confirm-traffic-increase"]).toBe(
      "never asked in an analysis with iterations",
    );
  });

  test("a load test, behind the dash", () => {
    expectChosen(
      canary("webhooks:", "  - <|>"),
      "load test",
      canary(
        "webhooks:",
        "  - name: load-test",
        "    type: rollout",
        "    url: http://${1:flagger-loadtester.test}/",
        "    timeout: 5s",
        "    metadata:",
        '      cmd: "hey -z 1m -q 10 -c 2 http://${2:app}-canary.${3:namespace}/"',
      ).replace("\n#- canary.yaml\n", ""),
    );
  });

  test("a gate, with the dash still missing", () => {
    expectChosen(
      canary("webhooks:", "  <|>"),
      "gate promotion",
      canary(
        "webhooks:",
        "  - name: gate-promotion",
        "    type: confirm-promotion",
        "    url: http://${1:flagger-loadtester.test}/gate/check",
      ).replace("\n#- canary.yaml\n", ""),
    );
  });

  test("a cookie in the shape that the provider can match", () => {
    expectChosen(
      canary("match:", "  - <|>"),
      "cookie",
      canary("match:", "  - headers:", "      cookie:", '        exact: "${1:canary}"').replace(
        "\n#- canary.yaml\n",
        "",
      ),
    );
  });

  test("providers say what they can do", () => {
    const source = canary("interval: 1m").replace("provider: nginx", "provider: <|>");
    expect(detailsAt(source).linkerd).toBe(
      "weights by a TrafficSplit, Blue/Green; no A/B, no mirroring",
    );
  });
});

describe("the query of a MetricTemplate", () => {
  const template = (query: string) => `
#- template.yaml
apiVersion: flagger.app/v1beta1
kind: MetricTemplate
metadata: { name: errors, namespace: faces }
spec:
  provider: { type: prometheus, address: "http://prometheus:9090" }
  query: |
    ${query}
#- canary.yaml
apiVersion: flagger.app/v1beta1
kind: Canary
metadata: { name: face, namespace: faces }
spec:
  analysis:
    metrics:
      - name: errors
        templateRef: { name: errors }
        templateVariables: { quantile: "0.99" }
`;

  test("what Flagger offers, and the variables of those who use it", () => {
    expect(labelsAt(template("sum(x{ns=<|>"))).toEqual([]);
    expect(labelsAt(template('sum(x{ns="{{ <|> }}"})'))).toEqual([
      "name",
      "namespace",
      "target",
      "service",
      "ingress",
      "route",
      "interval",
      "variables.quantile",
    ]);
  });

  test("braces are closed where they are not", () => {
    expect(itemsAt(template("sum(x{ns={{<|>")).map((it) => it.text)[1]).toBe(" namespace \\}\\}");
    expect(itemsAt(template("x{{ na<|>me }}")).map((it) => it.text)[1]).toBe("namespace");
  });
});
