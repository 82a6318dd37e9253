import { commands, type QuickPickItem, type Uri, window, workspace } from "vscode";
import { notify } from "../notify.ts";
import { setFolderContext } from "../settings.ts";
import type { Clusters } from "./clusters.ts";
import { pickContext } from "./pickContext.ts";

type Command = (clusters: Clusters, given: readonly unknown[]) => Promise<unknown>;

/** The commands about the context itself. */
export const contextCommands: Readonly<Record<string, Command>> = {
  "flightpath.useContext": (clusters) => clusters.choose(),
  "flightpath.pinFolderToContext": (clusters, [folder]) => pinFolder(clusters, folder),
  "flightpath.unlockContext": (clusters) => unlock(clusters),
  "flightpath.disconnect": (clusters) => clusters.disconnect(),
  "flightpath.showContextActions": (clusters) => showContextActions(clusters),
  "flightpath.agreeToContext": async ({ session, use }) => {
    const state = session.state();
    if (state.kind === "stopped") await use(state.pin.context);
  },
  "flightpath.cluster.retry": async ({ session, live }) => {
    await session.reread();
    live.retry();
  },
};

/** Writes into the settings of the workspace which context a folder belongs to. */
async function pinFolder(clusters: Clusters, given: unknown): Promise<void> {
  if (!workspace.workspaceFolders)
    throw new Error("No folder is open: a context is pinned to a folder of the workspace.");
  const folder = given === undefined ? await pickFolder() : await folderOf(given as Uri);
  if (folder === undefined) return;
  await clusters.open();
  await clusters.session.reread();
  const context = await pickContext(clusters.session, clusters.problem());
  if (context === undefined) return;
  await setFolderContext(folder, context);
  if (clusters.session.state().kind === "unpinned") await clusters.use(context);
}

const folderOf = async (uri: Uri): Promise<string> => {
  const path = workspace.asRelativePath(uri, (workspace.workspaceFolders ?? []).length > 1);
  return path === uri.fsPath || path === uri.path ? "." : path;
};

/** Folders that hold a cluster by their name or their entry point, and the one of the file in front. */
async function pickFolder(): Promise<string | undefined> {
  const found = await workspace.findFiles(
    "**/{flux-system,clusters/*}/*.{yaml,yml}",
    undefined,
    500,
  );
  const several = (workspace.workspaceFolders ?? []).length > 1;
  const parent = (path: string) => path.split("/").slice(0, -1).join("/") || ".";
  const folders = found.map((uri) => {
    const folder = parent(workspace.asRelativePath(uri, several));
    return /(^|\/)flux-system$/.test(folder) ? parent(folder) : folder;
  });
  const front = window.activeTextEditor?.document.uri;
  if (front && workspace.getWorkspaceFolder(front))
    folders.unshift(parent(workspace.asRelativePath(front, several)));
  const items = [...new Set([...folders, "."])].map(
    (label): QuickPickItem => ({
      label,
      ...(label === "." ? { description: "everything else in the workspace" } : {}),
    }),
  );
  const options = {
    title: "Pin Folder to Context",
    placeHolder: "Files of this folder belong to one cluster",
  };
  return (await window.showQuickPick(items, options))?.label;
}

async function unlock({ session, open }: Clusters): Promise<void> {
  await open();
  const state = session.state();
  if (state.kind !== "pinned") throw new Error("No context is pinned; use one first.");
  if (!session.isReadOnly(state.pin)) {
    session.unlock(state.pin, false);
    const isLocked = session.isReadOnly(state.pin);
    void notify.information(
      isLocked
        ? `${state.context} is read-only again.`
        : `${state.context} is not protected: the setting flightpath.protectedContexts does not match it.`,
    );
    return;
  }
  const yes = `Unlock ${state.context}`;
  const chosen = await window.showWarningMessage(
    `Allow changes in ${state.context} until this window is closed?`,
    {
      modal: true,
      detail: `It is protected by the setting flightpath.protectedContexts. Server: ${state.pin.server}. Each change is still asked about.`,
    },
    yes,
  );
  if (chosen === yes) session.unlock(state.pin, true);
}

interface Action extends QuickPickItem {
  readonly command: string;
}

/** What a click on the item of the context offers. */
async function showContextActions({ session, live }: Clusters): Promise<void> {
  const state = session.state();
  const isReadOnly = state.kind === "pinned" && session.isReadOnly(state.pin);
  const now = live.state();
  const { kind } = now;
  const actions: readonly Action[] = [
    ...(state.kind === "stopped"
      ? [action("$(check) Agree to Where the Context Leads Now", "flightpath.agreeToContext")]
      : []),
    action("$(list-tree) Show the Cluster", "flightpath.cluster.focus"),
    action("$(server-environment) Use Another Context…", "flightpath.useContext"),
    action("$(folder) Pin Folder to Context…", "flightpath.pinFolderToContext"),
    ...(isReadOnly
      ? [action("$(unlock) Unlock Protected Context…", "flightpath.unlockContext")]
      : []),
    ...(kind === "lost" || kind === "refused"
      ? [action("$(refresh) Try Again", "flightpath.cluster.retry")]
      : []),
    action("$(debug-disconnect) Disconnect", "flightpath.disconnect"),
    action("$(output) Show Output", "flightpath.showOutput"),
  ];
  const chosen = await window.showQuickPick(actions, {
    title: "Cluster Context",
    placeHolder: "sentence" in now ? now.sentence : "What to do",
  });
  if (chosen) await commands.executeCommand(chosen.command);
}

const action = (label: string, command: string): Action => ({ label, command });
