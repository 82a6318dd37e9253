import type { Scalar } from "../node.ts";
import type { Resource } from "../resource.ts";
import { isPatch } from "../standing.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { type Written, writtenAt } from "../written.ts";
import { buildersOf } from "./builders.ts";
import { inlinePatchesOf } from "./inlinePatches.ts";
import { objectsMeant, sameObject } from "./meant.ts";
import { namePathOf } from "./namePath.ts";
import { isSelection, selectorsOf, selects } from "./selectors.ts";

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
 * All places in which these objects, which are one and the same, are named. Only documents that do so are parsed.
 * `within`: those of one file alone.
 */
export function mentionsOf(
  objects: readonly Resource[],
  view: View,
  within?: string,
): readonly Mention[] {
  const [first] = objects;
  if (!first) return [];
  const { group, kind, name } = first;
  const out: Mention[] = [...declarationsOf(objects, view, within)];
  for (const referrer of view.namersOf(group, kind, name)) {
    if (within !== undefined && referrer.resource.path !== within) continue;
    if (isSelection(referrer)) continue;
    if (objectsMeant(referrer, view).some((it) => objects.includes(it))) {
      out.push(...referenceMention(referrer, view));
    }
  }
  return out;
}

/** The places in which the objects themselves and what patches them say the name. */
export function declarationsOf(
  objects: readonly Resource[],
  view: View,
  within?: string,
): readonly Mention[] {
  const [first] = objects;
  if (!first) return [];
  const { group, kind, name } = first;
  const isAsked = (it: Resource) => within === undefined || it.path === within;
  const out: Mention[] = [];
  for (const it of objects.filter(isAsked)) out.push(...nameMention("declaration", it, view));
  for (const it of view.named(group, kind, name).filter(isAsked)) {
    if (objects.includes(it) || !isPatch(it.path, view)) continue;
    if (sameObject(it, view).some((object) => objects.includes(object))) {
      out.push(...nameMention("patch", it, view));
    }
  }
  for (const holder of [...holdersOf(objects, view)].filter(isAsked)) {
    out.push(...inlineMentions(holder, first, view), ...selectorMentions(holder, first, view));
  }
  return out;
}

/** Everybody who names an object of that kind and name which nothing here declares. */
export function strangersOf(
  { group, kind, name }: Pick<Resource, "group" | "kind" | "name">,
  view: View,
  within?: string,
): readonly Mention[] {
  return view
    .namersOf(group, kind, name)
    .filter((it) => within === undefined || it.resource.path === within)
    .flatMap((it) => referenceMention(it, view));
}

/** The kustomizations that build one of them. */
export function holdersOf(objects: readonly Resource[], view: View): ReadonlySet<Resource> {
  const out = new Set<Resource>();
  for (const { path } of objects) {
    const { kustomizations, appliers } = buildersOf(path, view);
    for (const it of [...kustomizations, ...appliers]) out.add(it);
  }
  return out;
}

function nameMention(is: Mention["is"], holder: Resource, view: View): readonly Mention[] {
  const file = view.file(holder.path);
  const written = file && writtenAt(file, holder, namePathOf(holder));
  return written ? [{ is, holder, written }] : [];
}

function referenceMention(referrer: Referrer, view: View): readonly Mention[] {
  const { resource: holder, reference } = referrer;
  // A key is found by its object's name, but its own text is another.
  if (reference.row.target.type !== "object") return [];
  const file = view.file(holder.path);
  const written = file && writtenAt(file, holder, reference.path);
  return written ? [{ is: "reference", holder, written, referrer }] : [];
}

function inlineMentions(holder: Resource, object: Resource, view: View): readonly Mention[] {
  return inlinePatchesOf(holder, view)
    .filter(({ identity: { group, kind, name } }) => {
      return group === object.group && kind === object.kind && name === object.name;
    })
    .map(({ name }) => ({ is: "patch", holder, written: writtenHere(holder, name) }));
}

const writtenHere = (holder: Resource, scalar: Scalar): Written => ({
  path: holder.path,
  document: holder.document,
  scalar,
  alias: undefined,
});

function selectorMentions(holder: Resource, object: Resource, view: View): readonly Mention[] {
  const file = view.file(holder.path);
  if (!file) return [];
  return selectorsOf(holder).flatMap((selector) => {
    if (!selects(selector, object)) return [];
    const written = writtenAt(file, holder, selector.path);
    return written ? [{ is: "selector" as const, holder, written }] : [];
  });
}
