import { isObject } from "../../canary/json.ts";
import { flaggerFlag } from "../../flagger.ts";
import type { Path } from "../../node.ts";
import type { Resource } from "../../resource.ts";
import type { View } from "../../view.ts";
import type { Finding, Rule } from "../rule.ts";
import { canaryOf } from "./canary.ts";
import { objectOf } from "./objectOf.ts";
import { isCanary } from "./requestMatch.ts";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ flagger.md §6.1 S16 */
export const generatedNameTooLong: Rule = {
  code: "generated-name-too-long",
  severity: "error",
  title: "Name too long for what Flagger derives from it",
  explanation:
    "Flagger names what it makes after the target and the Service: NAME-primary and NAME-canary. Names of Services and values of labels have at most 63 letters, so the names they begin with have at most 55. With a longer one the API server refuses what Flagger creates, and the Canary never leaves Initializing.",
  link: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: recommendations-for-returning-customers-of-the-shop-frontend, namespace: shop }
      spec:
        provider: istio
        targetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: recommendations-for-returning-customers-of-the-shop-frontend
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ generated-name-too-long
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
              metadata: { cmd: "hey -z 2m -q 10 http://recommendations-for-returning-customers-of-the-shop-frontend-canary.shop/" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: Canary
      metadata: { name: recommendations-for-returning-customers-frontend, namespace: shop }
      spec:
        provider: istio
        targetRef:
          apiVersion: apps/v1
          kind: Deployment
          name: recommendations-for-returning-customers-frontend
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
              metadata: { cmd: "hey -z 2m -q 10 http://recommendations-for-returning-customers-frontend-canary.shop/" }
    `,
  },
  judges: "builds",
  about: isCanary,
  *check(resource, view) {
    const canary = canaryOf(resource, view);
    if (canary.apex !== undefined && canary.apex.length > MOST) {
      const own = canary.textAt(SERVICE_NAME);
      yield tooLong(own ? SERVICE_NAME : TARGET_NAME, "Service", canary.apex);
      if (canary.apex === canary.targetName) return;
    }
    const kind = canary.textAt(["spec", "targetRef", "kind"]) ?? "";
    for (const target of canary.targets()) yield* labelTooLong(target, kind, view);
  },
};

/** 63 without `-primary`. */
const MOST = 55;

const SERVICE_NAME = ["spec", "service", "name"];
const TARGET_NAME = ["spec", "targetRef", "name"];

const tooLong = (at: Path, what: string, name: string): Finding => ({
  at,
  message: `Flagger never starts this Canary: ${what} ${name}-primary would have ${name.length + 8} letters, and the API server takes 63. Use a name of at most ${MOST}, for the Services alone with service.name.`,
});

/** The pods of the primary carry the value of the target's selector label, longer by `-primary`. flagger.md §3.1 */
function* labelTooLong(target: Resource, kind: string, view: View): Generator<Finding> {
  const spec = objectOf(target, view).spec;
  const selector =
    isObject(spec) && isObject(spec.selector) ? spec.selector.matchLabels : undefined;
  const flag = flaggerFlag(view, "selectorLabels");
  if (!isObject(selector) || !flag) return;
  const label = flag.text.split(",").find((it) => Object.hasOwn(selector, it));
  const value = label === undefined ? undefined : selector[label];
  if (typeof value !== "string" || value.length <= MOST) return;
  yield {
    at: TARGET_NAME,
    message: `Flagger never starts this Canary: its primary would have the label ${label}: ${value}-primary of ${value.length + 8} letters, and the API server takes 63. Give the ${kind} a value of at most ${MOST}.`,
    related: [
      {
        resource: target,
        at: ["spec", "selector", "matchLabels"],
        message: "The label by which Flagger tells primary from canary.",
      },
    ],
  };
}
