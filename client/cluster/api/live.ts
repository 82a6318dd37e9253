import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Change } from "./change.ts";
import type { Resource, Served } from "./discovery.ts";
import { failed, type Outcome } from "./failure.ts";
import { type KubeObject, keyOf } from "./kubeObject.ts";
import { type LineState, type LiveLine, openLiveLine } from "./liveLine.ts";
import type { Session } from "./session.ts";
import type { Time } from "./time.ts";
import type { KindWatch, Watched } from "./watched.ts";

/** How the line to the pinned cluster is. */
export type LiveState =
  | { readonly kind: "unpinned" }
  /** The pinned context leads elsewhere now: nothing is asked until the person agrees. */
  | { readonly kind: "stopped"; readonly sentence: string }
  | LineState;

/** What is known of the pinned cluster, kept up to date while somebody looks. */
export interface Live {
  state(): LiveState;
  /** All that is known: Flux's and Flagger's objects, and workloads that controllers and Canaries are made of. */
  objects(): Iterable<KubeObject>;
  find(identity: ObjectIdentity): KubeObject | undefined;
  /** Each kind with what could not be read of it. */
  watched(): readonly Watched[];
  /** What the server serves, asked once for each connection; opens one where none is. */
  served(signal: AbortSignal): Promise<Outcome<Served>>;
  /**
   * Looks on; the first who looks starts all requests, the last who leaves stops them. Told of no
   * changes when only the state changed.
   *
   * @returns leaves
   */
  look(listener: (changes: readonly Change[]) => void): () => void;
  /**
   * Told the same while others look, without looking on: whoever hears all of it knows what is known.
   *
   * @returns stops telling
   */
  hear(listener: (changes: readonly Change[]) => void): () => void;
  /**
   * Told when the state is another, without looking on.
   *
   * @returns stops telling
   */
  onState(listener: () => void): () => void;
  /**
   * Watches one more kind, with the same pulse, while somebody looks at it.
   *
   * @param namespaces none: the whole cluster
   * @param fieldSelector which objects, such as `involvedObject.kind=Canary`
   */
  nearby(
    resource: Resource,
    namespaces: readonly string[],
    fieldSelector?: string,
  ): KindWatch | undefined;
  /** Asks again at once for what was refused or lost, and which kinds are served. */
  retry(): void;
  close(): void;
}

export interface LiveOptions {
  readonly session: Session;
  readonly time: Time;
  /** Empty: the whole cluster. */
  readonly namespaces: () => readonly string[];
  /** Objects that one page of a list holds. */
  readonly pageSize?: number;
}

/** Follows the session: another pinned context is another connection, and nothing is kept of the first. */
export function openLive(options: LiveOptions): Live {
  const listeners = new Set<(changes: readonly Change[]) => void>();
  const hearers = new Set<(changes: readonly Change[]) => void>();
  const stateListeners = new Set<() => void>();
  const tell = (changes: readonly Change[]) => {
    for (const listener of [...hearers, ...listeners]) listener(changes);
    if (changes.length === 0) for (const listener of [...stateListeners]) listener();
  };
  let line: LiveLine | undefined;
  const current = (): LiveLine | undefined => {
    const state = options.session.state();
    const opened = state.kind === "pinned" ? options.session.connection(state.pin) : undefined;
    const connection = opened?.value;
    if (connection === line?.connection) return line;
    line?.rest();
    const forgotten = line?.forget() ?? [];
    line = connection ? openLiveLine(options, connection, tell) : undefined;
    if (listeners.size > 0) line?.start();
    if (forgotten.length > 0) tell(forgotten);
    return line;
  };
  const unlisten = options.session.onChange(() => {
    current();
    tell([]);
  });
  return {
    state() {
      const state = options.session.state();
      if (state.kind === "unpinned") return state;
      if (state.kind === "stopped") return { kind: "stopped", sentence: state.sentence };
      return current()?.state() ?? { kind: "resting" };
    },
    objects: () => current()?.index.values() ?? [],
    find: (identity) => current()?.index.get(keyOf(identity)),
    watched: () => current()?.watched() ?? [],
    async served(signal) {
      const state = options.session.state();
      if (state.kind === "stopped") return failed("moved", state.sentence);
      const here = current();
      return here ? here.served(signal) : failed("misconfigured", "No context was chosen.");
    },
    look(listener) {
      const own = (changes: readonly Change[]) => listener(changes);
      listeners.add(own);
      const here = current();
      if (listeners.size === 1) here?.start();
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        line?.rest();
      };
    },
    hear(listener) {
      const own = (changes: readonly Change[]) => listener(changes);
      hearers.add(own);
      return () => void hearers.delete(own);
    },
    onState(listener) {
      const own = () => listener();
      stateListeners.add(own);
      return () => void stateListeners.delete(own);
    },
    nearby: (...wanted) => current()?.nearby(...wanted),
    retry: () => current()?.retry(),
    close() {
      unlisten();
      line?.rest();
      line = undefined;
      listeners.clear();
      hearers.clear();
      stateListeners.clear();
    },
  };
}
