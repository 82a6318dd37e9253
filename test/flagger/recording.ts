import { field, listOf, stringOf } from "../../server/engine/canary/json.ts";
import type { ApiServer } from "./apiServer.ts";
import type { Tape } from "./tape.ts";

/** The text of a recording. */
export async function recording(api: ApiServer, tape: Tape, recorder: string): Promise<string> {
  const { id, title, features, provider, namespace, metrics, webhooks } = tape.scenario;
  const first = tape.ticks[0]?.start ?? 0;
  const ticks = tape.ticks.map(({ start, edits, finalizer, reads, calls, after }, tick) => ({
    tick,
    at: Math.round((start - first) / 10) / 100,
    ...(finalizer ? { finalizer } : {}),
    ...(edits.length > 0 ? { edits } : {}),
    reads,
    calls,
    after: after ?? {},
  }));
  const whole = {
    format: 1,
    id,
    title,
    features,
    provider,
    flagger: { version: "1.44.0", flags: flagsOf(namespace) },
    namespace,
    names: {
      canary: stringOf(field(tape.canary, "metadata", "name")),
      target: tape.target,
      apex: tape.apex,
    },
    initializedTick: initialized(ticks),
    objects: tape.created,
    script: { metrics, webhooks, edits: tape.edits },
    beforeFirstTick: tape.beforeFirstTick,
    ticks,
    final: ticks.at(-1)?.after ?? null,
    kubernetesEvents: await eventsOf(api, tape),
  };
  return lines(whole).replaceAll(recorder, "http://recorder");
}

/** The flags of the process for a namespace, whose first two letters tell the provider. */
export const flagsOf = (namespace: string): Readonly<Record<string, string>> => ({
  "-mesh-provider": PROVIDERS[namespace.slice(0, 2)] ?? "linkerd",
  "-metrics-server": "http://recorder",
  "-event-webhook": "http://recorder/events",
  "-slack-url": "http://recorder/slack",
  "-slack-channel": "rollouts",
  "-control-loop-interval": "1s",
  "-log-level": "info",
  "-namespace": namespace,
  ...MORE_FLAGS[namespace],
});

const PROVIDERS: Readonly<Record<string, string>> = {
  gw: "gatewayapi:v1",
  is: "istio",
  kb: "kubernetes",
  ng: "nginx",
  pv: "contour",
};

/** Flags of a Flagger that is not set up as usual. */
const MORE_FLAGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  xa: { "-selector-labels": "tier,app", "-cluster-name": "east" },
  xb: { "-enable-config-tracking": "false", "-no-cross-namespace-refs": "true" },
  xc: { "-mesh-provider": "nginx", "-ingress-annotations-prefix": "custom.example.com" },
  xd: { "-mesh-provider": "contour", "-ingress-class": "public" },
};

function initialized(ticks: readonly { readonly after: object }[]): number | null {
  const index = ticks.findIndex(({ after }) => {
    const phase = field(after as never, "status", "phase");
    return typeof phase === "string" && phase !== "" && phase !== "Initializing";
  });
  return index < 0 ? null : index;
}

async function eventsOf(api: ApiServer, { scenario, canary }: Tape): Promise<readonly object[]> {
  const name = stringOf(field(canary, "metadata", "name"));
  const list = `/api/v1/namespaces/${scenario.namespace}/events?fieldSelector=involvedObject.name=${name}`;
  return listOf((await api.call("GET", list)).body.items).map((it) => ({
    type: field(it, "type"),
    reason: field(it, "reason"),
    message: field(it, "message"),
    count: field(it, "count"),
  }));
}

/** One object and one tick a line. */
function lines(whole: object): string {
  const parts = Object.entries(whole).map(([key, value]) => {
    const isLong = ["objects", "ticks", "kubernetesEvents"].includes(key);
    const text = isLong
      ? `[\n${(value as readonly object[]).map((it) => `  ${JSON.stringify(it)}`).join(",\n")}\n ]`
      : JSON.stringify(value);
    return ` ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}
