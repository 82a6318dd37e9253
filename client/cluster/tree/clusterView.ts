import {
  commands,
  type Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeView,
  window,
} from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { plural } from "../../plural.ts";
import type { Change } from "../api/change.ts";
import type { KubeObject } from "../api/kubeObject.ts";
import { openNeighbours } from "../api/neighbours.ts";
import { realTime } from "../api/time.ts";
import type { Watched } from "../api/watched.ts";
import type { Clusters } from "../clusters.ts";
import { clock } from "../documents/moments.ts";
import { digestOf } from "./digest.ts";
import type { Layout } from "./layout.ts";
import { type LiveTree, liveTree } from "./liveTree.ts";
import { tooltip } from "./tooltip.ts";
import { markdown, treeItem } from "./treeItem.ts";
import { type ViewCause, viewCause } from "./viewCause.ts";

/** One of the views on the cluster. */
export interface ClusterView extends Disposable {
  /** Opens the view at an object; `false`: it is not shown there. */
  readonly reveal: (identity: ObjectIdentity) => Promise<boolean>;
  readonly arrange: (layout: Layout, filter: string) => void;
  readonly showMore: (id: string) => void;
  /** Objects that have failed. */
  readonly failing: () => number;
}

export interface ClusterViewOptions {
  /** `flightpath.cluster` */
  readonly id: string;
  readonly clusters: Clusters;
  readonly layout: Layout;
  /** Kinds that the view shows. */
  readonly isShown: (watched: Watched) => boolean;
  readonly lastEvent: (canary: KubeObject) => string;
  /** Called when the view is seen or no longer. */
  readonly seen: (isSeen: boolean) => void;
  /** Called after something was drawn anew. */
  readonly drawn: () => void;
}

/** What VS Code knows a node by: always the same for the same id. */
interface Handle {
  readonly id: string;
  readonly identity?: ObjectIdentity;
}

/** Changes that come together are drawn together. */
const together = 150;
const minute = 60_000;
/** How often what is open and not watched is looked at again. */
const again = 10_000;

export function createClusterView(options: ClusterViewOptions): ClusterView {
  const { id, clusters, isShown, lastEvent } = options;
  const { live } = clusters;
  const neighbours = openNeighbours({
    live,
    session: clusters.session,
    time: realTime,
    tell: (keys) => {
      tree.touch(keys);
      later();
    },
  });
  const tree = liveTree(
    {
      now: Date.now,
      objects: live.objects,
      find: live.find,
      watched: () => live.watched().filter(isShown),
      isLost: () => live.state().kind === "lost",
      applied: neighbours.find,
      owned: neighbours.owned,
      lastEvent,
    },
    options.layout,
  );
  let layout = options.layout;
  let filter = "";
  let cause: ViewCause = { kind: "connecting" };
  const provider = createProvider(tree, () => cause.kind === "shown", attend);
  const view = window.createTreeView(id, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  let timer: NodeJS.Timeout | undefined;
  let leave: (() => void) | undefined;
  const closed = new Set<string>();

  function attend(): void {
    neighbours.attend(leave ? tree.open(closed) : []);
  }
  const facts = () => {
    const watched = live.watched().filter(isShown);
    let [count, failing] = [0, 0];
    for (const object of live.objects()) {
      if (!layout.takes(object)) continue;
      count += 1;
      const { state } = digestOf(object);
      if (state === "failed" || state === "stalled") failing += 1;
    }
    return { watched, count, failing };
  };
  const draw = (isLater = false) => {
    timer = undefined;
    const { watched, count, failing } = facts();
    const before = cause;
    cause = viewCause({
      live: live.state(),
      problem: clusters.problem(),
      hasContexts: (clusters.session.kubeconfig()?.contexts.length ?? 0) > 0,
      watched,
      count,
    });
    tellCause(id, view, cause, clusters, filter, failing);
    const ids = tree.redraw(isLater);
    if (before.kind !== cause.kind) provider.fire([""]);
    else if (cause.kind === "shown") provider.fire(ids);
    options.drawn();
  };
  function later(): void {
    timer ??= setTimeout(draw, together);
  }
  const look = (changes: readonly Change[]) => {
    tree.take(changes);
    later();
  };
  const see = (isVisible: boolean) => {
    if (isVisible && !leave) {
      leave = live.look(look);
      void clusters.open().then(() => look([]));
    } else if (!isVisible && leave) {
      leave();
      leave = undefined;
    }
    attend();
    options.seen(isVisible);
  };
  const minutes = setInterval(() => leave && draw(true), minute);
  const looks = setInterval(() => leave && attend(), again);
  const listeners: Disposable[] = [
    view,
    view.onDidChangeVisibility(({ visible }) => see(visible)),
    view.onDidCollapseElement(({ element }) => {
      closed.add(element.id);
      attend();
    }),
    view.onDidExpandElement(({ element }) => {
      closed.delete(element.id);
      attend();
    }),
    clusters.onChange(() => look([])),
  ];
  see(view.visible);
  return {
    async reveal(identity) {
      const path = tree.path(identity);
      const last = path.at(-1);
      if (!last) return false;
      provider.fire([""]);
      await view.reveal(provider.handle(last.id), { select: true, focus: true, expand: true });
      return true;
    },
    arrange(next, text) {
      layout = next;
      filter = text;
      tree.arrange(next, text);
      look([]);
    },
    showMore(under) {
      tree.showMore(under);
      later();
    },
    failing: () => facts().failing,
    dispose() {
      clearTimeout(timer);
      clearInterval(minutes);
      clearInterval(looks);
      leave?.();
      neighbours.attend([]);
      for (const listener of listeners) listener.dispose();
    },
  };
}

interface Provider extends TreeDataProvider<Handle> {
  readonly fire: (ids: readonly string[]) => void;
  readonly handle: (id: string) => Handle;
}

function createProvider(tree: LiveTree, isShown: () => boolean, opened: () => void): Provider {
  const changes = new EventEmitter<Handle[] | undefined>();
  const handles = new Map<string, Handle>();
  const handle = (id: string): Handle => {
    const known = handles.get(id);
    if (known) return known;
    const identity = tree.node(id)?.identity;
    const made = { id, ...(identity ? { identity } : {}) };
    handles.set(id, made);
    return made;
  };
  return {
    onDidChangeTreeData: changes.event,
    handle,
    fire(ids) {
      for (const id of [...handles.keys()]) if (!tree.node(id)) handles.delete(id);
      if (ids.includes("")) changes.fire(undefined);
      else if (ids.length > 0) changes.fire(ids.map(handle));
    },
    getTreeItem({ id }) {
      const node = tree.node(id);
      if (!node) throw new Error(`no longer there: ${id}`);
      return treeItem(node);
    },
    getChildren(element) {
      if (!isShown()) return [];
      const nodes = tree.children(element?.id);
      if (element) opened();
      return nodes.map((it) => handle(it.id));
    },
    getParent(element) {
      const parent = tree.parent(element.id);
      return parent && handle(parent.id);
    },
    resolveTreeItem(item, { id }) {
      const object = tree.object(id);
      if (object) item.tooltip = markdown(tooltip(object, Date.now()));
      return item;
    },
  };
}

/** Says above and beside the tree what the tree itself cannot. */
function tellCause(
  id: string,
  view: TreeView<Handle>,
  cause: ViewCause,
  { session, live }: Clusters,
  filter: string,
  failing: number,
): void {
  void commands.executeCommand("setContext", `${id}.state`, cause.kind);
  void commands.executeCommand("setContext", `${id}.reason`, cause.reason ?? "");
  const state = session.state();
  const context = state.kind === "pinned" ? state.context : "";
  const isWelcome = cause.kind !== "shown";
  const parts = [
    context,
    isWelcome ? (cause.sentence ?? "") : "",
    filter === "" ? "" : `only ${filter}`,
  ];
  view.description = parts.filter((it) => it !== "").join(" · ");
  const { kind, ...more } = live.state();
  view.message =
    !isWelcome && kind === "lost" && "since" in more
      ? `Not up to date since ${clock(Date.now(), more.since)}: ${cause.sentence ?? ""} It is tried again by itself.`
      : "";
  const isKnown = !isWelcome && failing > 0;
  view.badge = isKnown
    ? { value: failing, tooltip: `${plural(failing, "object")} failed` }
    : undefined;
}
