import type { PictureNode } from "../../../protocol/graphView.ts";
import type { Around } from "./arounds.ts";

/** A node for who cannot see it: `Kustomization apps in flux-system: in order. Wave 4. Needs 3, needed by 5.` */
export function nodeWords(
  { kind, name, namespace, state, change }: PictureNode,
  band: string,
  { before, after }: Around,
): string {
  const where = namespace === "" ? "" : ` in ${namespace}`;
  const said = change === undefined ? state.name : `${state.name}, ${change}`;
  const needs = before.length === 0 ? "Needs nothing" : `Needs ${before.length}`;
  const follow = after.length === 1 ? "follows" : "follow";
  const needed = after.length === 0 ? "nothing follows" : `${after.length} ${follow}`;
  return `${kind} ${name}${where}: ${said}. ${band}. ${needs}, ${needed}.`;
}
