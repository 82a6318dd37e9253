import type { LogOutputChannel } from "vscode";
import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { LanguageServer } from "../../languageClient.ts";
import type { Clusters } from "../clusters.ts";
import type { LiveDocuments } from "../documents/liveDocuments.ts";
import type { LogFollower } from "./logFollower.ts";

/** What commands on the cluster work with. */
export interface ClusterParts {
  readonly clusters: Clusters;
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
  readonly documents: LiveDocuments;
  readonly logs: LogFollower;
  /** Shows an object in the trees; `false`: they do not have it. */
  readonly reveal: (identity: ObjectIdentity) => Promise<boolean>;
}

/** A command. What it throws ends at the rim, as one sentence. */
export type ClusterCommand = (parts: ClusterParts, given: readonly unknown[]) => Promise<unknown>;
