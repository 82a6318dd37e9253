import { isKustomizeFile } from "../identity.ts";
import type { Path, Scalar } from "../node.ts";
import { dirname } from "../path.ts";
import { kustomizationsIn } from "../reach.ts";
import type { Resource } from "../resource.ts";
import { isPatch } from "../standing.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { objectKey, type Referrer } from "../workspace.ts";
import { type Written, writtenAt } from "../written.ts";
import { type Bearer, includes, ownName } from "./bearer.ts";
import { buildersOf } from "./builders.ts";
import { inlinePatchesOf } from "./inlinePatches.ts";
import { means, sameObject } from "./meant.ts";
import { isSelection, selectorsOf, selects } from "./selectors.ts";
import type { NamedObject } from "./subject.ts";

/** One place in which an object is named. */
export interface Mention {
  /** `declaration`: its own name; `patch`: the name in what patches it; `selector`: a target; `reference`: the rest. */
  readonly is: "declaration" | "patch" | "selector" | "reference";
  /** Whose text it is. */
  readonly holder: Resource;
  readonly written: Written;
  /** For a reference: which. */
  readonly referrer?: Referrer;
}

/**
 * All places in which these, which are one and the same object, are named. Only documents that do so are parsed.
 * `within`: those of one file alone.
 */
export function mentionsOf(
  bearers: readonly Bearer[],
  view: View,
  within?: string,
): readonly Mention[] {
  const [first] = bearers;
  if (!first) return [];
  const out: Mention[] = [...declarationsOf(bearers, view, within)];
  for (const referrer of view.namersOf(first.group, first.kind, first.name)) {
    if (within !== undefined && referrer.resource.path !== within) continue;
    if (isSelection(referrer) || !means(referrer, bearers, view)) continue;
    out.push(...referenceMention(referrer, view));
  }
  return out;
}

/** The places in which the objects themselves and what patches them say the name. */
export function declarationsOf(
  bearers: readonly Bearer[],
  view: View,
  within?: string,
): readonly Mention[] {
  const [first] = bearers;
  if (!first) return [];
  const isAsked = (it: Resource) => within === undefined || it.path === within;
  const out: Mention[] = [];
  for (const it of bearers) {
    if (isAsked(it.resource)) out.push(...mentionOf("declaration", it.resource, it.at, view));
  }
  for (const it of view.named(first.group, first.kind, first.name)) {
    if (!isAsked(it) || !isPatch(it.path, view)) continue;
    if (sameObject(ownName(it), view).some((object) => includes(bearers, object))) {
      out.push(...mentionOf("patch", it, ["metadata", "name"], view));
    }
  }
  for (const holder of holdersOf(bearers, view)) {
    if (!isAsked(holder)) continue;
    out.push(...inlineMentions(holder, first, view), ...selectorMentions(holder, first, view));
  }
  return out;
}

/** Who names one of these, of whatever names; or, where nothing here bears the name, who names something like it. */
export function mentionsOfSubject(
  { identity }: NamedObject,
  bearers: readonly Bearer[],
  view: View,
  within?: string,
): readonly Mention[] {
  if (bearers.length === 0) return strangersOf(identity, view, within);
  const groups = new Map<string, Bearer[]>();
  for (const it of bearers) {
    const key = objectKey(it.group, it.kind, it.name);
    groups.set(key, [...(groups.get(key) ?? []), it]);
  }
  return [...groups.values()].flatMap((group) => mentionsOf(group, view, within));
}

/** Everybody who names an object of that kind and name which nothing here declares. */
function strangersOf(
  { group, kind, name }: Pick<Resource, "group" | "kind" | "name">,
  view: View,
  within?: string,
): readonly Mention[] {
  return view
    .namersOf(group, kind, name)
    .filter((it) => within === undefined || it.resource.path === within)
    .flatMap((it) => referenceMention(it, view));
}

/** The kustomizations that build one of them, with their Components. */
export function holdersOf(bearers: readonly Bearer[], view: View): ReadonlySet<Resource> {
  const out = new Set<Resource>();
  for (const { resource } of bearers) {
    const path = isKustomizeFile(resource) ? dirname(resource.path) : resource.path;
    const { kustomizations, appliers } = buildersOf(path, view);
    for (const it of [...kustomizations, ...appliers]) out.add(it);
    if (isKustomizeFile(resource)) out.add(resource);
  }
  // A set visits what is added to it on the way, so Components of Components are found, too.
  for (const holder of out) for (const it of componentsOf(holder, view)) out.add(it);
  return out;
}

/** Components work on all that the kustomization builds which names them. */
const componentsOf = (holder: Resource, view: View): readonly Resource[] =>
  holder.references.flatMap((reference) => {
    const { target } = reference.row;
    if (target.type !== "path" || target.to !== "component") return [];
    const found = resolve(view, holder, reference);
    return found.type === "paths" ? found.paths.flatMap((it) => kustomizationsIn(it, view)) : [];
  });

/** One place of a resource, where something is written there. */
export function mentionOf(
  is: Mention["is"],
  holder: Resource,
  at: Path,
  view: View,
): readonly Mention[] {
  const file = view.file(holder.path);
  const written = file && writtenAt(file, holder, at);
  return written ? [{ is, holder, written }] : [];
}

function referenceMention(referrer: Referrer, view: View): readonly Mention[] {
  const { resource, reference } = referrer;
  // A key is found by its object's name, but its own text is another.
  if (reference.row.target.type !== "object") return [];
  return mentionOf("reference", resource, reference.path, view).map((it) => ({ ...it, referrer }));
}

function inlineMentions(holder: Resource, object: Bearer, view: View): readonly Mention[] {
  return inlinePatchesOf(holder, view)
    .filter(({ identity: { group, kind, name } }) => {
      return group === object.group && kind === object.kind && name === object.name;
    })
    .map(({ name }) => ({ is: "patch", holder, written: writtenHere(holder, name) }));
}

/** A scalar of a document without aliases, as an inline patch has it. */
export const writtenHere = (holder: Resource, scalar: Scalar): Written => ({
  path: holder.path,
  document: holder.document,
  scalar,
  alias: undefined,
});

function selectorMentions(holder: Resource, object: Bearer, view: View): readonly Mention[] {
  return selectorsOf(holder)
    .filter((it) => selects(it, object))
    .flatMap((it) => mentionOf("selector", holder, it.path, view));
}
