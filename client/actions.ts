import { commands, type QuickPickItem, Uri, window } from "vscode";
import type { SetupProblem } from "../protocol/serverStatus.ts";

interface Action extends QuickPickItem {
  readonly run: () => Thenable<unknown>;
}

/** What a click on the status item offers; trouble with the setup comes first. */
export async function showActions(setup: readonly SetupProblem[]): Promise<void> {
  const chosen = await window.showQuickPick([...setup.map(troubleAction), ...standing], {
    title: "Flightpath",
    placeHolder: "What to do",
  });
  await chosen?.run();
}

const standing: readonly Action[] = [
  action("$(list-unordered) Show Problems", "workbench.actions.view.problems"),
  action("$(checklist) Check Workspace", "flightpath.checkWorkspace"),
  action("$(output) Show Output", "flightpath.showOutput"),
  action("$(gear) Open Settings", "workbench.action.openSettings", "@ext:flightpath.flightpath"),
  action("$(refresh) Restart Language Server", "flightpath.restartServer"),
];

function action(label: string, command: string, ...given: readonly unknown[]): Action {
  return { label, run: () => commands.executeCommand(command, ...given) };
}

function troubleAction({ message, uri }: SetupProblem): Action {
  return {
    label: `$(warning) ${message}`,
    ...(uri ? { detail: "Open the file" } : {}),
    run: () =>
      uri
        ? commands.executeCommand("vscode.open", Uri.parse(uri))
        : commands.executeCommand("flightpath.showOutput"),
  };
}
