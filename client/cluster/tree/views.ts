import {
  commands,
  type Disposable,
  type Event,
  EventEmitter,
  type ExtensionContext,
  type QuickPickItem,
  window,
} from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import { knownKind } from "../api/kinds.ts";
import type { Clusters } from "../clusters.ts";
import { canaryEvents } from "./canaryEvents.ts";
import { canaryLayout } from "./canaryLayout.ts";
import { createClusterView } from "./clusterView.ts";
import { dependencyLayout } from "./dependencyLayout.ts";
import { kindLayout } from "./kindLayout.ts";
import type { Layout } from "./layout.ts";
import { namespaceLayout } from "./namespaceLayout.ts";

/** The views Cluster and Canaries. */
export interface ClusterViews extends Disposable {
  /** Shows an object in the view that has it; `false`: neither has. */
  readonly reveal: (identity: ObjectIdentity) => Promise<boolean>;
  readonly failing: () => number;
  /** Something was drawn anew. */
  readonly onDraw: Event<void>;
  /** Commands of the title bars and of lines in the trees. */
  readonly commands: Readonly<Record<string, (given: readonly unknown[]) => Promise<void>>>;
}

type Grouping = "kind" | "namespace" | "dependency";

const layouts: Readonly<Record<Grouping, Layout>> = {
  kind: kindLayout,
  namespace: namespaceLayout,
  dependency: dependencyLayout,
};
const remembered = "flightpath.cluster.grouping";

export function createClusterViews(context: ExtensionContext, clusters: Clusters): ClusterViews {
  const events = canaryEvents(clusters.live, (keys) => canaries.touch(keys));
  const draws = new EventEmitter<void>();
  const drawn = () => draws.fire();
  let grouping = groupingIn(context.workspaceState.get(remembered));
  let filter = "";
  const cluster = createClusterView({
    id: "flightpath.cluster",
    clusters,
    layout: layouts[grouping],
    isShown: ({ resource: { kind, group } }) => knownKind(kind, group)?.role !== "canary",
    lastEvent: () => "",
    seen: () => {},
    drawn,
  });
  const canaries = createClusterView({
    id: "flightpath.canaries",
    clusters,
    layout: canaryLayout,
    isShown: ({ resource: { kind, group } }) => kind === "Canary" && group === "flagger.app",
    lastEvent: events.last,
    seen: events.attend,
    drawn,
  });
  const arrange = () => {
    void commands.executeCommand("setContext", "flightpath.cluster.grouping", grouping);
    void commands.executeCommand("setContext", "flightpath.cluster.isFiltered", filter !== "");
    cluster.arrange(layouts[grouping], filter);
  };
  const group = (next: Grouping) => async () => {
    grouping = next;
    await context.workspaceState.update(remembered, next);
    arrange();
  };
  const setFilter = (text: string | undefined) => {
    if (text === undefined) return;
    filter = text.trim();
    arrange();
  };
  arrange();
  return {
    async reveal(identity) {
      const isCanary = identity.kind === "Canary";
      await commands.executeCommand(`flightpath.${isCanary ? "canaries" : "cluster"}.focus`);
      await settled(clusters, identity);
      if (isCanary) return canaries.reveal(identity);
      if (await cluster.reveal(identity)) return true;
      if (filter === "") return canaries.reveal(identity);
      setFilter("");
      return (await cluster.reveal(identity)) || canaries.reveal(identity);
    },
    onDraw: draws.event,
    failing: () => cluster.failing() + canaries.failing(),
    commands: {
      "flightpath.cluster.groupByKind": group("kind"),
      "flightpath.cluster.groupByNamespace": group("namespace"),
      "flightpath.cluster.groupByDependency": group("dependency"),
      "flightpath.cluster.filter": async () => setFilter(await pickFilter(filter)),
      "flightpath.cluster.clearFilter": async () => setFilter(""),
      "flightpath.cluster.showMore": async ([under]) => {
        cluster.showMore(String(under));
        canaries.showMore(String(under));
      },
    },
    dispose() {
      cluster.dispose();
      canaries.dispose();
      events.dispose();
      draws.dispose();
    },
  };
}

/** So long a view that was just opened may take to learn what there is. */
const patience = 5000;

/** Waits until an object is known, or until all that is watched was read. */
async function settled({ live, open }: Clusters, identity: ObjectIdentity): Promise<void> {
  await open();
  const end = Date.now() + patience;
  const isRead = () =>
    live.state().kind === "connected" &&
    live.watched().every(({ parts }) => parts.every(({ state }) => state.kind !== "loading"));
  while (live.find(identity) === undefined && !isRead() && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

const groupingIn = (value: unknown): Grouping =>
  value === "namespace" || value === "dependency" ? value : "kind";

interface FilterPick extends QuickPickItem {
  readonly filter?: string;
}

/** Some filters that are often wanted, and any text. */
async function pickFilter(now: string): Promise<string | undefined> {
  const picks: readonly FilterPick[] = [
    { label: "$(edit) Text, kind:, ns: or state: …" },
    { label: "$(list-flat) Everything", filter: "" },
    { label: "$(warning) Whatever is not ready", description: "state:bad", filter: "state:bad" },
    { label: "$(error) What failed", description: "state:failed", filter: "state:failed" },
    { label: "$(watch) What waits", description: "state:waits", filter: "state:waits" },
    {
      label: "$(debug-pause) What is suspended",
      description: "state:suspended",
      filter: "state:suspended",
    },
  ];
  const title = "Filter the Cluster";
  const chosen = await window.showQuickPick(picks, { title, placeHolder: "Which objects to show" });
  if (!chosen || chosen.filter !== undefined) return chosen?.filter;
  return window.showInputBox({
    title,
    value: now,
    prompt: "Words that all must be found: in kind, name and message, or as kind:…, ns:…, state:…",
  });
}
