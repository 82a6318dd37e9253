import type { Neighbour } from "../api/readNeighbour.ts";
import { oneLine } from "../documents/safeText.ts";
import type { ObjectItem } from "./items.ts";
import { stateSign } from "./stateSign.ts";
import type { TreeIcon, TreeNode } from "./treeNode.ts";

/** An object that another one names and of which nothing more is known: not read, gone, or not ours to read. */
export function appliedNode({ id, entry, role }: ObjectItem, applied: Neighbour): TreeNode {
  const { icon, words } = signOf(applied);
  const label = oneLine(entry.name);
  const parts = [role ?? "", words, entry.kind, entry.namespace ? `in ${entry.namespace}` : ""];
  const description = parts.filter((it) => it !== "").join(" · ");
  return {
    id,
    label,
    description,
    icon,
    contextValue: `applied.${entry.kind}`,
    words: oneLine(`${entry.kind} ${label}: ${description.replaceAll(" · ", ", ")}`),
    opens: "never",
    identity: {
      group: entry.group,
      kind: entry.kind,
      ...(entry.namespace === undefined ? {} : { namespace: entry.namespace }),
      name: entry.name,
    },
  };
}

function signOf(applied: Neighbour): { readonly icon: TreeIcon; readonly words: string } {
  switch (applied.kind) {
    case "missing":
      return { icon: { id: "error", color: "testing.iconFailed" }, words: "does not exist" };
    case "failed":
      return applied.isForbidden
        ? { icon: stateSign("forbidden").icon, words: oneLine(applied.sentence) }
        : { icon: { id: "warning" }, words: oneLine(applied.sentence) };
    default:
      return { icon: { id: "circle-outline" }, words: "" };
  }
}
