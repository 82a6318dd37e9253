import { nodeName } from "../../engine/graph/nodeName.ts";
import { nearest } from "../../engine/nearest.ts";
import type { ShownGraph } from "../../lsp/shownGraph.ts";
import { CannotRun } from "../cannotRun.ts";
import type { Focus } from "./options.ts";

/** The nodes that a focus means, of every cluster. Throws `CannotRun` where there is none. */
export function chosenNodes({ nodes }: ShownGraph, focus: Focus): readonly string[] {
  const { kind, namespace, name } = focus;
  const found = nodes.filter(
    (it) =>
      it.kind.toLowerCase() === kind.toLowerCase() &&
      it.namespace === namespace &&
      it.name === name,
  );
  if (found.length > 0) return found.map((it) => it.id);
  const same = nodes.filter((it) => it.kind.toLowerCase() === kind.toLowerCase());
  const names = new Map(same.map((it) => [`${it.namespace}/${it.name}`, nodeName(it)]));
  const near = names.get(nearest(`${namespace}/${name}`, names.keys()) ?? "");
  const next =
    near === undefined
      ? "flightpath graph --format text shows those that there are."
      : `Did you mean ${near}?`;
  throw new CannotRun(`There is no ${nodeName(focus)} in the graph. ${next}`);
}

/** The values of an option as they are written in the graph. Throws `CannotRun` for one that nothing has. */
export function known(
  option: string,
  said: readonly string[],
  there: readonly string[],
): readonly string[] {
  const all = [...new Set(there)].filter((it) => it !== "").sort();
  return said.map((it) => {
    const found = all.find((one) => one.toLowerCase() === it.toLowerCase());
    if (found !== undefined) return found;
    const list = all.length === 0 ? "none" : all.join(", ");
    throw new CannotRun(`Nothing in the graph is of ${option} "${it}". There are: ${list}.`);
  });
}
