import { type Disposable, type ExtensionContext, type LogOutputChannel, workspace } from "vscode";
import type { Clusters } from "../cluster/clusters.ts";
import { startsDemo } from "../settings.ts";
import { createDemoCluster } from "./demoCluster.ts";
import { demoCommands } from "./demoCommands.ts";

/** The demo cluster's part of the extension: commands, and the start by itself where the settings ask for it. */
export function startDemoPart(
  context: ExtensionContext,
  clusters: Pick<Clusters, "adopt" | "release">,
  log: LogOutputChannel,
): Disposable & { readonly commands: Readonly<Record<string, () => Promise<void>>> } {
  const demo = createDemoCluster(context, clusters, log);
  const startIfWanted = (): void => {
    if (!startsDemo()) return;
    demo.start().catch((error: unknown) => {
      log.error(`The demo cluster did not start: ${(error as Error).message}`);
    });
  };
  startIfWanted();
  const trusted = workspace.onDidGrantWorkspaceTrust(startIfWanted);
  return {
    commands: Object.fromEntries(
      Object.entries(demoCommands).map(([id, command]) => [id, () => command(demo)]),
    ),
    dispose() {
      trusted.dispose();
      demo.dispose();
    },
  };
}
