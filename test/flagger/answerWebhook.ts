import { setTimeout as sleep } from "node:timers/promises";
import { field, type JsonObject, listOf, stringOf } from "../../server/engine/canary/json.ts";
import { note, type Tape } from "./tape.ts";
import { tapeIn } from "./tapeIn.ts";

/** Plays the receivers of webhooks (`/hook/ID-/NAME`) and that of all events (`/events`). */
export async function answerWebhook(
  tapes: ReadonlyMap<string, Tape>,
  path: string,
  body: JsonObject,
  end: (status: number, body?: string) => void,
): Promise<void> {
  const tape = tapeIn(tapes, `${path} ${stringOf(body.name)}-`);
  if (!tape) return end(200);
  const {
    eventMessage,
    eventType,
    timestamp: _t,
    ...metadata
  } = (body.metadata ?? {}) as JsonObject;
  const own = Object.keys(metadata).length > 0 ? { metadata } : {};
  const name = path.startsWith("/hook/") ? decodeURI(path.split("/").pop() ?? "") : undefined;
  const answer = name === undefined ? { status: 200 } : nextAnswer(tape, name);
  if (eventMessage !== undefined) {
    const to = name === undefined ? {} : { to: name, ...own };
    note(tape, { event: [eventType, eventMessage], phase: body.phase, ...to });
  } else {
    note(tape, { webhook: name, type: typeOf(tape, name), phase: body.phase, ...own, answer });
  }
  tape.pending++;
  await sleep(answer.delay ?? 0);
  tape.pending--;
  tape.lastActivity = Date.now();
  end(answer.status, answer.body ?? "");
}

function nextAnswer(
  tape: Tape,
  name: string,
): { readonly status: number; readonly body?: string; readonly delay?: number } {
  const nth = tape.asked.get(`webhook ${name}`) ?? 0;
  tape.asked.set(`webhook ${name}`, nth + 1);
  const script = tape.scenario.webhooks[name] ?? [];
  const answer = script[Math.min(nth, script.length - 1)] ?? 200;
  return typeof answer === "number" ? { status: answer } : answer;
}

function typeOf({ canary }: Tape, name: string | undefined): string {
  const hooks = listOf(field(canary, "spec", "analysis", "webhooks"));
  const hook = hooks.find((it) => field(it, "name") === name);
  return stringOf(field(hook, "type"));
}
