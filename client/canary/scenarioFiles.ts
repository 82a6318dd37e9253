import { Uri, ViewColumn, window, workspace } from "vscode";
import { scenarioFiles } from "../../protocol/simulate.ts";
import type { LanguageServer } from "../languageClient.ts";

/** The text of the scenario file that the person picks; `undefined` when none is picked. */
export async function pickScenario(server: LanguageServer): Promise<string | undefined> {
  const files = await server.send(scenarioFiles, {});
  if (files.length === 0) {
    throw new Error("There is no *.scenario.json in this workspace yet; Save makes one.");
  }
  const options = { title: "Open Scenario", placeHolder: "A scenario file of this workspace" };
  const picked = await window.showQuickPick(files, options);
  return picked && (await workspace.openTextDocument(Uri.parse(picked.uri, true))).getText();
}

/** Asks for a place in the workspace and writes a scenario there. */
export async function saveScenario(label: string, text: string): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("Open a folder first: a scenario is saved in the workspace.");
  const name = `${label.slice(label.indexOf("/") + 1)}.scenario.json`;
  const uri = await window.showSaveDialog({
    title: "Save Scenario",
    defaultUri: Uri.joinPath(folder.uri, name),
    filters: { Scenario: ["json"] },
  });
  if (!uri) return;
  if (!workspace.getWorkspaceFolder(uri)) {
    throw new Error("A scenario is saved in the workspace; choose a folder of it.");
  }
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  await window.showTextDocument(uri, { viewColumn: ViewColumn.One, preserveFocus: true });
}
