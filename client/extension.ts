import { commands, type ExtensionContext, version } from "vscode";
import { createCanaryViews } from "./canary/view.ts";
import { registerCommands } from "./commands.ts";
import { createLanguageServer } from "./languageClient.ts";
import { createLog } from "./log.ts";
import { provideRendered } from "./rendered.ts";
import { provideSimulations } from "./simulate.ts";
import { createStatus } from "./status.ts";

/** Called by VS Code once the workspace holds a file of ours, or a command of ours is run. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = createLog();
  log.info(`Flightpath ${context.extension.packageJSON.version} in VS Code ${version}.`);
  const status = createStatus();
  const server = createLanguageServer(context.asAbsolutePath("dist/server.js"), log, status.show);
  const rendered = provideRendered(server);
  const simulations = provideSimulations(server);
  const canaries = createCanaryViews(context, server, log);
  const known = registerCommands({ log, server, status, canaries });
  context.subscriptions.push(log, status, server, rendered, simulations, canaries, ...known);
  // Menus elsewhere stay as they are.
  void commands.executeCommand("setContext", "flightpath.active", true);
  await server.start();
}
