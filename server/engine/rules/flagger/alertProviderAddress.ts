import { isObject } from "../../canary/json.ts";
import { FLAGGER } from "../../identity.ts";
import type { Rule } from "../rule.ts";
import { objectOf } from "./objectOf.ts";
import { isSettled } from "./settled.ts";

/** The schema wants exactly one. flagger.md §6.1 S15 */
export const alertProviderAddress: Rule = {
  code: "alert-provider-address",
  severity: "error",
  title: "AlertProvider with no address, or two",
  explanation:
    "An AlertProvider says where its messages go either by address or by secretRef, a Secret with the key address. With both, or with none, the API server refuses it, and with it everything that its Kustomization applies; alerts that name it then go nowhere.",
  link: "https://docs.flagger.app/usage/alerting",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec:
        type: slack
        address: https://hooks.slack.example.com/T1
        secretRef: { name: on-call-url }
      # ^^^^^^^^^ alert-provider-address
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: on-call-url, namespace: shop }
      stringData: { address: "https://hooks.slack.example.com/T1" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec:
        type: slack
        secretRef: { name: on-call-url }
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: on-call-url, namespace: shop }
      stringData: { address: "https://hooks.slack.example.com/T1" }
    `,
  },
  judges: "builds",
  replaces: ["required-field", "wrong-value"],
  about: ({ group, kind }) => group === FLAGGER && kind === "AlertProvider",
  *check(resource, view) {
    const spec = objectOf(resource, view).spec;
    if (!isObject(spec)) return;
    if (!FIELDS.every((it) => isSettled(resource, view, ["spec", it]))) return;
    const [first, second] = Object.keys(spec).filter((it) => FIELDS.includes(it));
    if (second !== undefined) {
      yield {
        at: ["spec", second],
        on: "key",
        message: `The API server refuses this AlertProvider: ${first} and ${second} exclude each other. Keep the one that says where alerts go.`,
      };
    } else if (first === undefined) {
      yield {
        at: ["spec"],
        on: "key",
        message:
          "The API server refuses this AlertProvider: nothing says where its alerts go. Write address, or secretRef with the name of a Secret that has the key address.",
      };
    }
  },
};

const FIELDS = ["address", "secretRef"];
