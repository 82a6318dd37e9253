import { commands } from "vscode";
import type { LiveActionName } from "../../protocol/canary.ts";
import { type Desk, readObject } from "../cluster/api/desk.ts";
import { gateAction, gatesOf } from "../cluster/api/gates.ts";
import { json } from "../cluster/api/json.ts";
import { groupOf, identityOf, type KubeObject } from "../cluster/api/kubeObject.ts";
import { restart } from "../cluster/api/restart.ts";
import { type Action, write } from "../cluster/api/write.ts";
import type { Clusters } from "../cluster/clusters.ts";

type Desks = Pick<Clusters, "desk">;

/** Suspends, resumes or restarts the rollout of a Canary, after the person has agreed. */
export async function actOnRun(
  clusters: Desks,
  canary: KubeObject,
  action: LiveActionName,
): Promise<void> {
  if (action !== "restart") {
    await commands.executeCommand(`flightpath.${action}`, identityOf(canary));
    return;
  }
  const desk = await clusters.desk();
  if (!desk) return;
  const reference = canary.spec.targetRef;
  const { namespace } = canary.metadata;
  const identity = {
    group: groupOf(json.text(json.at(reference, "apiVersion")) ?? ""),
    kind: json.text(json.at(reference, "kind")) ?? "",
    name: json.text(json.at(reference, "name")) ?? "",
    ...(namespace === undefined ? {} : { namespace }),
  };
  const { value: target, failure } = await readObject(desk, identity, new AbortController().signal);
  if (failure) throw new Error(failure.sentence);
  await carryOut(desk, restart(target, new Date(desk.time.now()).toISOString()));
}

/** Opens or closes a gate of a Canary, after the person has agreed. */
export async function turnGate(
  clusters: Desks,
  canary: KubeObject,
  index: number,
  isOpening: boolean,
): Promise<void> {
  const gate = gatesOf(canary)[index];
  if (!gate) throw new Error("The Canary has no such gate any more.");
  const desk = await clusters.desk();
  if (desk) await carryOut(desk, gateAction(canary, gate, isOpening));
}

async function carryOut({ session, pin, ports }: Desk, action: Action): Promise<void> {
  const { failure } = await write(session, pin, action, ports, new AbortController().signal);
  if (failure && failure.kind !== "declined") throw new Error(failure.sentence);
}
