import { replaceValue } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { isCanary } from "./requestMatch.ts";

/** https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/canary/factory.go flagger.md §6.1 S14 */
export const targetVersionIgnored: Rule = {
  code: "target-version-ignored",
  severity: "hint",
  title: "API version of a target that is not its own",
  explanation:
    "Flagger reads Deployments and DaemonSets as apps/v1 and Services as v1, whatever apiVersion of targetRef says; only serving.knative.dev/v1 counts, for a Service of Knative. An old or wrong version works, and misleads whoever reads it.",
  link: "https://docs.flagger.app/usage/how-it-works#canary-target",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef:
          apiVersion: extensions/v1beta1
      #               ^^^^^^^^^^^^^^^^^^ target-version-ignored
          kind: Deployment
          name: cart
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: cart, namespace: shop }
      spec:
        provider: istio
        targetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: cart
        revertOnDeletion: true
        service: { port: 80 }
        analysis:
          interval: 1m
          threshold: 5
          stepWeight: 10
          maxWeight: 50
          metrics: [{ name: request-success-rate, interval: 1m, thresholdRange: { min: 99 } }]
          webhooks:
            - name: load-test
              url: http://loadtester.shop/
              timeout: 5s
              metadata: { cmd: "hey -z 2m -q 10 http://cart-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    const kind = canary.textAt([...TARGET, "kind"]) ?? "";
    const written = canary.textAt(VERSION);
    const right = Object.hasOwn(VERSIONS, kind) ? VERSIONS[kind] : undefined;
    if (!written || right === undefined || written === right || written === KNATIVE) return;
    const knative = written.startsWith("serving.knative.dev/")
      ? `, and as Knative's only ${KNATIVE}`
      : "";
    yield {
      at: VERSION,
      message: `Flagger reads the ${kind} as ${right}${knative}: ${written} is not looked at.`,
      fixes: knative
        ? [replaceValue(resource, VERSION, KNATIVE, `Change to ${KNATIVE}`)]
        : [replaceValue(resource, VERSION, right, `Change to ${right}`)],
    };
  },
};

const TARGET = ["spec", "targetRef"];
const VERSION = [...TARGET, "apiVersion"];
const KNATIVE = "serving.knative.dev/v1";

const VERSIONS: Readonly<Record<string, string>> = {
  Deployment: "apps/v1",
  DaemonSet: "apps/v1",
  Service: "v1",
};
