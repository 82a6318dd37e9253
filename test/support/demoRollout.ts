import { type Inside, insideOf, placeOf } from "../../demo/apiserver/inside.ts";
import { takeUp } from "../../demo/controllers/flagger/flagger.ts";
import { liveObjects } from "../../demo/controllers/flagger/liveObjects.ts";
import { readStatus } from "../../demo/controllers/flagger/liveStatus.ts";
import { liveTick } from "../../demo/controllers/flagger/liveTick.ts";
import { acceptRoute } from "../../demo/controllers/workloads/gateway.ts";
import { define } from "../../demo/definitions.ts";
import { routingDefinitions } from "../../demo/routingDefinitions.ts";
import type { Canary } from "../../server/engine/canary/canary.ts";
import { field, type JsonObject, stringOf } from "../../server/engine/canary/json.ts";
import { readCanary } from "../../server/engine/canary/readCanary.ts";
import { editsOf } from "../../server/engine/canary/replay/editsOf.ts";
import { recordedAfter } from "../../server/engine/canary/replay/recordedAfter.ts";
import { recordedCalls } from "../../server/engine/canary/replay/recordedCalls.ts";
import { recordedWorld } from "../../server/engine/canary/replay/recordedWorld.ts";
import type { Recording } from "../../server/engine/canary/replay/recording.ts";
import { scaledByOthers } from "../../server/engine/canary/replay/scaledByOthers.ts";
import { withLaterReplicas } from "../../server/engine/canary/replay/withLaterReplicas.ts";
import type { Edit } from "../../server/engine/canary/setup.ts";
import { storedKnative } from "../../server/engine/canary/storedKnative.ts";
import { verify } from "../../server/engine/canary/verify.ts";
import { asked } from "../demo/support/asked.ts";
import { knativeDefinitions } from "../flagger/knative.ts";
import { API_VERSIONS } from "./apiVersions.ts";

/** A recorded rollout, played by the Flagger of the demo cluster: what it did, and how the cluster stands after each tick. */
export function demoRollout(recording: Recording): {
  readonly ticks: readonly object[];
  /** What the cluster refused of it. */
  readonly refused: readonly string[];
} {
  const { canary: name, flags } = recording;
  let at = 0;
  const { cluster } = asked({ now: () => new Date(START + at * 1000) });
  define(cluster, [...routingDefinitions, ...knativeDefinitions]);
  const inside = insideOf(cluster, "flagger");
  const people = peopleOf(insideOf(cluster, "person"), recording);
  people.begin();
  const world = recordedWorld(recording);
  const place = { apiVersion: "flagger.app/v1beta1", kind: "Canary", ...name };
  const refused: string[] = [];
  const gateway = slowGateway();
  let counts: ReadonlyMap<string, number> = new Map();
  let isScheduled = false;
  let last: Canary | undefined;

  function lookAgain(): JsonObject | undefined {
    const canary = inside.get(place);
    if (!canary) return undefined;
    const isWrong = verify(readCanary(canary), flags) !== undefined;
    if (!isWrong) {
      isScheduled = true;
      if (field(canary, "metadata", "deletionTimestamp") === undefined) {
        takeUp(canary, { inside, now: cluster.now });
      }
    }
    return inside.get(place);
  }

  const ticks = recording.ticks.map((recorded, index) => {
    at = recorded.at;
    const before = liveObjects(cluster);
    const known = last ?? canaryOf(lookAgain());
    people.edit(editsOf(recording, recorded));
    if (known) people.edit(scaledByOthers(recorded, known, (key) => before.get(key)));
    gateway.accept(inside, cluster.now(), at);
    serve(inside);
    const canary = lookAgain();
    const due = { flags, world, number: recorded.tick, asked: counts };
    const done =
      canary && isScheduled
        ? liveTick({ ...due, canary }, cluster, inside, (text) => refused.push(text))
        : undefined;
    counts = done?.asked ?? counts;
    serve(inside);
    gateway.look(inside, at + world.gatewayLag(recorded.tick) / 1000);
    const stands = inside.get(place);
    last = canaryOf(stands) ?? last;
    const objects = liveObjects(cluster);
    const status = stands && readStatus(stands);
    const tick = {
      ...{ tick: recorded.tick, at, finalizer: false, calls: [], routes: undefined },
      ...{ objects, status },
    };
    const after = last
      ? recordedAfter(tick, last, recording.target || last.spec.target.name, flags.meshProvider)
      : { status: null };
    return {
      tick: recorded.tick,
      at,
      calls: recordedCalls(done?.tick.calls ?? []),
      after: withLaterReplicas(after, recording, recording.ticks[index + 1]),
    };
  });
  return { ticks, refused };
}

/** A gateway that accepts what it saw of a route some time later. */
function slowGateway() {
  const seen = new Map<string, { readonly generation: unknown; readonly due: number }>();
  const routes = (inside: Inside) => inside.list("gateway.networking.k8s.io/v1", "HTTPRoute");
  const generationOf = (it: JsonObject) => field(it, "metadata", "generation");
  return {
    look(inside: Inside, due: number): void {
      for (const it of routes(inside)) {
        const name = stringOf(field(it, "metadata", "name"));
        if (seen.get(name)?.generation === generationOf(it)) continue;
        seen.set(name, { generation: generationOf(it), due });
      }
    },
    accept(inside: Inside, now: Date, at: number): void {
      for (const it of routes(inside)) {
        const known = seen.get(stringOf(field(it, "metadata", "name")));
        if (!known || known.due <= at) acceptRoute(it, inside, now);
      }
    },
  };
}

/** Knative takes traffic at once where its Services want it. */
function serve(inside: Inside): void {
  for (const it of inside.list("serving.knative.dev/v1", "Service")) {
    const { status } = storedKnative(it);
    inside.patch(placeOf(it), { status: status ?? null });
  }
}

const START = Date.parse("2026-11-21T09:00:00Z");

const canaryOf = (object: JsonObject | undefined): Canary | undefined =>
  object && { ...readCanary(object), status: readStatus(object) };

/** What people did, done by the API. */
function peopleOf(inside: Inside, { objects, canary: { namespace } }: Recording) {
  const versions = new Map(objects.map((it) => [stringOf(it.kind), stringOf(it.apiVersion)]));
  const provider = objects
    .filter((it) => it.kind === "Canary")
    .map((it) => stringOf(field(it, "spec", "provider")))[0];
  const versionOf = (kind: string): string => {
    if (kind === "VirtualService" && provider?.startsWith("appmesh")) {
      return provider === "appmesh" ? "appmesh.k8s.aws/v1beta1" : "appmesh.k8s.aws/v1beta2";
    }
    return versions.get(kind) ?? API_VERSIONS[kind] ?? "v1";
  };
  const placed = (object: JsonObject): JsonObject => {
    const { metadata } = object as { readonly metadata: JsonObject };
    return { ...object, metadata: { namespace, ...metadata } };
  };
  const edit = (it: Edit): void => {
    if (it.edit === "create") {
      inside.create(placed(it.object));
      return;
    }
    const { kind, name } = it.object;
    const place = { apiVersion: versionOf(kind), kind, namespace, name };
    if (it.edit === "patch") inside.patch(place, it.body);
    else inside.remove(place);
  };
  return {
    begin() {
      const places = objects.map((it) => stringOf(field(it, "metadata", "namespace")));
      for (const name of new Set([namespace, ...places])) {
        if (name === "") continue;
        inside.create({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
      }
      for (const it of objects) {
        const { code, object } = inside.create(placed(it));
        if (code >= 400) throw new Error(stringOf(object.message));
      }
    },
    edit: (edits: readonly Edit[]) => {
      for (const it of edits) edit(it);
    },
  };
}
