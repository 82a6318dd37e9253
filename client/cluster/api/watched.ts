import type { Change } from "./change.ts";
import type { Connection } from "./connection.ts";
import type { Resource } from "./discovery.ts";
import { type Follow, follow } from "./follow.ts";
import type { FollowState } from "./followState.ts";
import type { KubeObject } from "./kubeObject.ts";
import type { Pulse } from "./pulse.ts";
import type { Time } from "./time.ts";

/** What is known of one kind, in all namespaces or in those that were named. */
export interface Watched {
  readonly resource: Resource;
  /** By uid. */
  readonly objects: ReadonlyMap<string, KubeObject>;
  /** One state for the whole cluster, or one for each namespace. */
  readonly parts: readonly WatchedPart[];
}

export interface WatchedPart {
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly state: FollowState;
}

export interface KindWatch {
  now(): Watched;
  /**
   * Begins to look, or looks on with others; the last who leaves stops all requests, and what is
   * known then stays, marked as stale. Told at most once for each thing that happened.
   *
   * @returns leaves
   */
  look(listener: (changes: readonly Change[]) => void): () => void;
  /** Credentials are taken again: what waits because they were refused goes on at once. */
  resume(): void;
}

export interface WatchOptions {
  readonly connection: Connection;
  readonly resource: Resource;
  /** Empty: the whole cluster at once. */
  readonly namespaces: readonly string[];
  /** Which objects, such as `involvedObject.kind=Canary`; absent: all. */
  readonly fieldSelector?: string;
  readonly time: Time;
  /** Objects that one page of a list holds. */
  readonly pageSize?: number;
  /** Seconds after which a watch is asked for anew, so that one that hangs is found out. */
  readonly watchSeconds?: number;
  /** Finds out sooner that the line is dead. */
  readonly pulse?: Pulse;
}

/** Keeps what is known of one kind up to date while somebody looks. */
export function watchKind(options: WatchOptions): KindWatch {
  const objects = new Map<string, KubeObject>();
  const listeners = new Set<(changes: readonly Change[]) => void>();
  const tell = (changes: readonly Change[]) => {
    for (const listener of [...listeners]) listener(changes);
  };
  const scopes =
    options.namespaces.length > 0 && options.resource.isNamespaced
      ? [...new Set(options.namespaces)]
      : [undefined];
  const parts: { readonly namespace?: string; readonly follow: Follow }[] = scopes.map(
    (namespace) => ({
      ...(namespace === undefined ? {} : { namespace }),
      follow: follow(
        { ...options, ...(namespace === undefined ? {} : { namespace }) },
        objects,
        tell,
      ),
    }),
  );
  const { resource } = options;
  const stated = (): Watched => ({
    resource,
    objects,
    parts: parts.map(({ follow: it, ...part }) => ({ ...part, state: it.state() })),
  });
  let known = stated();
  return {
    now() {
      // Asked for with each event, and hardly ever another.
      const isSame = parts.every(
        ({ follow: it }, index) => it.state() === known.parts[index]?.state,
      );
      if (!isSame) known = stated();
      return known;
    },
    resume() {
      for (const part of parts) part.follow.resume();
    },
    look(listener) {
      const own = (changes: readonly Change[]) => listener(changes);
      listeners.add(own);
      if (listeners.size === 1) for (const part of parts) part.follow.start();
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        for (const part of parts) part.follow.stop();
      };
    },
  };
}
