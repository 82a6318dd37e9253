import type { Disposable } from "vscode";
import { createLiveDocuments } from "../documents/liveDocuments.ts";
import { clusterCommands } from "./all.ts";
import { createLogFollower } from "./logFollower.ts";
import type { ClusterParts } from "./parts.ts";

/** Commands on the pinned cluster, and the documents that they open. */
export interface ClusterCommands extends Disposable {
  /** By id, for whoever registers them. */
  readonly commands: Readonly<Record<string, (given: readonly unknown[]) => unknown>>;
}

/** Makes what commands on the cluster work with. Nothing is contacted before one of them is run. */
export function startClusterCommands(
  around: Omit<ClusterParts, "documents" | "logs">,
): ClusterCommands {
  const documents = createLiveDocuments(around.clusters, around.server);
  const logs = createLogFollower(around.clusters);
  const parts: ClusterParts = { ...around, documents, logs };
  const commands = Object.entries(clusterCommands).map(
    ([id, run]) => [id, (given: readonly unknown[]) => run(parts, given)] as const,
  );
  return {
    commands: Object.fromEntries(commands),
    dispose() {
      documents.dispose();
      logs.dispose();
    },
  };
}
