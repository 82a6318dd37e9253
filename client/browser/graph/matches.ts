import type { PictureNode } from "../../../protocol/graphView.ts";

/** Indexes of the nodes that hold all words of a text, those whose name begins with it first. */
export function matches(nodes: readonly PictureNode[], text: string): readonly number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = [...nodes.keys()].filter((index) => {
    const it = nodes[index];
    if (!it) return false;
    const said =
      `${it.kind} ${it.namespace}/${it.name} ${it.state.name} ${it.change ?? ""}`.toLowerCase();
    return words.every((word) => said.includes(word));
  });
  const [first = ""] = words;
  const begins = (index: number) => nodes[index]?.name.toLowerCase().startsWith(first) ?? false;
  return [...found.filter(begins), ...found.filter((it) => !begins(it))];
}
