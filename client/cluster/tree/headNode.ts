import { plural } from "../../plural.ts";
import { digestOf } from "./digest.ts";
import type { Surround } from "./items.ts";
import type { HeadBranch, ObjectBranch } from "./layout.ts";
import { notesOf } from "./notes.ts";
import { type NodeState, stateSign } from "./stateSign.ts";
import type { TreeNode } from "./treeNode.ts";

/** States that a head counts, what is worst first. */
const counted: readonly NodeState[] = ["failed", "stalled", "waits", "reconciling", "suspended"];

/** So many may be shown at once without asking. */
const fewEnough = 50;

/** A head with the number of what stands under it, and of what is not ready. */
export function headNode(id: string, branch: HeadBranch, around: Surround): TreeNode {
  const counts = new Map<NodeState, number>();
  let all = 0;
  const count = ({ object, key, branches }: ObjectBranch) => {
    const { state } = digestOf(around.objects.get(key) ?? object);
    counts.set(state, (counts.get(state) ?? 0) + 1);
    all += 1;
    for (const it of branches) count(it);
  };
  for (const it of branch.branches) count(it);
  const told = counted.flatMap((state) => {
    const number = counts.get(state) ?? 0;
    return number > 0 ? [`${number} ${stateSign(state).word}`] : [];
  });
  const notes = notesOf(branch, around);
  const description = [
    String(all),
    ...told,
    ...(notes.length > 0 ? [notes[0]?.short ?? ""] : []),
  ].join(" · ");
  return {
    id,
    label: branch.label,
    description,
    icon: { id: branch.icon },
    contextValue: `group.${branch.name}`,
    words: `${branch.label}: ${plural(all, "object")}${told.length > 0 ? `, ${told.join(", ")}` : ""}`,
    opens: all <= fewEnough || around.isFiltered ? "open" : "closed",
  };
}
