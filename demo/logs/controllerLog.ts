import { field, type JsonObject, numberOf, stringOf } from "../../server/engine/canary/json.ts";
import type { Inside } from "../apiserver/inside.ts";

/** The log of Flagger or of a controller of Flux, in its own form: a line of JSON for each event that it wrote. */
export function controllerLog(component: string, pod: JsonObject, inside: Inside): string {
  const start = stringOf(field(pod, "status", "startTime"));
  const lines = inside
    .list("v1", "Event")
    .filter((it) => field(it, "source", "component") === component)
    .flatMap((it) => linesOf(component, it))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return [started(component, start), ...lines.map((it) => it.text)].map((it) => `${it}\n`).join("");
}

interface Line {
  readonly at: string;
  readonly text: string;
}

/** An event that came several times was said first and last; what lies between is not known any more. */
function linesOf(component: string, event: JsonObject): readonly Line[] {
  const [first, last] = [stringOf(event.firstTimestamp), stringOf(event.lastTimestamp)];
  const moments = numberOf(event.count) > 1 && last !== first ? [first, last] : [first];
  return moments.map((at) => ({ at, text: lineOf(component, event, at) }));
}

function lineOf(component: string, event: JsonObject, ts: string): string {
  const about = event.involvedObject as JsonObject;
  const { kind, name, namespace } = about;
  const level = event.type === "Warning" ? "error" : "info";
  const msg = event.message ?? "";
  if (component === "flagger") {
    const caller = "controller/events.go:39";
    const canary = `${stringOf(name)}.${stringOf(namespace)}`;
    return JSON.stringify({ level, ts, caller, msg, canary });
  }
  return JSON.stringify({
    level,
    ts,
    msg,
    controller: stringOf(kind).toLowerCase(),
    controllerGroup: stringOf(about.apiVersion).replace(/\/[^/]*$/, ""),
    controllerKind: kind,
    [stringOf(kind)]: { name, namespace },
    namespace,
    name,
    reason: event.reason,
  });
}

const started = (component: string, ts: string): string =>
  component === "flagger"
    ? JSON.stringify({
        level: "info",
        ts,
        caller: "flagger/main.go:153",
        msg: "Starting flagger version 1.44.0",
      })
    : JSON.stringify({ level: "info", ts, logger: "setup", msg: "starting manager" });
