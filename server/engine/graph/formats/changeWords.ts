import type { Graph } from "../../../../protocol/graph.ts";

/**
 * `2 nodes and 3 edges new, 1 edge gone.`; empty where the graph is no difference, or nothing differs.
 *
 * @param words for what is alone in one of the two
 */
export function changeWords(
  { nodes, edges }: Graph<unknown>,
  words: Readonly<Record<"before" | "after", string>> = { after: "new", before: "gone" },
): string {
  const count = (list: Graph<unknown>["nodes" | "edges"], only: "before" | "after") =>
    list.filter((it) => it.only === only).length;
  const parts = (["after", "before"] as const).flatMap((only) => {
    const all = [
      ...counted(count(nodes, only), "node"),
      ...counted(count(edges, only), "edge"),
    ].join(" and ");
    return all === "" ? [] : [`${all} ${words[only]}`];
  });
  const moved = nodes.filter((it) => it.waveBefore !== undefined).length;
  const all = [...parts, ...counted(moved, "node").map((it) => `${it} in another wave`)];
  return all.length === 0 ? "" : `${all.join(", ")}.`;
}

const counted = (count: number, word: string): readonly string[] =>
  count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`];
