import { at, type Node, samePath, textOf } from "../node.ts";
import type { StepKind } from "../origin.ts";
import { type Resource, treeOf } from "../resource.ts";
import { isPatch } from "../standing.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { type Bearer, isMade, namesMadeBy } from "./bearer.ts";
import { inlinePatchesOf } from "./inlinePatches.ts";
import { holdersOf, type Mention, mentionOf, writtenHere } from "./mentions.ts";
import { isSelection, selectorsOf, selects } from "./selectors.ts";

/**
 * A name that builds make of a written one: `prefix`, the written name, `suffix`. The hash in a suffix is one of the
 * contents alone, so it stays when the name changes.
 */
export interface BuiltName {
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** All names that an object gets on its way through builds, other than the written one. */
export function builtNamesOf(bearers: readonly Bearer[], view: View): readonly BuiltName[] {
  const names = new Map<string, BuiltName>();
  for (const bearer of bearers) {
    for (const built of builtOf(bearer, view)) {
      for (const it of levelsOf(at(treeOf(built), ["metadata", "name"]), bearer.name)) {
        if (it.name !== bearer.name) names.set(it.name, it);
      }
    }
  }
  return [...names.values()];
}

/** What builds make of it. */
export function builtOf(bearer: Bearer, view: View): readonly Resource[] {
  const { resource } = bearer;
  if (!isMade(bearer)) return view.builtFrom(resource);
  return view.builtFrom({ ...resource, at: [...resource.at, ...bearer.at.slice(0, 2)] });
}

const AFFIXING: ReadonlySet<StepKind> = new Set([
  "PrefixTransformer",
  "SuffixTransformer",
  "HashTransformer",
]);

/** From the inside out; none where something else has given the object its name. */
function levelsOf(node: Node | undefined, written: string): readonly BuiltName[] {
  const nodes: Node[] = [];
  for (let it = node; it; it = it.from?.before) {
    const { before, step } = it.from ?? {};
    // A patch that finds the object by its name writes that name once more.
    if (!before || !isSameText(it, before)) nodes.unshift(it);
    if (before && !isSameText(it, before) && !(step && AFFIXING.has(step.by))) break;
  }
  const [first, ...rest] = nodes;
  if (first?.kind !== "scalar" || first.text !== written) return [];
  let level: BuiltName = { name: written, prefix: "", suffix: "" };
  return rest.flatMap((it) => {
    const by = it.from?.step?.by;
    if (it.kind !== "scalar") return [];
    const { length } = it.text;
    const more = length - level.name.length;
    level =
      by === "PrefixTransformer"
        ? { ...level, name: it.text, prefix: it.text.slice(0, more) + level.prefix }
        : { ...level, name: it.text, suffix: level.suffix + it.text.slice(length - more) };
    return [level];
  });
}

const isSameText = (a: Node, b: Node): boolean =>
  a.kind === "scalar" && b.kind === "scalar" && a.text === b.text;

/** Who names the object by one of these names, in what some build takes up. */
export function referrersByBuiltName(
  bearers: readonly Bearer[],
  { name }: BuiltName,
  view: View,
): readonly Referrer[] {
  const [first] = bearers;
  if (!first) return [];
  const built = new Set(bearers.flatMap((it) => builtOf(it, view)));
  return view
    .namersOf(first.group, first.kind, name)
    .filter((it) => !isSelection(it) && meantInBuilds(it, view).some((found) => built.has(found)));
}

/** The built objects that a written reference leads to, in all builds. */
export function meantInBuilds({ resource, reference }: Referrer, view: View): readonly Resource[] {
  return view.builtFrom(resource).flatMap((it) => {
    const same = it.references.find(
      (other) => other.row === reference.row && samePath(other.path, reference.path),
    );
    const found = same && resolve(view, it, same);
    return found?.type === "objects" ? found.resources : [];
  });
}

/** The places that name the object by that name: references, patches, targets and generators that add to it. */
export function mentionsByBuiltName(
  bearers: readonly Bearer[],
  builtName: BuiltName,
  view: View,
): readonly Mention[] {
  const [first] = bearers;
  if (!first) return [];
  const { group, kind } = first;
  const { name } = builtName;
  const holders = holdersOf(bearers, view);
  const isHeld = (it: Resource) => view.listersOf(it.path).some((by) => holders.has(by.resource));
  const patches = view
    .named(group, kind, name)
    .filter((it) => isPatch(it.path, view) && isHeld(it))
    .flatMap((it) => mentionOf("patch", it, ["metadata", "name"], view));
  const references = referrersByBuiltName(bearers, builtName, view)
    .filter((it) => it.reference.row.target.type === "object")
    .flatMap((it) =>
      mentionOf("reference", it.resource, it.reference.path, view).map((found) => ({
        ...found,
        referrer: it,
      })),
    );
  const own = [...holders].flatMap((holder): readonly Mention[] => [
    ...inlinePatchesOf(holder, view)
      .filter(
        ({ identity }) =>
          identity.group === group && identity.kind === kind && identity.name === name,
      )
      .map((it): Mention => ({ is: "patch", holder, written: writtenHere(holder, it.name) })),
    ...selectorsOf(holder)
      .filter((it) => it.name === name && selects(it, { group, kind, name }))
      .flatMap((it) => mentionOf("selector", holder, it.path, view)),
    ...additionsOf(holder, { group, kind, name }, view),
  ]);
  return [...references, ...patches, ...own];
}

/** Entries of generators that add to an object of that name, or replace what is in it. */
export function additionsOf(
  holder: Resource,
  { group, kind, name }: Pick<Bearer, "group" | "kind" | "name">,
  view: View,
): readonly Mention[] {
  return namesMadeBy(holder)
    .filter((it) => it.group === group && it.kind === kind && it.name === name)
    .filter((it) =>
      /^(merge|replace)$/.test(
        textOf(at(treeOf(holder), [...it.at.slice(0, -1), "behavior"])) ?? "",
      ),
    )
    .flatMap((it) => mentionOf("declaration", holder, it.at, view));
}
