import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { timestamp } from "../apiserver/cluster.ts";
import type { Inside } from "../apiserver/inside.ts";
import { nameOf, namespaceOf, uidOf } from "../apiserver/objects/metadata.ts";
import { selects } from "../controllers/workloads/podsOf.ts";
import { type Behaviour, behaviourOf } from "../traffic/behaviour.ts";

/** What a pod saw of its traffic: a request every few seconds where a Service selects it, answered as its environment says. */
export function trafficLog(pod: JsonObject, inside: Inside, now: Date): string {
  const start = Date.parse(stringOf(field(pod, "status", "startTime"))) + 2000;
  const lines = [`${timestamp(new Date(start))} ${nameOf(pod)} is ready`];
  const isServed = inside.list("v1", "Service").some((it) => selects(it, pod));
  const behaviour = behaviourOf(pod, inside);
  const asked = isServed ? Math.floor((now.getTime() - start) / EVERY) : 0;
  for (let index = Math.max(1, asked - MOST + 1); index <= asked; index++) {
    lines.push(request(pod, index, new Date(start + index * EVERY), behaviour));
  }
  return lines.map((it) => `${it}\n`).join("");
}

/** Milliseconds between two requests that are logged. */
const EVERY = 2500;

/** A pod keeps so many lines. */
const MOST = 400;

function request(pod: JsonObject, index: number, at: Date, { errors, latency }: Behaviour): string {
  const dice = diceOf(`${uidOf(pod)} ${index}`);
  const status = dice % 100 < errors ? "500 Internal Server Error" : "200 OK";
  const took = 4 + ((dice >>> 8) % Math.max(1, latency - 4));
  return `${timestamp(at)} GET / HTTP/1.1 ${status} ${took}ms namespace=${namespaceOf(pod)}`;
}

/** A number that looks thrown and is always the same for a text. FNV-1a. */
function diceOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const it of text) hash = Math.imul(hash ^ it.charCodeAt(0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
