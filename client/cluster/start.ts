import { commands, type Disposable, type ExtensionContext, type LogOutputChannel } from "vscode";
import { type Clusters, createClusters } from "./clusters.ts";
import { contextCommands } from "./contextCommands.ts";
import { noticeContexts } from "./contextNotices.ts";
import { createContextStatus } from "./contextStatus.ts";
import { type ClusterViews, createClusterViews } from "./tree/views.ts";

/** The cluster in the editor: one pinned context, its views, its item in the status bar. */
export interface ClusterParts extends Disposable {
  readonly clusters: Clusters;
  readonly views: ClusterViews;
  /** By id. */
  readonly commands: Readonly<Record<string, (given: readonly unknown[]) => Promise<unknown>>>;
}

/** Contacts nobody: that begins when somebody opens a view or runs a command. */
export function startCluster(context: ExtensionContext, log: LogOutputChannel): ClusterParts {
  const clusters = createClusters(context, log);
  const views = createClusterViews(context, clusters);
  const status = createContextStatus(clusters, views.failing);
  const notices = noticeContexts(clusters, (error) => log.error(String(error)));
  let said = "";
  const say = () => {
    const state = clusters.live.state();
    const sentence = "sentence" in state ? state.sentence : "";
    if (sentence !== said && sentence !== "") log.warn(`Cluster: ${sentence}`);
    said = sentence;
  };
  const sayings = clusters.live.onState(say);
  const drawn = [clusters.live.onState(status.draw), views.onDraw(status.draw)] as const;
  const own = Object.entries(contextCommands).map(
    ([id, command]) => [id, (given: readonly unknown[]) => command(clusters, given)] as const,
  );
  void commands.executeCommand("setContext", "flightpath.cluster.state", "connecting");
  return {
    clusters,
    views,
    commands: { ...Object.fromEntries(own), ...views.commands },
    dispose() {
      sayings();
      drawn[0]();
      drawn[1].dispose();
      for (const part of [notices, status, views, clusters]) part.dispose();
    },
  };
}
