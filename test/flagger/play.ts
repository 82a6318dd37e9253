import { setTimeout as sleep } from "node:timers/promises";
import { field, stringOf } from "../../server/engine/canary/json.ts";
import { goDuration } from "../../server/engine/goDuration.ts";
import type { ApiServer } from "./apiServer.ts";
import { create, doEdit } from "./people.ts";
import { snapshot } from "./snapshot.ts";
import type { Tape } from "./tape.ts";

/** Creates the objects of a scenario, in order. Says on standard error what the API server refused. */
export async function begin(api: ApiServer, tape: Tape, recorder: string): Promise<void> {
  for (const object of tape.scenario.objects) {
    const { code, body } = await create(api, object, tape.scenario.namespace, recorder);
    if (code >= 400) console.error(`${tape.scenario.id} ${object.kind}: ${body.message}`);
    else tape.created.push(object);
    if (object.kind === "Canary") tape.canary = body;
  }
}

/** Opens a tick and, half an interval later, notes how things stand and lets people do their edits. */
export function openTick(api: ApiServer, tape: Tape, recorder: string): void {
  const number = tape.ticks.length;
  const edits = tape.scenario.edits.flatMap((it, index) =>
    it.afterTick === number - 1 ? index : [],
  );
  const tick = {
    start: Date.now(),
    edits,
    finalizer: tape.isDeleted,
    reads: {},
    written: new Set<string>(),
    calls: [],
  };
  tape.ticks.push(tick);
  void closeTick(api, tape, number, recorder);
}

async function closeTick(
  api: ApiServer,
  tape: Tape,
  number: number,
  recorder: string,
): Promise<void> {
  const { scenario } = tape;
  const tick = tape.ticks[number];
  if (!tick) return;
  await sleep(tick.finalizer ? 12_000 : (intervalOf(tape) / 2) * 1000 + 400);
  while (tape.pending > 0 || Date.now() - tape.lastActivity < 2500) await sleep(100);
  tick.after = await snapshot(api, tape);
  if (number >= scenario.ticks - 1) {
    tape.isFinished = true;
    return;
  }
  await sleep(100);
  for (const edit of scenario.edits.filter((it) => it.afterTick === number)) {
    tape.edits.push(await doEdit(api, tape, edit, recorder));
  }
}

function intervalOf({ canary }: Tape): number {
  const interval = goDuration(stringOf(field(canary, "spec", "analysis", "interval")));
  return "seconds" in interval ? Math.max(interval.seconds, 10) : 60;
}
