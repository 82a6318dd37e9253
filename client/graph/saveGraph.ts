import { Uri, window, workspace } from "vscode";
import type { GraphExportFormat } from "../../protocol/graphView.ts";

const ENDINGS: Readonly<Record<GraphExportFormat, string>> = {
  svg: "svg",
  png: "png",
  mermaid: "mmd",
  dot: "dot",
  json: "json",
};

/** Asks for a place in the workspace and writes a graph there. */
export async function saveGraph(format: GraphExportFormat, bytes: Uint8Array): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  if (!folder) throw new Error("Open a folder first: a graph is saved in the workspace.");
  const ending = ENDINGS[format];
  const uri = await window.showSaveDialog({
    title: "Save Dependency Graph",
    defaultUri: Uri.joinPath(folder.uri, `graph.${ending}`),
    filters: { [format]: [ending] },
  });
  if (!uri) return;
  if (!workspace.getWorkspaceFolder(uri)) {
    throw new Error("A graph is saved in the workspace; choose a folder of it.");
  }
  await workspace.fs.writeFile(uri, bytes);
}
