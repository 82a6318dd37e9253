import { json } from "./json.ts";
import { identityOf, type KubeObject, nameOf } from "./kubeObject.ts";
import type { Action } from "./write.ts";

/**
 * A gate of Flagger's load tester that a Canary asks.
 *
 * https://docs.flagger.app/usage/webhooks#manual-gating
 */
export interface Gate {
  readonly name: string;
  readonly type: string;
  /** Where it is called, as the Canary says it. */
  readonly url: string;
  /** `gate` or `rollback`: what is opened and closed. */
  readonly what: "gate" | "rollback";
  readonly service: { readonly name: string; readonly namespace: string; readonly port: string };
}

/** The gates that a Canary declares and that a person can open: those that answer what was said last. */
export function gatesOf(canary: KubeObject): readonly Gate[] {
  const analysis = canary.spec.analysis ?? canary.spec.canaryAnalysis;
  return json.list(json.at(analysis, "webhooks")).flatMap((it): readonly Gate[] => {
    const url = json.text(json.at(it, "url")) ?? "";
    const name = json.text(json.at(it, "name")) ?? "";
    const type = json.text(json.at(it, "type")) || "rollout";
    const found = checked(url, canary.metadata.namespace ?? "default");
    return found ? [{ name, type, url, ...found }] : [];
  });
}

function checked(url: string, home: string): Pick<Gate, "what" | "service"> | undefined {
  const address = addressOf(url);
  const [, what] = /^\/(gate|rollback)\/check\/?$/.exec(address?.pathname ?? "") ?? [];
  if (!address || !/^https?:$/.test(address.protocol)) return undefined;
  if (what !== "gate" && what !== "rollback") return undefined;
  const [name = "", namespace = home] = address.hostname.split(".");
  const port = address.port || (address.protocol === "https:" ? "443" : "80");
  return { what, service: { name, namespace, port } };
}

function addressOf(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    // What is no address is called by nobody.
    return undefined;
  }
}

/** Opens or closes a gate, through the API server's way to Services. */
export function gateAction(canary: KubeObject, gate: Gate, isOpening: boolean): Action {
  const { name, namespace, port } = gate.service;
  const identity = identityOf(canary);
  const call = isOpening ? "open" : "close";
  return {
    verb: isOpening && gate.what === "rollback" ? "roll back by" : call,
    object: { group: "", kind: "Gate", namespace, name: gate.name },
    method: "POST",
    path: `/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy/${gate.what}/${call}`,
    body: { name: identity.name, namespace: identity.namespace ?? "default" },
    remark: `Tells the load tester ${namespace}/${name} for ${nameOf(identity)}; Flagger hears of it at its next tick.`,
  };
}
