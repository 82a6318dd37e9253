import { advanceCanary } from "./advanceCanary.ts";
import { applyEdits } from "./applyEdits.ts";
import { autoscale } from "./autoscale.ts";
import type { Call } from "./call.ts";
import { FINALIZER, finalize, withFinalizers } from "./finalize.ts";
import { field, type JsonObject, listOf } from "./json.ts";
import { type LiveCluster, liveCluster, type Store } from "./liveCluster.ts";
import { keyOf, objectKey } from "./objectKey.ts";
import { type OpenRun, openRun } from "./openRun.ts";
import { promoted } from "./promoted.ts";
import { readCanary } from "./readCanary.ts";
import { warn } from "./record.ts";
import { isFailure, type Routes } from "./routing.ts";
import type { Beat, Setup } from "./setup.ts";
import type { Tick } from "./simulation.ts";
import type { CanaryStatus, Phase } from "./status.ts";
import { stored } from "./stored.ts";
import { verify } from "./verify.ts";
import { fractionIn } from "./wholeNumbers.ts";
import type { World } from "./world.ts";

/** A rollout between two ticks: a value. */
export interface Rollout {
  readonly setup: Setup;
  readonly store: Store;
  /** As it stands in the cluster; `undefined` once the Canary is gone. */
  readonly status: CanaryStatus | undefined;
  /** Has Flagger taken the Canary up? It then goes on, even with a Canary that has become invalid. */
  readonly isScheduled: boolean;
  /** How often each metric and webhook was asked. */
  readonly asked: ReadonlyMap<string, number>;
  /** Why nothing will happen any more, in one sentence; absent while something may. */
  readonly ended?: string;
}

/** The cluster as Flagger finds it, before its first tick. */
export function begin(setup: Setup): Rollout {
  const objects = new Map<string, JsonObject>();
  for (const object of setup.objects) {
    const key = objectKey(object, setup.canary.namespace);
    // Knative keeps a Service of the cluster under the same name; Flagger looks at Knative's.
    if (isKnative(objects.get(key))) continue;
    objects.set(key, stored(object, undefined));
  }
  const store = { objects, changed: new Map() };
  return schedule({ setup, store, asked: new Map(), status: FRESH, isScheduled: false });
}

/**
 * What Flagger does when it sees a Canary that is new or has changed: verifies it, sets its first status, and puts on its
 * finalizer or takes it off.
 */
function schedule({ ended: _, ...rollout }: Rollout): Rollout {
  const { canary, flags } = rollout.setup;
  const key = keyOf("Canary", canary.namespace, canary.name);
  const object = rollout.store.objects.get(key);
  if (!object) return { ...rollout, status: undefined, ended: GONE };
  const fraction = fractionIn(object);
  if (fraction) {
    return {
      ...rollout,
      ended: `Flagger can read no Canaries: ${fraction.join(".")} is no integer.`,
    };
  }
  const read = readCanary(object);
  const mistake = verify(read, flags);
  if (mistake !== undefined) {
    if (rollout.isScheduled) return rollout;
    return { ...rollout, ended: `Flagger never takes the Canary up: ${mistake}.` };
  }
  const { kind } = read.spec.target;
  const status = rollout.status?.promoted
    ? rollout.status
    : { ...FRESH, phase: INITIALIZING, promoted: promoted(kind, INITIALIZING, undefined) };
  const store = withFinalizer(rollout.store, key, object, read.spec.revertOnDeletion);
  return { ...rollout, store, status, isScheduled: true };
}

const INITIALIZING: Phase = "Initializing";

function withFinalizer(store: Store, key: string, object: JsonObject, isWanted: boolean): Store {
  const finalizers = listOf(field(object, "metadata", "finalizers"));
  if (isDeleted(object) || finalizers.includes(FINALIZER) === isWanted) return store;
  const right = isWanted ? [...finalizers, FINALIZER] : finalizers.filter((it) => it !== FINALIZER);
  return { ...store, objects: new Map(store.objects).set(key, withFinalizers(object, right)) };
}

const isDeleted = (object: JsonObject): boolean =>
  field(object, "metadata", "deletionTimestamp") !== undefined;

const isKnative = (object: JsonObject | undefined): boolean =>
  typeof object?.apiVersion === "string" && object.apiVersion.startsWith("serving.knative.dev/");

const FRESH: CanaryStatus = {
  phase: "",
  canaryWeight: 0,
  failedChecks: 0,
  iterations: 0,
  lastAppliedSpec: "",
  lastPromotedSpec: "",
  lastTransitionTime: Number.POSITIVE_INFINITY,
};

/** What people do, then one run of Flagger. */
export function beat(
  before: Rollout,
  it: Beat,
  world: World,
): { readonly rollout: Rollout; readonly tick: Tick } {
  const edited = edit(before, it);
  const { setup, status } = edited;
  const calls: Call[] = [];
  const { namespace } = setup.canary;
  const now = { tick: it.tick, at: it.at };
  const cluster = liveCluster(edited.store, namespace, now, (call) => calls.push(call));
  const object = cluster.find({ kind: "Canary", name: setup.canary.name });
  if (!object || !status || edited.ended !== undefined) {
    return { rollout: edited, tick: tickOf(it, calls, status, undefined, edited.store) };
  }
  const run = openRun({
    ...now,
    flags: setup.flags,
    canary: { ...readCanary(object), status: since(status, it.at) },
    cluster,
    world,
    asked: edited.asked,
    calls,
  });
  perform(run, it, edited.isScheduled);
  const rollout = after(edited, run, cluster);
  return { rollout, tick: tickOf(it, calls, rollout.status, routesOf(run), rollout.store) };
}

/** The first status was written just before the first tick. */
const since = (status: CanaryStatus, at: number): CanaryStatus =>
  status.lastTransitionTime === Number.POSITIVE_INFINITY
    ? { ...status, lastTransitionTime: at }
    : status;

/** The rollout after what others do between two ticks: people, and autoscalers. */
function edit(before: Rollout, it: Beat): Rollout {
  const { setup, store } = before;
  const { name, namespace } = setup.canary;
  const object = store.objects.get(keyOf("Canary", namespace, name));
  const autoscaler = object && readCanary(object).spec.autoscaler;
  const isAutoscaled = autoscaler !== undefined && !setup.hasGivenReplicas;
  if (it.edits.length === 0 && !isAutoscaled) return before;
  const now = { tick: it.tick, at: it.at };
  const cluster = liveCluster(store, namespace, now, () => undefined);
  if (isAutoscaled) autoscale(cluster, autoscaler, it.at);
  applyEdits(cluster, it.edits, it.at);
  const edited = cluster.store();
  if (edited === store) return before;
  const rollout = { ...before, store: edited };
  return cluster.find({ kind: "Canary", name }) === object ? rollout : schedule(rollout);
}

function perform(run: OpenRun, it: Beat, isScheduled: boolean): void {
  if (it.finalizer) {
    const failure = isDeleted(run.canary.object) ? finalize(run) : undefined;
    if (failure?.panics) run.panic(failure);
    return;
  }
  if (!isScheduled) return;
  if (run.canary.spec.suspend) {
    advanceCanary(run);
    return;
  }
  const metadata = run.target.metadata(run);
  if (isFailure(metadata)) {
    warn(run, metadata);
    return;
  }
  run.setMetadata(metadata);
  advanceCanary(run);
}

function after(before: Rollout, run: OpenRun, cluster: LiveCluster): Rollout {
  const store = cluster.store();
  const isGone = !cluster.find({ kind: "Canary", name: before.setup.canary.name });
  const panicked = run.panicked();
  const rest = { ...before, store, asked: run.asked() };
  if (isGone) return { ...rest, status: undefined, ended: GONE };
  if (panicked)
    return { ...rest, status: run.written(), ended: `The controller panicked: ${panicked.error}.` };
  return { ...rest, status: run.written() };
}

export const GONE = "The Canary is gone.";

/** What the next tick would read. */
function routesOf(run: OpenRun): Routes | undefined {
  run.readAgain();
  const routes = run.router.getRoutes(run);
  return isFailure(routes) ? undefined : routes;
}

const tickOf = (
  { tick, at, finalizer }: Beat,
  calls: readonly Call[],
  status: CanaryStatus | undefined,
  routes: Routes | undefined,
  { objects }: Store,
): Tick => ({ tick, at, finalizer, calls, status, routes, objects });
