import type { Change } from "../../edits.ts";
import { get, itemsOf, type Node, type Path } from "../../node.ts";
import type { Resource } from "../../resource.ts";
import type { Taken } from "./taken.ts";

const STRATEGIC = "patchesStrategicMerge";
const JSON_6902 = "patchesJson6902";

/**
 * Both old lists of patches of a mapping, as `patches`: strategic merges first, behind those that are there.
 * `undefined` where there are none. flux.md §1.3
 */
export function foldedPatches(
  resource: Resource,
  node: Node | undefined,
  place: Path,
): Taken | undefined {
  const old = [STRATEGIC, JSON_6902].filter((it) => get(node, it));
  const [first] = old;
  if (first === undefined) return undefined;
  const says = `${old.join(" and ")} become${old.length === 1 ? "s" : ""} patches`;
  const items = [
    ...itemsOf(get(node, STRATEGIC)).map((it) => itemOf(linesOf(resource, it), [])),
    ...itemsOf(get(node, JSON_6902)).map((it) =>
      itemOf(linesOf(resource, get(it, "patch")), linesOf(resource, get(it, "target"))),
    ),
  ];
  const isBlock = old.every((it) => isBlockList(get(node, it)));
  if (items.includes(undefined) || !isBlock) return { changes: undefined, says };
  const text = items.flatMap((it) => it ?? []).join("\n");
  const removed = (names: readonly string[]): readonly Change[] =>
    names.map((it) => ({ type: "remove", resource, at: [...place, it] }));
  const at = [...place, first];
  const changes: readonly Change[] = get(node, "patches")
    ? [...removed(old), { type: "insert", resource, at: [...place, "patches"], text }]
    : [
        { type: "replace", resource, at, on: "key", text: "patches" },
        { type: "replace", resource, at, on: "value", text, raw: true },
        ...removed(old.slice(1)),
      ];
  return { changes, says };
}

const isBlockList = (node: Node | undefined): boolean => node?.kind === "sequence" && !node.flow;

/** An item of `patches`: the patch as text, then its target. */
function itemOf(
  patch: readonly string[] | undefined,
  target: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!patch || !target || patch.length === 0) return undefined;
  const below = (lines: readonly string[]) => lines.map((it) => (it === "" ? "" : `    ${it}`));
  return [
    "- patch: |",
    ...below(patch),
    ...(target.length > 1
      ? ["  target:", ...below(target)]
      : target.map((it) => `  target: ${it}`)),
  ];
}

/** The text of a collection, from its first column on. Aliases would lead nowhere once it is text of its own. */
function linesOf(
  { document: { text } }: Resource,
  node: Node | undefined,
): readonly string[] | undefined {
  if (node?.kind !== "mapping" && node?.kind !== "sequence") return undefined;
  const { start, end } = node.span;
  const indent = start - (text.lastIndexOf("\n", start - 1) + 1);
  const lines = text.slice(start, end).split(/\r?\n/);
  const isAlone = lines.slice(1).every((line) => line.slice(0, indent).trim() === "");
  if (!isAlone || hasAliases(node)) return undefined;
  return lines.map((line, index) => (index === 0 ? line : line.slice(indent)).trimEnd());
}

function hasAliases(node: Node | undefined): boolean {
  if (!node) return false;
  if (node.kind === "alias" || node.anchor !== undefined) return true;
  if (node.kind === "sequence") return node.items.some(hasAliases);
  return node.kind === "mapping" && node.entries.some(({ value }) => hasAliases(value));
}
