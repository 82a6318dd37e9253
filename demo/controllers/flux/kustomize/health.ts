import {
  field,
  isObject,
  type JsonObject,
  listOf,
  stringOf,
} from "../../../../server/engine/canary/json.ts";
import { kindOf } from "../../../apiserver/cluster.ts";
import type { Inside, Place } from "../../../apiserver/inside.ts";
import type { Desk } from "../../controller.ts";
import { type BooleanExpression, compiled, truth } from "../cel/booleanExpression.ts";
import { type Health, kstatus } from "../kstatus.ts";
import { shownPlace } from "./changes.ts";

/** `spec.healthCheckExprs` of one group and kind. */
export interface Checks {
  readonly apiVersion: string;
  /** `""`: every kind of the group. */
  readonly kind: string;
  readonly inProgress: BooleanExpression | undefined;
  readonly failed: BooleanExpression | undefined;
  readonly current: BooleanExpression;
}

/** The expressions of a spec; a problem is the message of the condition Stalled. */
export function checksIn(
  spec: JsonObject,
): { readonly value: readonly Checks[] } | { readonly problem: string } {
  const all: Checks[] = [];
  for (const [index, it] of listOf(spec.healthCheckExprs).filter(isObject).entries()) {
    const fault = (message: string) => ({
      problem: `failed to create custom status evaluator for healthchecks[${index}]: ${message}`,
    });
    const made = new Map<string, BooleanExpression>();
    if (stringOf(it.current) === "") return fault("expression Current not specified");
    for (const [field_, name] of PARTS) {
      const text = stringOf(it[field_]);
      if (text === "") continue;
      const done = compiled(text);
      if ("problem" in done)
        return fault(`failed to parse the expression ${name}: ${done.problem}`);
      made.set(field_, done.value);
    }
    const current = made.get("current");
    if (!current) continue;
    const apiVersion = stringOf(it.apiVersion);
    const kind = stringOf(it.kind);
    all.push({
      apiVersion,
      kind,
      inProgress: made.get("inProgress"),
      failed: made.get("failed"),
      current,
    });
  }
  return { value: all };
}

const PARTS = [
  ["current", "Current"],
  ["failed", "Failed"],
  ["inProgress", "InProgress"],
] as const;

export interface Waiting {
  readonly inside: Inside;
  readonly checks: readonly Checks[];
  /** In milliseconds. */
  readonly timeout: number;
  readonly failsFast: boolean;
  /** Jobs that clean up after themselves: gone is done. */
  readonly passing: ReadonlySet<string>;
}

/** Waits until all objects are well; answers why they are not, once the time is over or it makes no sense to wait. */
export async function untilHealthy(
  places: readonly Place[],
  desk: Desk,
  waiting: Waiting,
): Promise<string | undefined> {
  const end = desk.now().getTime() + waiting.timeout;
  for (;;) {
    const seen = places.map((place) => ({ place, ...healthOf(place, desk, waiting) }));
    if (seen.every((it) => it.health === "Current")) return undefined;
    const failed = seen.filter((it) => it.health === "Failed");
    const isOver = seen.every((it) => it.health === "Failed" || it.health === "Current");
    if (failed.length > 0 && (waiting.failsFast || isOver)) {
      return `failed early due to stalled resources: [${failed.map(shown).join(", ")}]`;
    }
    const left = end - desk.now().getTime();
    if (left <= 0) {
      const late = seen.filter((it) => it.health !== "Current");
      return `timeout waiting for: [${late.map(shown).join(", ")}]`;
    }
    await desk.sleep(Math.min(left, POLL));
  }
}

/** Flux looks every 5 s; here sooner, so that nobody waits for what is there. In milliseconds. */
const POLL = 1000;

interface Seen {
  readonly health: Health;
  readonly problem?: string;
}

const shown = ({ place, health, problem }: Seen & { readonly place: Place }): string =>
  `${shownPlace(place)} status: '${health}'${problem === undefined ? "" : `: ${problem}`}`;

function healthOf(place: Place, { cluster }: Desk, { inside, checks, passing }: Waiting): Seen {
  const [group = ""] = place.apiVersion.includes("/") ? place.apiVersion.split("/") : [];
  const kind = kindOf(cluster, place.apiVersion, place.kind);
  if (!kind) {
    return {
      health: "Unknown",
      problem: `no matches for kind "${place.kind}" in group "${group}"`,
    };
  }
  if (kind.namespaced && place.namespace === "") {
    const problem = `resource ${place.kind} ${place.name} is namespace scoped, but namespace is not set`;
    return { health: "Unknown", problem };
  }
  const object = inside.get(kind.namespaced ? place : { ...place, namespace: "" });
  if (!object) return { health: passing.has(shownPlace(place)) ? "Current" : "NotFound" };
  const check = checks.find((it) => isAbout(it, group, place.kind));
  return check ? judged(check, object) : { health: kstatus(object) };
}

function isAbout({ apiVersion, kind }: Checks, group: string, of: string): boolean {
  const [own = ""] = apiVersion.includes("/") ? apiVersion.split("/") : [];
  return own === group && (kind === "" || kind === of);
}

function judged({ inProgress, failed, current }: Checks, object: JsonObject): Seen {
  const observed = field(object, "status", "observedGeneration");
  const generation = field(object, "metadata", "generation");
  if (typeof observed === "number" && typeof generation === "number" && observed !== generation) {
    return { health: "InProgress" };
  }
  const order = [
    [inProgress, "InProgress"],
    [failed, "Failed"],
    [current, "Current"],
  ] as const;
  for (const [expression, health] of order) {
    if (!expression) continue;
    const result = truth(expression, object);
    if ("problem" in result) return { health: "Unknown", problem: result.problem };
    if (result.value) return { health };
  }
  return { health: "InProgress" };
}
