import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Uri, window, workspace } from "vscode";
import { sourceFolders } from "../settings.ts";

/**
 * The folders of the workspace and those that the settings name for a URL (`URL=PATH`); where Flux reads from none of them,
 * what the person says. `undefined`: nothing was said.
 */
export async function repositoryFolders(): Promise<readonly string[] | undefined> {
  const open = (workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === "file")
    .map(({ uri }) => uri.fsPath);
  const [entry] = await workspace.findFiles("**/flux-system/*.{yaml,yml}", undefined, 1);
  if (entry) return [...open, ...named(open)];
  const [empty, choose] = ["Start an empty cluster", "Choose a Flux repository…"];
  const chosen = await window.showQuickPick(
    [
      {
        label: choose,
        detail: "A folder with the files that flux bootstrap writes (flux-system).",
      },
      { label: empty, detail: "Flux and Flagger run in it, and nothing is applied." },
    ],
    { title: "Start Demo Cluster", placeHolder: "No Flux repository is open" },
  );
  if (chosen?.label === empty) return [];
  if (chosen?.label !== choose) return undefined;
  const picked = await window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    canSelectMany: true,
    openLabel: "Start Demo Cluster",
    ...(open[0] !== undefined && { defaultUri: Uri.file(open[0]) }),
  });
  return picked?.map((it) => it.fsPath);
}

/** Paths count from the first folder that has them. */
function named(open: readonly string[]): readonly string[] {
  return sourceFolders().flatMap(([url, folder]) => {
    const found = open.map((it) => resolve(it, folder)).find((it) => existsSync(it));
    return found === undefined ? [] : [`${url}=${found}`];
  });
}
