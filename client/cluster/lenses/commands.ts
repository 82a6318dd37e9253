import type { LogOutputChannel } from "vscode";
import type { LanguageServer } from "../../languageClient.ts";
import { subjectOf } from "../../pickBuild.ts";
import type { Clusters } from "../clusters.ts";
import { pushAndReconcile } from "../push/pushAndReconcile.ts";
import type { ClusterLenses } from "./lenses.ts";
import { pickApart, prepareRevert, rollForward } from "./waysOut.ts";

/** What the commands about files in the cluster work with. */
export interface FileCommandParts {
  readonly clusters: Clusters;
  readonly server: LanguageServer;
  readonly log: LogOutputChannel;
  readonly lenses: ClusterLenses;
}

type Command = (parts: FileCommandParts, given: readonly unknown[]) => Promise<void>;

/** Commands that bring a file into the cluster, or take it back. */
export const fileCommands: Readonly<Record<string, Command>> = {
  "flightpath.pushAndReconcile": async ({ clusters, server, log }, given) => {
    const subject = subjectOf(given);
    if (subject?.uri.scheme !== "file") throw new Error("Open the file that is to be pushed.");
    await pushAndReconcile({ clusters, server, log: (line) => log.info(line) }, subject.uri);
  },
  "flightpath.rollForward": async ({ lenses }, given) => {
    const apart = await pickApart(given, lenses.apart());
    if (apart) await rollForward(apart);
  },
  "flightpath.prepareRevert": async ({ lenses }, given) => {
    const apart = await pickApart(given, lenses.apart());
    if (apart) await prepareRevert(apart);
  },
};
