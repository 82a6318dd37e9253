import { type Disposable, window } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { knownKind } from "../api/kinds.ts";
import type { KubeObject } from "../api/kubeObject.ts";
import { openNeighbours } from "../api/neighbours.ts";
import { realTime } from "../api/time.ts";
import type { Watched } from "../api/watched.ts";
import type { Clusters } from "../clusters.ts";
import { paced } from "../paced.ts";
import type { Layout } from "./layout.ts";
import { liveTree } from "./liveTree.ts";
import { createProvider } from "./treeProvider.ts";
import { type ViewCause, viewCause } from "./viewCause.ts";
import { causeTeller, progressIn } from "./viewHead.ts";

/** One of the views on the cluster. */
export interface ClusterView extends Disposable {
  /** Opens the view at an object; `false`: it is not shown there. */
  readonly reveal: (identity: ObjectIdentity) => Promise<boolean>;
  readonly arrange: (layout: Layout, filter: string) => void;
  readonly showMore: (id: string) => void;
  /** More is known of these objects. */
  readonly touch: (keys: readonly string[]) => void;
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

/** Between two drawings, in milliseconds: events of a cluster come in flocks. */
const together = 150;
const minute = 60_000;
/** VS Code gathers what is to be read anew for a fifth of a second, and only what comes after a pause is read at once. */
const gathering = 250;
/** How often what is open and not watched is looked at again. */
const again = 10_000;
/** So long at most a reveal waits for the first tree, and so long nothing is drawn anew under its hands. */
const patience = 5000;

export function createClusterView(options: ClusterViewOptions): ClusterView {
  const { id, clusters, isShown, lastEvent } = options;
  const { live } = clusters;
  const neighbours = openNeighbours({
    live,
    session: clusters.session,
    time: realTime,
    tell: touch,
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
  let filter = "";
  let cause: ViewCause = { kind: "connecting" };
  const attending = paced(() => attend(), together);
  const provider = createProvider(tree, () => cause.kind === "shown", attending.ask);
  const view = window.createTreeView(id, {
    treeDataProvider: provider,
    canSelectMany: true,
    showCollapseAll: true,
  });
  const progress = progressIn(id);
  const tell = causeTeller(id, view, clusters);
  const drawing = paced(() => draw(), together);
  let leave: (() => void) | undefined;
  /** Reveals under way, or just over: groups that are read anew while VS Code opens them stay open and empty. */
  let revealing = 0;
  const closed = new Set<string>();

  function attend(): void {
    neighbours.attend(leave ? tree.open(closed) : []);
  }
  const draw = (isLater = false) => {
    const before = cause;
    const { count, failing } = tree.totals();
    cause = viewCause({
      live: live.state(),
      problem: clusters.problem() ?? clusters.session.kubeconfig()?.problems[0],
      hasContexts: (clusters.session.kubeconfig()?.contexts.length ?? 0) > 0,
      // Workloads are watched beside: they say nothing of what is installed.
      watched: live
        .watched()
        .filter(
          (it) => isShown(it) && knownKind(it.resource.kind, it.resource.group) !== undefined,
        ),
      count,
    });
    tell(cause, filter, failing);
    progress(cause.kind === "connecting" && leave !== undefined);
    const ids = tree.redraw(isLater);
    if (before.kind !== cause.kind) provider.fire([""]);
    else if (cause.kind === "shown") provider.fire(ids);
    options.drawn();
  };
  function touch(keys: readonly string[]): void {
    tree.touch(keys);
    later();
  }
  function later(): void {
    if (revealing === 0) drawing.ask();
  }
  /** Waits until there is a tree, and brings it up to what is known. */
  const settled = async () => {
    const end = Date.now() + patience;
    while (cause.kind === "connecting" && Date.now() < end) await pause(together);
    if (!drawing.isDue()) return;
    drawing.cancel();
    draw();
  };
  const look = () => {
    tree.take([]);
    later();
  };
  // What nobody sees is kept up to date as well: others may look on, and it is little work.
  const unhear = live.hear((changes) => {
    tree.take(changes);
    if (leave) later();
  });
  const see = (isVisible: boolean) => {
    if (isVisible && !leave) {
      leave = live.look(() => {});
      void clusters.open().then(look);
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
      attending.ask();
    }),
    view.onDidExpandElement(({ element }) => {
      closed.delete(element.id);
      attending.ask();
    }),
    clusters.onChange(look),
    clusters.onRead(look),
  ];
  see(view.visible);
  return {
    async reveal(identity) {
      await settled();
      revealing += 1;
      try {
        await pause(gathering);
        const last = tree.path(identity).at(-1);
        if (!last) return false;
        provider.fire([""]);
        const shown = { select: true, focus: true, expand: true };
        await Promise.race([view.reveal(provider.handle(last.id), shown), pause(patience)]);
        return true;
      } finally {
        // VS Code says that it is done while it still draws what it has opened.
        void pause(gathering).then(() => {
          revealing -= 1;
          later();
        });
      }
    },
    arrange(next, text) {
      filter = text;
      tree.arrange(next, text);
      look();
    },
    showMore(under) {
      tree.showMore(under);
      later();
    },
    touch,
    failing: () => tree.totals().failing,
    dispose() {
      drawing.cancel();
      attending.cancel();
      unhear();
      clearInterval(minutes);
      clearInterval(looks);
      leave?.();
      progress(false);
      neighbours.attend([]);
      for (const listener of listeners) listener.dispose();
    },
  };
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
