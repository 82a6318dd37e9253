import { commands, type ExtensionContext, Uri, version } from "vscode";
import { createCanaryViews } from "./canary/view.ts";
import { startClusterCommands } from "./cluster/commands/start.ts";
import { startClusterFiles } from "./cluster/lenses/start.ts";
import { startCluster } from "./cluster/start.ts";
import { registerCommands } from "./commands.ts";
import { startDemoPart } from "./demoCluster/start.ts";
import { createGraphView } from "./graph/view.ts";
import { createLanguageServer } from "./languageClient.ts";
import { createLog } from "./log.ts";
import { provideRendered } from "./rendered.ts";
import { createSelectorViews } from "./selectors/view.ts";
import { provideSimulations } from "./simulate.ts";
import { createStatus } from "./status.ts";

/** Called by VS Code once the workspace holds a file of ours, or a command of ours is run. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = createLog();
  log.info(`Flightpath ${context.extension.packageJSON.version} in VS Code ${version}.`);
  const status = createStatus();
  const bundle = {
    path: context.asAbsolutePath("dist/server.js"),
    code: Uri.joinPath(context.globalStorageUri, "code").fsPath,
  };
  const server = createLanguageServer(bundle, log, status.show);
  const rendered = provideRendered(server);
  const simulations = provideSimulations(server);
  const cluster = startCluster(context, log);
  const files = startClusterFiles({ clusters: cluster.clusters, server, log });
  const { clusters, views } = cluster;
  const canaries = createCanaryViews(context, { server, log, clusters });
  const selectors = createSelectorViews(context, { server, log, clusters });
  const graph = createGraphView(context, { server, log, clusters });
  const onCluster = startClusterCommands({ clusters, server, log, reveal: views.reveal });
  const demo = startDemoPart(context, cluster.clusters, log);
  const parts = { log, server, status, canaries, selectors, graph };
  const known = registerCommands(parts, {
    ...cluster.commands,
    ...onCluster.commands,
    ...files.commands,
    ...demo.commands,
  });
  context.subscriptions.push(
    log,
    status,
    server,
    rendered,
    simulations,
    canaries,
    selectors,
    graph,
    cluster,
    onCluster,
    files,
    demo,
    ...known,
  );
  // Menus elsewhere stay as they are.
  void commands.executeCommand("setContext", "flightpath.active", true);
  await server.start();
}
