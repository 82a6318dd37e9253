import type { Resource } from "../../client/cluster/api/discovery.ts";
import type { KubeContext } from "../../client/cluster/api/kubeconfig.ts";
import { identityOf, type KubeObject, keyOf } from "../../client/cluster/api/kubeObject.ts";
import { listAll } from "../../client/cluster/api/listAll.ts";
import { type Live, openLive } from "../../client/cluster/api/live.ts";
import { realTime, type Time } from "../../client/cluster/api/time.ts";
import type { Watched } from "../../client/cluster/api/watched.ts";
import { kindLayout } from "../../client/cluster/tree/kindLayout.ts";
import { type LiveTree, liveTree } from "../../client/cluster/tree/liveTree.ts";
import type { TreeNode } from "../../client/cluster/tree/treeNode.ts";
import type { TreeSource } from "../../client/cluster/tree/treeSource.ts";
import { never, type Seat, seatAt, well } from "./support.ts";

/** Somebody who has the view of a cluster open, with all of it unfolded. */
export interface Onlooker {
  readonly seat: Seat;
  readonly live: Live;
  /** What stands on the screen, drawn anew only where the tree asks for it. */
  readonly text: () => string;
  /** Leaves and disconnects. */
  readonly close: () => void;
  /** Timers that are set for this one. */
  readonly timers: () => number;
}

export interface OnlookerOptions {
  readonly context?: string;
  readonly namespaces?: readonly string[];
  readonly change?: (context: KubeContext) => KubeContext;
}

/** One moment for all trees, so that no age on the screen is another by chance. */
const now = Date.now();

export async function onlooker(file: string, options: OnlookerOptions = {}): Promise<Onlooker> {
  const time = countedTime();
  const seat = await seatAt(file, options.change, time);
  const { session } = seat.desk;
  if (options.context) well(session.pin(options.context));
  const live = openLive({ session, time, namespaces: () => options.namespaces ?? [] });
  const { objects, find, watched } = live;
  const tree = liveTree(
    { ...alone, objects, find, watched, isLost: () => live.state().kind === "lost" },
    kindLayout,
  );
  const text = screenOf(tree);
  const leave = live.look((changes) => tree.take(changes));
  return {
    seat,
    live,
    text,
    timers: time.waiting,
    close() {
      leave();
      live.close();
      seat.close();
    },
  };
}

/** What the screen must show: read from the server by somebody else, drawn by a tree without a past. */
export async function truthBy(reader: Seat, namespaces: readonly string[] = []): Promise<string> {
  const { known, find } = reader.desk.served;
  const others = ["Deployment", "DaemonSet"].flatMap((kind) => find(kind, "apps") ?? []);
  const resources = [...known.map(({ resource }) => resource), ...others];
  const scopes = namespaces.length > 0 ? namespaces : [undefined];
  const watched = await Promise.all(resources.map((it) => readAll(reader, it, scopes)));
  const objects = new Map<string, KubeObject>();
  for (const { objects: all } of watched)
    for (const it of all.values()) objects.set(keyOf(identityOf(it)), it);
  const tree = liveTree(
    {
      ...alone,
      objects: () => objects.values(),
      find: (identity) => objects.get(keyOf(identity)),
      watched: () => watched,
      isLost: () => false,
    },
    kindLayout,
  );
  return screenOf(tree)();
}

async function readAll(
  reader: Seat,
  resource: Resource,
  scopes: readonly (string | undefined)[],
): Promise<Watched> {
  const lists = await Promise.all(
    scopes.map((namespace) => listAll(reader.connection, resource, { namespace }, never)),
  );
  const objects = lists.flatMap((list) => well(list).objects);
  return {
    resource,
    objects: new Map(objects.map((it) => [it.metadata.uid, it])),
    parts: [{ state: { kind: "live", since: now } }],
  };
}

const alone: Pick<TreeSource, "now" | "applied" | "owned" | "lastEvent"> = {
  now: () => now,
  applied: () => ({ kind: "unread" }),
  owned: () => [],
  lastEvent: () => "",
};

/** Draws as an editor does: once, and then what the tree names. */
function screenOf(tree: LiveTree): () => string {
  const below = new Map<string, readonly TreeNode[]>();
  const draw = (id: string) => {
    const nodes = id === "" ? tree.children() : tree.children(id);
    below.set(id, nodes);
    for (const node of nodes) if (node.opens !== "never") draw(node.id);
  };
  const drawAnew = (id: string) => {
    const above = tree.parent(id)?.id ?? "";
    const node = tree.node(id);
    if (!node) return;
    below.set(
      above,
      (below.get(above) ?? []).map((it) => (it.id === id ? node : it)),
    );
    if (node.opens !== "never") draw(id);
  };
  const lines = (id: string, indent: string): string[] =>
    (below.get(id) ?? []).flatMap((node) => [
      `${indent}${node.icon.id} ${node.label} | ${node.description ?? ""}`,
      ...(node.opens === "never" ? [] : lines(node.id, `${indent}  `)),
    ]);
  return () => {
    const changed = tree.redraw();
    if (below.size === 0 || changed.includes("")) draw("");
    else for (const id of changed) drawAnew(id);
    return lines("", "").join("\n");
  };
}

/** Real time that knows how many of its timers are set. */
function countedTime(): Time & { readonly waiting: () => number } {
  const waiting = new Set<object>();
  return {
    ...realTime,
    waiting: () => waiting.size,
    after(milliseconds, run) {
      const timer = {};
      waiting.add(timer);
      const callOff = realTime.after(milliseconds, () => {
        waiting.delete(timer);
        run();
      });
      return () => {
        waiting.delete(timer);
        callOff();
      };
    },
  };
}
