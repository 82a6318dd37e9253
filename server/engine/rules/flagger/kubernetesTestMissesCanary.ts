import { isObject, type Json } from "../../canary/json.ts";
import type { Path } from "../../node.ts";
import type { Rule } from "../rule.ts";
import { type CanaryReading, canaryOf } from "./canary.ts";
import { examplePieces } from "./examplePieces.ts";
import { isCanary } from "./requestMatch.ts";

/** The Service of a Canary leads to the primary until the promotion. flagger.md §2.4.3, §6.3 P06 */
export const kubernetesTestMissesCanary: Rule = {
  code: "kubernetes-test-misses-canary",
  severity: "information",
  title: "Tests that never reach the new version",
  explanation:
    "With provider kubernetes no traffic is switched during the analysis: the Service of the application leads to the primary until the promotion, and only the Service whose name ends in -canary leads to the new version. A test that calls the former says nothing of what is about to be released. Let webhooks call the -canary Service.",
  link: "https://docs.flagger.app/tutorials/kubernetes-blue-green",
  examples: {
    wrong: `${examplePieces.canary}
        provider: kubernetes
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          iterations: 10
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.shop/
              timeout: 5s
              metadata:
                cmd: hey -z 1m -q 5 http://orders.shop/
                #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ kubernetes-test-misses-canary
    `,
    right: `${examplePieces.canary}
        provider: kubernetes
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          iterations: 10
          webhooks:
            - name: load-test
              url: http://flagger-loadtester.shop/
              timeout: 5s
              metadata:
                cmd: hey -z 1m -q 5 http://orders-canary.shop/
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const { apex } = canary;
    if (!apex || canary.analysis.webhooks === undefined) return;
    const found = testsOf(canary).find(({ text }) => calls(text, apex, canary.namespace()));
    if (!found) return;
    const provider = canary.provider();
    if (provider?.name !== "kubernetes") return;
    yield {
      at: found.at,
      message: `This calls the Service ${apex}, which leads to the primary until the promotion. The new version is behind ${apex}-canary.`,
      related: provider.related,
    };
  },
};

/** What the checks of the analysis call: the commands of load tests, and the addresses of the others. */
const testsOf = (canary: CanaryReading): readonly { readonly text: string; readonly at: Path }[] =>
  canary.listAt(["spec", "analysis", "webhooks"]).flatMap((it: Json, index) => {
    if (!isObject(it) || !isTest(it.type)) return [];
    const at = ["spec", "analysis", "webhooks", index];
    return [
      [...at, "metadata", "cmd"],
      [...at, "url"],
    ].flatMap((path) => {
      const text = canary.textAt(path);
      return text === undefined ? [] : [{ text, at: path }];
    });
  });

const isTest = (type: Json | undefined): boolean =>
  type === undefined || type === "" || type === "rollout" || type === "pre-rollout";

function calls(text: string, apex: string, namespace: string | undefined): boolean {
  if (text.includes(`${apex}-canary`)) return false;
  return hosts(text).some((host) => {
    const [name, there] = host.split(".");
    return name === apex && (there === undefined || there === namespace);
  });
}

const hosts = (text: string): readonly string[] =>
  text
    .split("://")
    .slice(1)
    .map((it) => it.split(/[/:\s?"']/, 1)[0] ?? "");
