import { workspace } from "vscode";

/** git runs what a repository tells it to, so it never runs in a workspace that is not trusted. */
export function requireTrust(): void {
  if (workspace.isTrusted) return;
  throw new Error(
    "git runs only in workspaces that you trust; Workspaces: Manage Workspace Trust changes that.",
  );
}
