import { plural } from "../../plural.ts";
import type { Surround } from "./items.ts";
import { notesOf } from "./notes.ts";
import { type NodeState, stateSign } from "./stateSign.ts";
import type { TreeNode } from "./treeNode.ts";

/** States that a head counts, what is worst first. */
const counted: readonly NodeState[] = ["failed", "stalled", "waits", "reconciling", "suspended"];

/** So many may be shown at once without asking. */
const fewEnough = 50;

/** A head with the number of what stands under it, and of what is not ready. */
export function headNode(id: string, name: string, around: Surround): TreeNode {
  const branch = around.structure.head(name);
  const { label = name, icon = "" } = branch?.head ?? {};
  const states = branch?.states ?? new Map<NodeState, number>();
  const all = [...states.values()].reduce((sum, it) => sum + it, 0);
  const told = counted.flatMap((state) => {
    const number = states.get(state) ?? 0;
    return number > 0 ? [`${number} ${stateSign(state).word}`] : [];
  });
  const [note] = notesOf(name, around);
  const description = [String(all), ...told, ...(note ? [note.short] : [])].join(" · ");
  return {
    id,
    label,
    description,
    icon: { id: icon },
    contextValue: `group.${name}`,
    words: `${label}: ${plural(all, "object")}${told.length > 0 ? `, ${told.join(", ")}` : ""}`,
    opens: all <= fewEnough || around.isFiltered ? "open" : "closed",
  };
}
