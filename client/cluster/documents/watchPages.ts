import { type Disposable, type Uri, window } from "vscode";
import type { Change } from "../api/change.ts";
import { identityOf, keyOf } from "../api/kubeObject.ts";
import type { Clusters } from "../clusters.ts";
import { followEvents } from "./followEvents.ts";
import { pageOfUri } from "./page.ts";

/** Looks at the cluster while pages about it are seen. */
export interface PageWatch extends Disposable {
  /** Another page may be looked at now. */
  readonly update: () => void;
}

/**
 * @param mayLook whether a person has asked for a page: one that is merely there again after a
 * restart makes nobody speak to a cluster
 * @param soon told that a page is no longer true
 */
export function watchPages(
  clusters: Clusters,
  mayLook: (uri: Uri) => boolean,
  soon: (uri: Uri) => void,
): PageWatch {
  const looking = new Map<string, () => void>();
  let pinned = pinOf(clusters);
  const end = (key: string) => {
    looking.get(key)?.();
    looking.delete(key);
  };
  const update = () => {
    const seen = new Map(
      window.visibleTextEditors
        .map(({ document }) => document.uri)
        .filter((uri) => pageOfUri(uri) !== undefined && mayLook(uri))
        .map((uri) => [uri.toString(), uri]),
    );
    // First the new ones: where one goes and another comes, the connection stays.
    for (const [key, uri] of seen)
      if (!looking.has(key))
        looking.set(
          key,
          lookAt(clusters, uri, () => soon(uri)),
        );
    for (const key of [...looking.keys()]) if (!seen.has(key)) end(key);
  };
  const listening = [
    window.onDidChangeVisibleTextEditors(update),
    // Told of every state of the connection; only another cluster is news here.
    clusters.onChange(() => {
      if (pinOf(clusters) === pinned) return;
      pinned = pinOf(clusters);
      for (const key of [...looking.keys()]) end(key);
      update();
    }),
  ];
  return {
    update,
    dispose() {
      for (const it of listening) it.dispose();
      for (const key of [...looking.keys()]) end(key);
    },
  };
}

function pinOf({ session }: Clusters): string | undefined {
  const state = session.state();
  return state.kind === "pinned" ? state.pin.identity : undefined;
}

function lookAt(clusters: Clusters, uri: Uri, again: () => void): () => void {
  const page = pageOfUri(uri);
  const identity = page?.identity;
  if (!identity || pinOf(clusters) !== page.pin) return () => {};
  const key = keyOf(identity);
  const follow = () =>
    page.kind === "events" ? followEvents(clusters.live, identity, again) : undefined;
  let leaveEvents: (() => void) | undefined;
  const leave = clusters.live.look((changes: readonly Change[]) => {
    if (!changes.some(({ object }) => keyOf(identityOf(object)) === key)) return;
    // What belongs to it may be more than was known.
    const previous = leaveEvents;
    leaveEvents = follow();
    previous?.();
    again();
  });
  leaveEvents = follow();
  return () => {
    leave();
    leaveEvents?.();
  };
}
