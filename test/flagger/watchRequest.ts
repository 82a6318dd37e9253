import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { recordedCalls } from "../../server/engine/canary/replay/recordedCalls.ts";
import type { ApiServer } from "./apiServer.ts";
import { accept } from "./gateway.ts";
import { serve } from "./knative.ts";
import type { Passing } from "./passing.ts";
import { statusOf } from "./statusOf.ts";
import { note, noteRead, type Tape } from "./tape.ts";
import { tapeIn } from "./tapeIn.ts";

/** Notes what a request of Flagger's to the API server means for the scenario that it belongs to. */
export function watchRequest(
  api: ApiServer,
  tapes: ReadonlyMap<string, Tape>,
  tickBegan: (tape: Tape) => void,
  seen: Passing,
): void {
  const [path = ""] = seen.path.split("?");
  if (path.includes("/events")) return;
  if (seen.method === "POST") watchCreation(api, tapes, seen, path.split("/").slice(-2).join("/"));
  else {
    const isStatus = path.endsWith("/status");
    const [resource = "", name = ""] = path.split("/").slice(isStatus ? -3 : -2);
    const tape = tapeIn(tapes, `${name}-`);
    if (!tape) return;
    if (seen.method !== "GET") watchChange(api, tape, seen, { resource, name, isStatus });
    else {
      if (resource === "canaries") beginTick(tape, tickBegan);
      tape.lastActivity = Date.now();
      if (isWorkload(resource)) watchRead(tape, seen, name);
    }
  }
}

const isWorkload = (resource: string): boolean =>
  resource === "deployments" || resource === "daemonsets";

function watchRead(tape: Tape, seen: Passing, name: string): void {
  seen.answered = (code, object) => {
    if (code === 200) noteRead(tape, object, name);
  };
}

function watchChange(
  api: ApiServer,
  tape: Tape,
  seen: Passing,
  {
    resource,
    name,
    isStatus,
  }: { readonly resource: string; readonly name: string; readonly isStatus: boolean },
): void {
  const verb = { PUT: "update", PATCH: "patch", DELETE: "delete" }[seen.method] ?? seen.method;
  tape.lastActivity = Date.now();
  if (isWorkload(resource)) tape.ticks.at(-1)?.written.add(name);
  const noted = note(tape, {});
  seen.answered = async (code, object) => {
    tape.lastActivity = Date.now();
    if (code === 409 && resource === "canaries") tape.isRepeating = true;
    if (code >= 400) {
      Object.assign(noted, { write: `${resource}/${name}`, verb, code, message: object.message });
    } else if (isStatus) {
      tape.hasStatus = true;
      Object.assign(noted, { status: statusOf(object) });
    } else {
      Object.assign(noted, written(object, verb));
      if (object.kind === "HTTPRoute") await accept(api, tape, object);
      await serve(api, object);
    }
  };
}

/** A creation belongs to the scenario that the answer speaks of: its path names no object. */
function watchCreation(
  api: ApiServer,
  tapes: ReadonlyMap<string, Tape>,
  seen: Passing,
  list: string,
): void {
  seen.answered = async (code, object) => {
    const isRefused = code >= 400;
    const text = isRefused ? object.message : field(object, "metadata", "name");
    const tape = tapeIn(tapes, `${stringOf(text)}-`);
    if (!tape) return;
    tape.lastActivity = Date.now();
    const refusal = { write: list, verb: "create", code, message: object.message };
    note(tape, isRefused ? refusal : written(object, "create"));
    if (object.kind === "HTTPRoute" && !isRefused) await accept(api, tape, object);
  };
}

const written = (object: JsonObject, verb: string): object =>
  recordedCalls([{ call: "write", verb: verb as "create", object }])[0] ?? {};

/** A tick begins with a look at the Canary after a while of silence; that look itself is pending. */
function beginTick(tape: Tape, tickBegan: (tape: Tape) => void): void {
  const { isRepeating, isFinished, hasStatus, pending, lastActivity } = tape;
  tape.isRepeating = false;
  const last = tape.ticks.at(-1);
  const now = Date.now();
  const isNext = !last || (now - last.start > 5000 && now - lastActivity > 1000 && pending <= 1);
  if (hasStatus && isNext && !isRepeating && !isFinished && !last?.finalizer) tickBegan(tape);
}
