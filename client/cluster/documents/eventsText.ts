import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { ClusterEvent } from "../api/clusterEvent.ts";
import { nameOf } from "../api/kubeObject.ts";
import { clock } from "./moments.ts";
import { oneLine, safeText } from "./safeText.ts";

/** What the text of events is made of. */
export interface EventsPage {
  readonly subject: ObjectIdentity;
  readonly context: string;
  readonly events: readonly ClusterEvent[];
  /** Whether the page follows what happens, or why it does not. */
  readonly standing: string;
  /** Namespaces that could not be read, each with its sentence. */
  readonly problems: readonly string[];
  readonly now: number;
  readonly zone?: string;
}

/** Events as people read them, the newest first. */
export function eventsText(page: EventsPage): string {
  const { subject, context, events, standing, problems } = page;
  const newest = [...events].sort((one, other) => other.at - one.at);
  const head = [
    `Events of ${oneLine(nameOf(subject))} and of what belongs to it, in ${oneLine(context)}`,
    `The newest first; ${standing}.`,
    ...problems.map((it) => `Not shown: ${oneLine(it)}.`),
  ];
  const body =
    newest.length === 0
      ? ["", "There are none. Kubernetes keeps events for an hour."]
      : newest.flatMap((it) => ["", ...eventLines(it, page)]);
  return `${[...head, ...body].join("\n")}\n`;
}

/** One event as a line that says when, of what and why, and the message below it. */
export function eventLines(
  { at, isWarning, reason, object, count, from, message }: ClusterEvent,
  { now, zone }: Pick<EventsPage, "now" | "zone">,
): readonly string[] {
  const often = count > 1 ? `, ${count} times` : "";
  const by = from ? `, says ${oneLine(from)}` : "";
  const mark = isWarning ? "Warning" : "Normal ";
  const head = `${clock(now, at, zone)}  ${mark}  ${oneLine(reason)}  ${oneLine(nameOf(object))}${often}${by}`;
  const lines = safeText(message)
    .split("\n")
    .filter((it) => it.trim() !== "");
  return [head, ...lines.map((it) => `          ${it.trimEnd()}`)];
}
