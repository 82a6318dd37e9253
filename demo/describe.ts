import type { DemoAnswer, DemoCanary } from "../protocol/demo.ts";
import type { MetricAnswer } from "../server/engine/canary/call.ts";
import { field, type JsonObject, stringOf } from "../server/engine/canary/json.ts";
import { readCanary } from "../server/engine/canary/readCanary.ts";
import type { Inside } from "./apiserver/inside.ts";
import type { Traffic } from "./traffic/traffic.ts";

/** The Canaries of a demo cluster, what is said of their metrics, and which gates they ask. */
export const describeCanaries = (inside: Inside, traffic: Traffic): readonly DemoCanary[] =>
  inside.list("flagger.app/v1beta1", "Canary").map((it) => describe(it, traffic));

function describe(object: JsonObject, traffic: Traffic): DemoCanary {
  const canary = readCanary(object);
  const { namespace, name, spec } = canary;
  const names = new Set(spec.analysis?.metrics.map((it) => it.name));
  const hooks = spec.analysis?.webhooks ?? [];
  const gates = (["gate", "rollback"] as const).filter((gate) =>
    hooks.some((it) => (gate === "rollback") === (it.type === "rollback") && asksGate(it)),
  );
  return {
    namespace,
    name,
    phase: stringOf(field(object, "status", "phase")),
    metrics: [...names].map((it) => ({
      name: it,
      answer: answerOf(traffic.override(canary, it)),
    })),
    gates: gates.map((gate) => ({ gate, isOpen: traffic.isOpen(gate, canary) })),
  };
}

const asksGate = ({ type, url }: { readonly type: string; readonly url: string }): boolean =>
  type === "rollback" || url.includes("/gate/check");

const answerOf = (override: MetricAnswer | undefined): DemoAnswer =>
  override === undefined ? "byItself" : typeof override === "number" ? override : "noData";
