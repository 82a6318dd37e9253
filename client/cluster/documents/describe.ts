import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { appliersOf } from "../api/appliers.ts";
import { type Desk, readObject } from "../api/desk.ts";
import { eventsOf } from "../api/eventsOf.ts";
import type { Outcome } from "../api/failure.ts";
import { health } from "../api/health.ts";
import { inventory } from "../api/inventory.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, type KubeObject } from "../api/kubeObject.ts";
import { dependenciesOf, sourcesOf } from "../api/references.ts";
import { surroundingsOf } from "../api/surroundings.ts";
import { whyNotReady } from "../api/whyNotReady.ts";
import type { Description, Told } from "./describeText.ts";

/** So many objects of an inventory are looked at; the others are only named. */
const mostRead = 60;
const mostEvents = 12;

/** Reads everything that a description tells. */
export async function describe(
  desk: Desk,
  identity: ObjectIdentity,
  signal: AbortSignal,
): Promise<Outcome<Description>> {
  const read = await readObject(desk, identity, signal);
  if (read.failure) return read;
  const { object } = read.value;
  const { state, words } = health(object);
  const around = surroundingsOf(desk, signal);
  const isFlux = knownKind(object.kind, groupOf(object.apiVersion)) !== undefined;
  const look = (it: ObjectIdentity) => told(desk, it, signal);
  const entries = inventory(object);
  const [causes, appliers, sources, dependencies, applied, { events }] = await Promise.all([
    state === "ready" || state === "suspended" ? [] : whyNotReady(object, around),
    appliersOf(desk, object, signal),
    Promise.all((isFlux ? sourcesOf(object) : []).map(look)),
    Promise.all((isFlux ? dependenciesOf(object) : []).map(look)),
    Promise.all(entries.slice(0, mostRead).map(look)),
    eventsOf(desk, object, signal),
  ]);
  return {
    value: {
      object,
      context: desk.pin.context,
      state: words ? `${shown(state)}: ${words}` : shown(state),
      causes,
      appliers: appliers.map(({ object: at, found }) => ({ object: at, words: inWords(found) })),
      sources,
      dependencies,
      inventory: [...applied, ...entries.slice(mostRead).map((it) => ({ object: it, words: "" }))],
      events: events.slice(0, mostEvents),
      now: desk.time.now(),
    },
  };
}

async function told(desk: Desk, object: ObjectIdentity, signal: AbortSignal): Promise<Told> {
  const { value, failure } = await readObject(desk, object, signal);
  if (failure?.kind === "missing") return { object, words: "does not exist" };
  return { object, words: value ? inWords(value.object) : (failure?.sentence ?? "") };
}

function inWords(found: KubeObject | string): string {
  if (typeof found === "string") return found;
  const { state, words } = health(found);
  return words === "" || words === state ? shown(state) : `${shown(state)}: ${words}`;
}

const shown = (state: string): string => (state === "waits" ? "waits for others" : state);
