import { describe, expect, test } from "vitest";
import { gateNobodyIsToldOf } from "../../../../server/engine/rules/flagger/gateNobodyIsToldOf.ts";
import { gateWithoutLoad } from "../../../../server/engine/rules/flagger/gateWithoutLoad.ts";
import { gateWithoutType } from "../../../../server/engine/rules/flagger/gateWithoutType.ts";
import { isLoadCommand, loadSeconds } from "../../../../server/engine/rules/flagger/loadCommand.ts";
import { loadTesterOutsideMesh } from "../../../../server/engine/rules/flagger/loadTesterOutsideMesh.ts";
import { loadTestTooShort } from "../../../../server/engine/rules/flagger/loadTestTooShort.ts";
import { preRolloutRepeated } from "../../../../server/engine/rules/flagger/preRolloutRepeated.ts";
import { rollbackHookAlwaysFires } from "../../../../server/engine/rules/flagger/rollbackHookAlwaysFires.ts";
import { taskWithoutCommand } from "../../../../server/engine/rules/flagger/taskWithoutCommand.ts";
import { taskWithoutTimeout } from "../../../../server/engine/rules/flagger/taskWithoutTimeout.ts";
import { testNotAwaited } from "../../../../server/engine/rules/flagger/testNotAwaited.ts";
import { trafficGateNeverAsked } from "../../../../server/engine/rules/flagger/trafficGateNeverAsked.ts";
import { webhookAnswers204 } from "../../../../server/engine/rules/flagger/webhookAnswers204.ts";
import { webhookLongerThanInterval } from "../../../../server/engine/rules/flagger/webhookLongerThanInterval.ts";
import { expectProblemsOf, problemsIn } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { readFixture } from "../../../support/fixture.ts";
import { checked, iterations, weights } from "./checked.ts";

const hook = (lines: string, analysis = weights): string =>
  checked(`${analysis}
        metrics: [{ name: request-success-rate, interval: 30s, thresholdRange: { min: 99 } }]
        webhooks:
          - name: hook${lines.replaceAll("\n", "\n            ")}`);

/** How often a rule speaks of a webhook. */
const found = (code: string, lines: string, analysis = weights): number =>
  problemsIn(readFixture(hook(lines, analysis)).files).filter((it) => it.problem.code === code)
    .length;

describe("a rollback webhook", () => {
  test.for([
    ["http://flagger-loadtester.test/gate/approve", "", 1],
    ["http://anything.shop:8080/gate/approve", "", 1],
    ["http://orders.shop/healthz", "", 1],
    ["http://flagger-loadtester.test/rollback/open", "", 1],
    ["http://flagger-loadtester.test/", "metadata: { cmd: curl -sf http://x }", 1],
    ["http://flagger-loadtester.test/", "metadata: { type: bash, cmd: curl -sf http://x }", 0],
    ["http://flagger-loadtester.test/rollback/check", "", 0],
    ["http://flagger-loadtester.test/gate/halt", "", 0],
    ["http://tests.shop/should-roll-back", "", 0],
    ["${LOADTESTER}/gate/approve", "", 0],
  ] as const)("at %s %s", ([url, more, times]) => {
    expect(found("rollback-hook-always-fires", `\ntype: rollback\nurl: ${url}\n${more}`)).toBe(
      times,
    );
  });

  test("of another type may be approved", () => {
    const lines = "\ntype: confirm-rollout\nurl: http://flagger-loadtester.test/gate/approve";
    expect(found("rollback-hook-always-fires", lines)).toBe(0);
  });

  test("keeps its host when it is mended", () => {
    const lines = "\ntype: rollback\nurl: http://flagger-loadtester.test:9090/gate/approve";
    expect(fixed(rollbackHookAlwaysFires, hook(lines))).toContain(
      "url: http://flagger-loadtester.test:9090/rollback/check\n",
    );
  });
});

describe("a gate without a type", () => {
  test("is a check that says no", () => {
    const source = hook("\nurl: http://flagger-loadtester.test/rollback/check");
    expect(fixed(gateWithoutType, source)).toContain("type: rollback\n");
    expect(found("gate-without-type", "\nurl: http://flagger-loadtester.test/gate/check")).toBe(1);
  });

  test("is left alone where it says yes, or somebody chose to check by it", () => {
    expect(found("gate-without-type", "\nurl: http://flagger-loadtester.test/gate/approve")).toBe(
      0,
    );
    const lines = "\ntype: rollout\nurl: http://flagger-loadtester.test/gate/check";
    expect(found("gate-without-type", lines)).toBe(0);
    expect(found("gate-without-type", "\nurl: http://quality.shop/gate/check")).toBe(0);
  });
});

describe("a task whose end nobody waits for", () => {
  const task = (type: string, cmd: string) =>
    `\ntype: ${type}\nurl: http://flagger-loadtester.test/\nmetadata: { cmd: "${cmd}" }`;
  test.for([
    ["pre-rollout", "curl -s http://orders-canary.shop/ | grep ok", 1],
    ["pre-rollout", "hey -z 1m http://orders-canary.shop/", 0],
    ["rollout", "curl -sf http://orders-canary.shop/", 1],
    ["rollout", "curl -s http://orders-canary.test/", 0],
    ["rollout", "for i in $(seq 100); do curl -sf http://orders-canary.shop/; done", 0],
    ["rollout", "k6 run /scripts/load.js", 0],
    ["post-rollout", "curl -sf http://orders.shop/", 0],
    ["confirm-promotion", "helm test orders", 1],
  ] as const)("%s: %s", ([type, cmd, times]) => {
    expect(found("test-not-awaited", task(type, cmd))).toBe(times);
  });

  test("becomes bash", () => {
    const lines = `\ntype: pre-rollout\nurl: http://flagger-loadtester.test/
metadata:\n  type: cmd\n  cmd: newman run shop.json`;
    expect(fixed(testNotAwaited, hook(lines))).toContain("type: bash\n");
  });
});

describe("the time that a task may take", () => {
  const task = (metadata: string, more = "") =>
    `\nurl: http://flagger-loadtester.test/${more}\nmetadata: { ${metadata} }`;
  test.for([
    ["type: helmv3, cmd: test orders", "", 1],
    ["type: bash, cmd: kubectl wait --for=condition=ready pod/a", "", 1],
    ["type: bash, cmd: hey -z 1m http://orders-canary.shop/", "", 1],
    ["type: bash, cmd: curl -sf http://orders-canary.shop/", "", 0],
    ["cmd: hey -z 1m http://orders-canary.shop/", "", 0],
    ["type: helmv3, cmd: test orders", "\ntimeout: 3m", 0],
  ] as const)("%s%s", ([metadata, more, times]) => {
    expect(found("task-without-timeout", task(metadata, more))).toBe(times);
  });
});

describe("an endpoint that answers 204", () => {
  test.for([
    ["https://discord.com/api/webhooks/1/a", 1],
    ["https://discord.com/api/webhooks/1/a?wait=true", 0],
    ["https://discord.com/api/webhooks/1/a/slack", 0],
    ["https://api.github.com/repos/shop/orders/dispatches", 1],
    ["https://hooks.slack.com/services/T/B/x", 0],
    ["http://tests.shop/check", 0],
  ] as const)("%s", ([url, times]) => {
    expect(found("webhook-answers-204", `\ntype: post-rollout\nurl: ${url}`)).toBe(times);
    expect(found("webhook-answers-204", `\ntype: event\nurl: ${url}`)).toBe(0);
  });

  test("never opens a gate", () => {
    expectProblemsOf(webhookAnswers204)(
      hook(`
type: confirm-promotion
url: https://api.github.com/repos/shop/orders/dispatches
#    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ webhook-answers-204 (warning): This endpoint answers 204 when all is well, and for Flagger success ends at 202, so this confirm-promotion webhook never lets a version be promoted. Put something between that answers 200.`),
    );
  });
});

describe("a webhook at an interval of a minute", () => {
  test.for([
    ["timeout: 30s\nretries: 1", 0],
    ["timeout: 30s\nretries: 2", 1],
    ["timeout: 2m", 1],
    ["timeout: 1min", 0],
    ["retries: 6", 1],
    ["type: pre-rollout\ntimeout: 3m", 0],
    ["type: event\ntimeout: 3m", 0],
  ] as const)("%s", ([lines, times]) => {
    const code = "webhook-longer-than-interval";
    expect(found(code, `\nurl: http://tests.shop/check\n${lines}`)).toBe(times);
  });

  test("the load tester answers tasks of type cmd at once", () => {
    const task = (type: string) =>
      `\nurl: http://flagger-loadtester.test/\ntimeout: 3m\nmetadata: { type: ${type}, cmd: hey http://x/ }`;
    expect(found("webhook-longer-than-interval", task("cmd"))).toBe(0);
    expect(found("webhook-longer-than-interval", task("bash"))).toBe(1);
  });

  test("says how long Flagger may wait", () => {
    expectProblemsOf(webhookLongerThanInterval)(
      hook(`
url: http://tests.shop/check
timeout: 90s
#        ^^^ webhook-longer-than-interval (information): Flagger may wait 3 min for this webhook in 2 attempts, and the next tick is due after 60 s, so ticks are left out while it is slow. Shorten it to 60 s in all.
retries: 1`),
    );
  });
});

test("the traffic gate is asked with weights alone", () => {
  const lines = "\ntype: confirm-traffic-increase\nurl: http://approvals.shop/orders";
  expect(found("traffic-gate-never-asked", lines)).toBe(0);
  expect(found("traffic-gate-never-asked", lines, iterations)).toBe(1);
  expect(fixed(trafficGateNeverAsked, hook(lines, iterations))).toContain(
    "type: confirm-promotion\n",
  );
});

test("a pre-rollout webhook is repeated by a closed traffic gate alone", () => {
  const source = (url: string) =>
    checked(`${weights}
        webhooks:
          - { name: migrate, type: pre-rollout, url: "http://migrations.shop/" }
          - { name: go, type: confirm-traffic-increase, url: "${url}" }`);
  const closed = problemsIn(readFixture(source("http://approvals.shop/orders")).files);
  expect(closed.filter((it) => it.problem.code === preRolloutRepeated.code)).toHaveLength(1);
  expectProblemsOf(preRolloutRepeated)(source("http://flagger-loadtester.test/gate/approve"));
});

describe("how long a load test runs", () => {
  test.for([
    ["hey -z 1m -q 10 http://x", 60],
    ["hey -q 10 -z 90s http://x", 90],
    ["hey -n 100 http://x", undefined],
    ["wrk -t2 -d30s http://x", 30],
    ["wrk -d 30 http://x", 30],
    ["fortio load -t 2m http://x", 120],
    ["k6 run --duration 10s a.js", 10],
    ["ghz -z=45s --insecure x", 45],
    ["curl http://x", undefined],
  ] as const)("%s", ([command, seconds]) => {
    expect(loadSeconds(command)).toBe(seconds);
  });

  test("a tool is known wherever it stands as a word", () => {
    expect(isLoadCommand("bash -c 'hey -z 1m http://x'")).toBe(true);
    expect(isLoadCommand("curl http://they.shop/hey")).toBe(false);
  });

  test("it must reach into the window of the metrics", () => {
    const load = (seconds: number) =>
      `\nurl: http://flagger-loadtester.test/\nmetadata: { cmd: hey -z ${seconds}s http://orders-canary.shop/ }`;
    expect(found("load-test-too-short", load(30))).toBe(1);
    expect(found("load-test-too-short", load(31))).toBe(0);
    expectProblemsOf(loadTestTooShort)(hook(load(60)));
  });

  test("in Blue/Green nobody else uses the version", () => {
    const load = `
url: http://flagger-loadtester.test/
metadata: { cmd: hey -z 10s http://x/ }
#                ^^^^^^^^^^^^^^^^^^^^ load-test-too-short`;
    const short = "This load ends 10 s after a tick, and at the next one, after 60 s,";
    for (const [strategy, severity, unless] of [
      [weights, "information", " unless others use the version"],
      [iterations, "warning", ""],
    ] as const) {
      expectProblemsOf(loadTestTooShort)(
        hook(
          `${load} (${severity}): ${short} metrics look back 30 s, so they find no values${unless}. Let it run for 60 s.`,
          strategy,
        ),
      );
    }
  });
});

describe("a gate that nobody is told of", () => {
  const gate = "\ntype: confirm-promotion\nurl: http://flagger-loadtester.test/gate/check";
  test("is spoken of unless an alert tells", () => {
    expect(found("gate-nobody-is-told-of", gate)).toBe(1);
    const alerts = `${weights}\n        alerts: [{ name: a, severity: warn, providerRef: { name: b } }]`;
    expect(found("gate-nobody-is-told-of", gate, alerts)).toBe(0);
    expect(found("gate-nobody-is-told-of", `${gate}\nmuteAlert: true`, alerts)).toBe(1);
    expectProblemsOf(gateNobodyIsToldOf)(hook(gate.replace("/gate/check", "/gate/halt")));
  });
});

test("load that was made once is over while a gate waits", () => {
  const gate = '{ name: go, type: confirm-promotion, url: "http://approvals.shop" }';
  const load = (type: string) =>
    `{ name: load, type: ${type}, url: "http://loadtester.test", metadata: { cmd: hey -z 10m http://x } }`;
  const source = (hooks: string, mark = "") =>
    checked(`${weights}
        metrics: [{ name: request-duration, thresholdRange: { max: 500 } }]
        webhooks:
          - ${hooks}
          - ${gate}${mark}`);
  const expectProblems = expectProblemsOf(gateWithoutLoad);
  expectProblems(
    source(
      load("pre-rollout"),
      "\n          #                   ^^^^^^^^^^^^^^^^^ gate-without-load (hint)",
    ),
  );
  expectProblems(source(load("rollout")));
  expectProblems(source('{ name: test, type: pre-rollout, url: "http://tests.shop" }'));
});

describe("a task that the load tester cannot run", () => {
  const task = (metadata: string, type = "rollout") =>
    `\ntype: ${type}\nurl: http://flagger-loadtester.test/${metadata && `\nmetadata: { ${metadata} }`}`;
  test.for([
    ["", "rollout", 1],
    ["type: cmd", "rollout", 1],
    ["type: python, cmd: a.py", "rollout", 1],
    ["type: concord, org: a", "rollout", 0],
    ["cmd: hey http://x", "rollout", 0],
    ["", "rollback", 0],
    ["", "event", 0],
  ] as const)("%s (%s)", ([metadata, type, times]) => {
    expect(found("task-without-command", task(metadata, type))).toBe(times);
  });

  test("of type bash passes without doing anything", () => {
    expectProblemsOf(taskWithoutCommand)(
      hook(`
url: http://flagger-loadtester.test/
metadata: { type: bash }
#<- task-without-command (warning): There is no cmd, so this task does nothing and always passes. Add metadata.cmd.`),
    );
    expectProblemsOf(taskWithoutTimeout)(hook(task("type: bash")));
  });
});

describe("a load tester outside the mesh", () => {
  const scene = (cmd: string, annotations: string, namespace = "") => `${hook(`
url: http://flagger-loadtester.test/
metadata: { cmd: "hey -z 1m ${cmd}" }`).replace("    spec:", "    spec:\n      provider: istio")}
    #- tester.yaml
    apiVersion: v1
    kind: Namespace
    metadata: { name: test${namespace} }
    ---
    apiVersion: apps/v1
    kind: Deployment
    metadata: { name: flagger-loadtester, namespace: test }
    spec:
      selector: { matchLabels: { app: tester } }
      template:
        metadata: { labels: { app: tester }${annotations} }
        spec: { containers: [{ name: tester, image: tester }] }`;
  const times = (...of: Parameters<typeof scene>) =>
    problemsIn(readFixture(scene(...of)).files).filter(
      (it) => it.problem.code === loadTesterOutsideMesh.code,
    ).length;

  test("asks the primary alone when it asks the target", () => {
    expect(times("http://orders.shop/", "")).toBe(1);
    expect(times("http://orders:80/", "")).toBe(1);
    expect(times("http://orders-canary.shop/", "")).toBe(0);
    expect(times("http://gateway.ingress/", "")).toBe(0);
  });

  test("is inside where the pods or their namespace say so", () => {
    expect(times("http://orders.shop/", ', annotations: { sidecar.istio.io/inject: "true" }')).toBe(
      0,
    );
    expect(times("http://orders.shop/", "", ", labels: { istio-injection: enabled }")).toBe(0);
    expect(
      times(
        "http://orders.shop/",
        ', annotations: { sidecar.istio.io/inject: "false" }',
        ", labels: { istio-injection: enabled }",
      ),
    ).toBe(1);
  });
});
