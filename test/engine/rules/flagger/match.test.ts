import { describe, expect, test } from "vitest";
import { contourRegex } from "../../../../server/engine/rules/flagger/contourRegex.ts";
import { gatewayMatcherUnsupported } from "../../../../server/engine/rules/flagger/gatewayMatcherUnsupported.ts";
import { kubernetesTestMissesCanary } from "../../../../server/engine/rules/flagger/kubernetesTestMissesCanary.ts";
import { kubernetesWeights } from "../../../../server/engine/rules/flagger/kubernetesWeights.ts";
import { nginxMatcherLost } from "../../../../server/engine/rules/flagger/nginxMatcherLost.ts";
import { nginxMatchWeights } from "../../../../server/engine/rules/flagger/nginxMatchWeights.ts";
import { expectProblemsOf } from "../../../support/expect.ts";
import { fixed } from "../../../support/fixed.ts";
import { canaryScene } from "./canaryScene.ts";

const nginx = { provider: "nginx" };
const kubernetes = { provider: "kubernetes" };

describe("kubernetes-weights", () => {
  const check = expectProblemsOf(kubernetesWeights);

  test("weights in either form, and match", () => {
    check(
      canaryScene(
        `
        stepWeight: 20
        #<- kubernetes-weights (warning): Provider kubernetes shifts no traffic: instead of stepWeight this runs as Blue/Green with 10 iterations, in which users stay on the primary until the promotion. Say "iterations: 10", or use a provider that steers traffic.
        `,
        kubernetes,
      ),
    );
    check(canaryScene("stepWeights: [10, 50]\n#<- kubernetes-weights", kubernetes));
    check(
      canaryScene(
        "iterations: 5\nmatch: [{ headers: { x: { exact: y } } }]\n#<- kubernetes-weights",
        kubernetes,
      ),
    );
    check(canaryScene("iterations: 5", kubernetes));
    check(canaryScene("stepWeight: 20"));
  });

  test("the fix writes down what Flagger makes of it", () => {
    const source = canaryScene("stepWeight: 20\nmaxWeight: 60\nthreshold: 5", kubernetes);
    const text = fixed(kubernetesWeights, source);
    expect(text).toContain("  analysis:\n    iterations: 10\n    threshold: 5");
    expect(text).not.toContain("Weight");
  });
});

describe("kubernetes-test-misses-canary", () => {
  const check = expectProblemsOf(kubernetesTestMissesCanary);
  const load = (cmd: string, mark = "", type = "") => `
    iterations: 5
    webhooks:
      - url: http://tester.test/
        ${type}
        metadata:
          cmd: ${cmd}
${mark}`;

  test("a load test of the Service that leads to the primary", () => {
    check(
      canaryScene(
        load(
          "hey http://cart.shop/",
          "          #    ^^^^^^^^^^^^^^^^^^^^^ kubernetes-test-misses-canary (information): This calls the Service cart, which leads to the primary until the promotion. The new version is behind cart-canary.",
        ),
        kubernetes,
      ),
    );
  });

  test("tests of the canary, of others, and after the rollout", () => {
    for (const cmd of [
      "hey http://cart-canary.shop/",
      "hey http://cart.shop/ && hey http://cart-canary.shop/",
      "hey http://cart.other/",
      "hey https://cart.example.com/",
      "helm test cart",
    ]) {
      check(canaryScene(load(cmd), kubernetes));
    }
    check(canaryScene(load("hey http://cart.shop/", "", "type: post-rollout"), kubernetes));
    check(canaryScene(load("hey http://cart.shop/")));
  });
});

describe("nginx-match-weights", () => {
  const check = expectProblemsOf(nginxMatchWeights);
  const match = "match: [{ headers: { x: { exact: y } } }]";

  test("weights with match", () => {
    check(canaryScene(`stepWeight: 10\n${match}\n#<- nginx-match-weights (error)`, nginx));
    check(canaryScene(`stepWeights: [1, 10]\n${match}\n#<- nginx-match-weights`, nginx));
  });

  test("iterations with match, an empty match, and other providers", () => {
    check(canaryScene(`iterations: 10\n${match}`, nginx));
    check(canaryScene("stepWeight: 10\nmatch: []", nginx));
    check(canaryScene(`stepWeight: 10\n${match}`));
  });
});

describe("nginx-matcher-lost", () => {
  const check = expectProblemsOf(nginxMatcherLost);
  const test1 = (match: string) => canaryScene(`iterations: 5\nmatch:\n${match}`, nginx);

  test("two headers in one entry are a matter of luck", () => {
    check(
      test1(`  - headers:
      x-a: { exact: "1" }
      #<- nginx-matcher-lost (warning): Only one header counts with provider nginx, so Flagger takes x-a or x-b, whichever comes to hand. Keep one.
      x-b: { exact: "2" }`),
    );
  });

  test("of entries the last one counts", () => {
    check(
      test1(`  - headers: { x-a: { exact: "1" } }
    #          ^^^ nginx-matcher-lost: Only the last header counts with provider nginx: x-b decides, and x-a does not. Keep one.
  - headers: { x-b: { exact: "2" } }`),
    );
    check(test1('  - headers: { x-a: { exact: "1" } }\n  - headers: { x-a: { exact: "2" } }'));
  });

  test("prefixes, and cookies by pattern", () => {
    check(
      test1(`  - headers: { x-a: { prefix: in } }
    #          ^^^ nginx-matcher-lost: With provider nginx a header is matched by exact or regex alone. Without them only requests whose x-a is "always" reach the canary.`),
    );
    check(
      test1(`  - headers: { cookie: { regex: ".*type=insider.*" } }
    #          ^^^^^^ nginx-matcher-lost`),
    );
    check(test1('  - headers: { x-a: { regex: "in.*" } }\n  - headers: { cookie: { exact: c } }'));
  });

  test("what is filled in later", () => {
    check(test1("  - headers: { x-a: { prefix: '${A}' } }"));
  });
});

describe("contour-regex", () => {
  const check = expectProblemsOf(contourRegex);
  const contour = { provider: "contour" };

  test("a pattern is lost, with weights, too", () => {
    check(
      canaryScene(
        `
        stepWeight: 10
        match:
          - headers: { agent: { regex: a.* } }
          #                     ^^^^^ contour-regex (warning): Contour gets no pattern from Flagger: the condition on agent is left without a value. Use exact, prefix or suffix.
        `,
        contour,
      ),
    );
    const regex = "iterations: 5\nmatch: [{ headers: { agent: { regex: a.* } } }]";
    check(canaryScene(regex, { provider: "istio" }));
    check(canaryScene(regex.replace("regex", "prefix"), contour));
  });
});

describe("gateway-matcher-unsupported", () => {
  const check = expectProblemsOf(gatewayMatcherUnsupported);
  const gateway = { provider: "gatewayapi:v1" };

  test("in the analysis all conditions go with it", () => {
    check(
      canaryScene(
        `
        iterations: 5
        match:
          - headers: { x-a: { suffix: b } }
          #            ^^^ gateway-matcher-unsupported (error): The Gateway API matches the header x-a by exact or regex alone, so Flagger drops all of match without a word, and every request goes to the canary. Write it as a regex.
          - queryParams: { beta: { exact: "1" } }
        `,
        gateway,
      ),
    );
  });

  test("in the service it is an error at every tick", () => {
    const service = (match: string) => ({
      ...gateway,
      spec: `service:\n  port: 80\n  match:\n${match}`,
    });
    check(
      canaryScene(
        "iterations: 5",
        service(`    - uri: { suffix: .html }
    # ^^^ gateway-matcher-unsupported (error): The Gateway API matches the path by exact or prefix or regex alone, so Flagger reports an error at every tick and no route is made. Write it as a regex.
    - method: { regex: GET }
    # ^^^^^^ gateway-matcher-unsupported`),
      ),
    );
    check(
      canaryScene(
        "iterations: 5",
        service("    - uri: { prefix: / }\n      method: { exact: GET }"),
      ),
    );
  });

  test("Istio knows prefixes", () => {
    check(canaryScene("iterations: 5\nmatch: [{ headers: { x-a: { prefix: b } } }]"));
  });
});
