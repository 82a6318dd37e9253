import type { ObjectIdentity } from "../../../protocol/cluster.ts";

/** One line of a tree, as values: what VS Code makes of it is `treeItem.ts`'s. */
export interface TreeNode {
  /** The same for the same thing at the same place, so that it stays open when it is drawn again. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly icon: TreeIcon;
  /** For menus: `flux.Kustomization.suspended`. */
  readonly contextValue: string;
  /** All of it in words, for screen readers. */
  readonly words: string;
  readonly opens: "never" | "closed" | "open";
  readonly identity?: ObjectIdentity;
  /** A command for a click other than to describe the object. */
  readonly command?: { readonly id: string; readonly given: readonly unknown[] };
}

/** A codicon and the theme colour that it has; never a colour alone. */
export interface TreeIcon {
  readonly id: string;
  readonly color?: string;
}

/** Whether two nodes look the same. */
export const isSameNode = (one: TreeNode, other: TreeNode): boolean =>
  one.label === other.label &&
  one.description === other.description &&
  one.icon.id === other.icon.id &&
  one.icon.color === other.icon.color &&
  one.contextValue === other.contextValue &&
  one.opens === other.opens;
