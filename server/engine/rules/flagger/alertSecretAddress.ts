import { FLAGGER } from "../../identity.ts";
import { isOpen } from "../../references/read.ts";
import { keysOf, resolve } from "../../targets.ts";
import type { Rule } from "../rule.ts";
import { isSettled } from "./settled.ts";

/** The address comes from one key. flagger.md §5.8, §6.6 A03 */
export const alertSecretAddress: Rule = {
  code: "alert-secret-address",
  severity: "error",
  title: "Alert provider whose Secret has no address",
  explanation:
    "Where an AlertProvider has a secretRef, Flagger takes the address from the key address of that Secret, and a token from the key token. Without address no alert is sent; only the log of Flagger says so.",
  link: "https://docs.flagger.app/usage/alerting#canary-configuration",
  examples: {
    wrong: `
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec:
        type: slack
        secretRef: { name: slack }
        #                  ^^^^^ alert-secret-address
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: slack, namespace: shop }
      stringData: { url: "https://hooks.slack.example.com/x" }
    `,
    right: `
      apiVersion: flagger.app/v1beta1
      kind: AlertProvider
      metadata: { name: on-call, namespace: shop }
      spec:
        type: slack
        secretRef: { name: slack }
      ---
      apiVersion: v1
      kind: Secret
      metadata: { name: slack, namespace: shop }
      stringData: { address: "https://hooks.slack.example.com/x" }
    `,
  },
  judges: "builds",
  about: ({ group, kind }) => group === FLAGGER && kind === "AlertProvider",
  *check(resource, view) {
    const reference = resource.references.find((it) => it.path[1] === "secretRef");
    if (!reference || !isSettled(resource, view, ["spec", "secretRef"])) return;
    const found = resolve(view, resource, reference);
    if (found.type !== "objects") return;
    const held = found.resources.map(keysOf);
    if (held.some((it) => it.length === 0 || it.includes("address") || it.some(isOpen))) return;
    yield {
      at: reference.path,
      message: `Secret ${reference.text} has no key "address", so no alert is sent; only the log of Flagger says so. It has ${held[0]?.map((it) => `"${it}"`).join(" and ")}.`,
      related: found.resources.slice(0, 1).map((it) => ({
        resource: it,
        at: ["metadata", "name"],
        message: `The keys of Secret ${it.name}.`,
      })),
    };
  },
};
