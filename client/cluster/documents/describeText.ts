import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { ClusterEvent } from "../api/clusterEvent.ts";
import { json } from "../api/json.ts";
import { identityOf, type KubeObject, nameOf } from "../api/kubeObject.ts";
import type { Cause } from "../api/whyNotReady.ts";
import { columns } from "./columns.ts";
import { eventLines } from "./eventsText.ts";
import { factRows } from "./factRows.ts";
import { ago, clock, duration, momentOf } from "./moments.ts";
import { oneLine, safeText } from "./safeText.ts";

/** Another object in a few words. */
export interface Told {
  readonly object: ObjectIdentity;
  readonly words: string;
}

/** Everything that a description tells. */
export interface Description {
  readonly object: KubeObject;
  readonly context: string;
  /** One line: how it is. */
  readonly state: string;
  /** Why it is not ready, the root cause last; empty when it is. */
  readonly causes: readonly Cause[];
  /** Who applied it, the nearest first. */
  readonly appliers: readonly Told[];
  readonly sources: readonly Told[];
  readonly dependencies: readonly Told[];
  /** What it applied. */
  readonly inventory: readonly Told[];
  readonly events: readonly ClusterEvent[];
  readonly now: number;
  readonly zone?: string;
}

/** An object as people read it: what it is, how it is, what it waits for, what it did. */
export function describeText(it: Description): string {
  const { object, context, now, zone } = it;
  const title = oneLine(nameOf(identityOf(object)));
  const parts = [
    [
      title,
      "─".repeat(Math.min(title.length, 100)),
      `In ${oneLine(context)}, read at ${clock(now, now, zone)}.`,
    ],
    columns(
      [["State", oneLine(it.state)], ...factRows(object, now)].map(([name, text]) => [name, text]),
    ),
    section(
      "Why it is not ready",
      it.causes.map(
        ({ object: at, words }, depth) =>
          `${"  ".repeat(depth)}${depth > 0 ? "└ " : ""}${oneLine(nameOf(at))}: ${oneLine(words)}`,
      ),
    ),
    section("Applied by", toldRows(it.appliers)),
    section("Comes from", toldRows(it.sources)),
    section("Waits for", toldRows(it.dependencies)),
    section("Conditions", conditionLines(object, now)),
    section(
      `Applied: ${it.inventory.length} ${it.inventory.length === 1 ? "object" : "objects"}`,
      inventoryLines(it.inventory),
    ),
    section("History", historyLines(object, now)),
    section("Fields are set by", managerLines(object, now)),
    section(
      "Last events",
      it.events.flatMap((event) => eventLines(event, it)),
    ),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => (line === "" ? "" : `  ${line}`))];

const toldRows = (all: readonly Told[]): readonly string[] =>
  columns(all.map(({ object, words }) => [oneLine(nameOf(object)), oneLine(words)]));

function conditionLines({ status }: KubeObject, now: number): readonly string[] {
  return json.list(status.conditions).flatMap((condition) => {
    const { type, status: state, reason, message, lastTransitionTime } = json.fields(condition);
    const since = momentOf(lastTransitionTime);
    const head = [type, state, reason].map((it) => oneLine(json.text(it) ?? ""));
    const [line = ""] = columns([
      [...head, since === undefined ? "" : `for ${duration(now - since)}`],
    ]);
    return [line, ...indented(json.text(message) ?? "")];
  });
}

const indented = (text: string): readonly string[] =>
  safeText(text)
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => `    ${line.trimEnd()}`);

/** By namespace, as a person looks for things. */
function inventoryLines(inventory: readonly Told[]): readonly string[] {
  const spaces = new Map<string, Told[]>();
  for (const told of inventory) {
    const namespace = told.object.namespace ?? "";
    const known = spaces.get(namespace);
    if (known) known.push(told);
    else spaces.set(namespace, [told]);
  }
  return [...spaces]
    .sort(byName)
    .flatMap(([namespace, all]) => [
      namespace === "" ? "in the whole cluster" : `in ${oneLine(namespace)}`,
      ...columns(
        all
          .map(({ object, words }): readonly [string, string] => [
            oneLine(`${object.kind} ${object.name}`),
            oneLine(words),
          ])
          .sort(byName),
        "  ",
      ),
    ]);
}

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : one > other ? 1 : 0;

/** https://fluxcd.io/flux/components/kustomize/kustomizations/#history */
function historyLines({ kind, status }: KubeObject, now: number): readonly string[] {
  const rows = json.list(status.history).map((entry) => {
    const at = (name: string) => json.text(json.at(entry, name)) ?? "";
    const last = momentOf(at("lastReconciled") || at("lastDeployed"));
    const when = last === undefined ? "" : ago(now, last);
    if (kind === "HelmRelease") {
      const version = json.number(json.at(entry, "version"));
      return [
        `release ${version ?? "?"}`,
        `${at("chartName")} ${at("chartVersion")}`,
        at("status"),
        when,
      ];
    }
    const revision = json.text(json.at(entry, "metadata", "revision")) ?? at("digest");
    const times = json.number(json.at(entry, "totalReconciliations")) ?? 1;
    const took = at("lastReconciledDuration");
    const often = `${times} ${times === 1 ? "time" : "times"}`;
    return [revision, often, at("lastReconciledStatus"), `${when}${took ? `, took ${took}` : ""}`];
  });
  return columns(rows.map((row) => row.map(oneLine)));
}

/** https://kubernetes.io/docs/reference/using-api/server-side-apply/#managers */
function managerLines({ whole }: KubeObject, now: number): readonly string[] {
  const rows = json.list(json.at(whole, "metadata", "managedFields")).map((entry) => {
    const { manager, operation, subresource, time } = json.fields(entry);
    const at = momentOf(time);
    const what = json.text(subresource) ? `its ${json.text(subresource)}` : "";
    return [manager, operation, what, at === undefined ? "" : ago(now, at)].map((it) =>
      oneLine(json.text(it) ?? ""),
    );
  });
  return columns(rows);
}
