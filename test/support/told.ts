import type { Call, MetricAnswer, WebhookAnswer } from "../../server/engine/canary/call.ts";
import type { Flags } from "../../server/engine/canary/flags.ts";
import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { readCanary } from "../../server/engine/canary/readCanary.ts";
import { beat, begin, type Rollout } from "../../server/engine/canary/rollout.ts";
import { plainScenario } from "../../server/engine/canary/scenario/plainScenario.ts";
import type { Readiness } from "../../server/engine/canary/scenario/scenario.ts";
import { worldOf } from "../../server/engine/canary/scenario/worldOf.ts";
import type { Edit } from "../../server/engine/canary/setup.ts";
import type { Tick } from "../../server/engine/canary/simulation.ts";
import { setupIn } from "./setupIn.ts";

/** What happens around a scene, from the first tick that Flagger ever runs. */
export interface Script {
  readonly ticks: number;
  readonly flags?: Partial<Flags>;
  /** Successive answers; the last one repeats. */
  readonly metrics?: Readonly<Record<string, readonly MetricAnswer[]>>;
  readonly webhooks?: Readonly<Record<string, readonly (number | WebhookAnswer)[]>>;
  /** By the tick before which they are made. */
  readonly edits?: Readonly<Record<number, readonly Edit[]>>;
  readonly target?: Readiness;
  readonly primary?: Readiness;
  /** Ticks that are the work of the finalizer. */
  readonly finalizer?: readonly number[];
}

/** Plays a scene: a line for each tick, and under it a line for each thing that Flagger does. */
export function told(yaml: string, script: Script): string {
  const { ticks } = played(yaml, script);
  return `\n${ticks.flatMap((it) => [headOf(it), ...it.calls.map((call) => `  ${lineOf(call)}`)]).join("\n")}\n`;
}

/** The objects of a scene after its last tick, by `Kind/name`. */
export function left(yaml: string, script: Script): Readonly<Record<string, JsonObject>> {
  const { rollout } = played(yaml, script);
  const objects = [...rollout.store.objects.values()];
  return Object.fromEntries(objects.map((it) => [nameOf(it), it]));
}

/** The ticks of a scene, and what stands after them. */
export function played(
  yaml: string,
  script: Script,
): { readonly ticks: readonly Tick[]; readonly rollout: Rollout } {
  const setup = setupIn(yaml, script.flags);
  const canary = setup.objects.find((it) => it.kind === "Canary") ?? {};
  const said = {
    ...plainScenario,
    metrics: byCall(script.metrics ?? {}, (it) => it),
    webhooks: byCall(script.webhooks ?? {}, (it) => (typeof it === "number" ? { status: it } : it)),
    target: script.target ?? 0,
    primary: script.primary ?? 0,
  };
  const world = worldOf(said, readCanary(canary), setup.flags);
  let rollout = begin(setup);
  const ticks = Array.from({ length: script.ticks }, (_, tick) => {
    const edits = script.edits?.[tick] ?? [];
    const finalizer = script.finalizer?.includes(tick) ?? false;
    const done = beat(rollout, { tick, at: tick * 10, edits, finalizer }, world);
    rollout = done.rollout;
    return done.tick;
  });
  return { ticks, rollout };
}

/** Another pod template for the Deployment of this name. */
export const revision = (name: string, image: string): Edit => ({
  edit: "patch",
  object: { kind: "Deployment", name },
  body: { spec: { template: { spec: { containers: [{ name: "app", image }] } } } },
});

function byCall<In, Out>(
  answers: Readonly<Record<string, readonly In[]>>,
  read: (it: In) => Out,
): Record<string, { readonly by: "call"; readonly answers: readonly Out[] }> {
  return Object.fromEntries(
    Object.entries(answers).map(([name, all]) => [name, { by: "call", answers: all.map(read) }]),
  );
}

function headOf({ tick, finalizer, status, routes }: Tick): string {
  const shares = routes ? ` ${routes.primary}/${routes.canary}${routes.mirrored ? "M" : ""}` : "";
  return `${tick}${finalizer ? " finalizer" : ""} ${status ? status.phase || "-" : "gone"}${shares}`;
}

function lineOf(it: Call): string {
  switch (it.call) {
    case "event":
      return `${it.type === "Warning" ? "!" : "-"} ${it.text} (${it.phase}${it.to ? ` to ${it.to}` : ""})`;
    case "query":
      return `? ${it.metric} = ${JSON.stringify(it.answer)}`;
    case "webhook":
      return `> ${it.webhook} ${it.type || "-"} (${it.phase}) ${it.answer.status}`;
    case "status": {
      const { phase, canaryWeight, iterations, failedChecks } = it.status;
      return `= ${phase} weight ${canaryWeight} iterations ${iterations} failed ${failedChecks}`;
    }
    case "alert":
      return `@ ${it.severity} ${it.text} [${it.fields.map((of) => of.join(": ")).join(", ")}] ${it.to ?? it.channel}`;
    case "write":
      return `+ ${it.verb} ${nameOf(it.object)}${replicasOf(it.object)}${it.refused ? ` ${it.refused.code}` : ""}`;
  }
}

const nameOf = (object: JsonObject): string =>
  `${stringOf(object.kind)}/${stringOf(field(object, "metadata", "name"))}`;

const replicasOf = (object: JsonObject): string =>
  object.kind === "Deployment" ? ` x${field(object, "spec", "replicas")}` : "";
