import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { TreeNode } from "./treeNode.ts";

/** What VS Code draws of a node; the tooltip is made when somebody waits for it. */
export function treeItem(node: TreeNode): TreeItem {
  const { icon, identity, command } = node;
  const item = new TreeItem(node.label, states[node.opens]);
  item.id = node.id;
  item.description = node.description;
  item.iconPath = new ThemeIcon(icon.id, icon.color ? new ThemeColor(icon.color) : undefined);
  item.contextValue = node.contextValue;
  item.accessibilityInformation = { label: node.words };
  if (command)
    item.command = { command: command.id, title: node.label, arguments: [...command.given] };
  else if (identity)
    item.command = { command: "flightpath.describe", title: "Describe", arguments: [identity] };
  // An empty one keeps VS Code from showing the label again until the real one is asked for.
  if (!identity) item.tooltip = node.label;
  return item;
}

/** Text of a cluster is no command: neither trusted, nor HTML, nor icons. */
export function markdown(text: string): MarkdownString {
  const made = new MarkdownString(text, false);
  made.isTrusted = false;
  made.supportHtml = false;
  return made;
}

const states = {
  never: TreeItemCollapsibleState.None,
  closed: TreeItemCollapsibleState.Collapsed,
  open: TreeItemCollapsibleState.Expanded,
} as const;
