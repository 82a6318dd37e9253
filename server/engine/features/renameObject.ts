import { nameOf } from "../identity.ts";
import { get, itemsOf, textOf } from "../node.ts";
import type { StepKind } from "../origin.ts";
import { basename, dirname, join } from "../path.ts";
import { type Resource, resourcesOf, treeOf } from "../resource.ts";
import type { Edit } from "../source.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { type Bearer, boundTo, includes, isMade } from "./bearer.ts";
import { objectsBuiltBy } from "./built.ts";
import {
  additionsOf,
  builtNamesOf,
  builtOf,
  meantInBuilds,
  mentionsByBuiltName,
} from "./builtNames.ts";
import { markerPlaces } from "./imageMarkers.ts";
import { bearersMeant, mayMeet, means, sameObject } from "./meant.ts";
import { holdersOf, type Mention, mentionsOf } from "./mentions.ts";
import { nameEdits } from "./nameEdits.ts";
import { nameFault } from "./nameRules.ts";
import { isBootstrap } from "./renameRefusal.ts";
import { type Refusal, type Renamed, refusal } from "./renameResult.ts";
import { rewrittenNames } from "./rewrittenNames.ts";
import { isSelection, type Selector, selectorsOf, selects } from "./selectors.ts";
import type { NamedObject } from "./subject.ts";
import { wordEdits } from "./wordEdits.ts";

/** Renames an object of which `objectRefusal` has nothing to say. */
export function renameObject(subject: NamedObject, to: string, view: View): Renamed | Refusal {
  const { group, kind, name } = subject.identity;
  if (to === name) return { type: "edits", edits: [] };
  const fault = nameFault(group, kind, to) ?? taken(subject.bearers, to, view);
  if (fault !== undefined) return refusal(fault);
  const mentions: Mention[] = [];
  for (const bearers of [subject.bearers, ...boundGroups(subject.bearers, view)]) {
    const reason = shared(bearers, view) ?? lostTarget(bearers, to, view);
    if (reason !== undefined) return refusal(reason);
    // A pattern that still fits stays.
    mentions.push(...mentionsOf(bearers, view).filter((it) => it.written.scalar.text === name));
  }
  const reason = unwritten(subject.bearers, mentions) ?? untouchable(mentions);
  if (reason !== undefined) return refusal(reason);
  const others = builtNamesOf(subject.bearers, view).map((it) => ({
    name: it.name,
    to: it.prefix + to + it.suffix,
    mentions: mentionsByBuiltName(subject.bearers, it, view),
  }));
  const additions = [...holdersOf(subject.bearers, view)].flatMap((holder) =>
    subject.bearers.flatMap((it) => additionsOf(holder, it, view)),
  );
  const hidden = hiddenPick(subject.bearers, view);
  if (hidden !== undefined) return refusal(hidden);
  for (const { mentions: named, to: after } of others) {
    const why =
      untouchable(named) ??
      sharedInBuilds(subject.bearers, named, view) ??
      takenInBuilds(subject.bearers, after, view);
    if (why !== undefined) return refusal(why);
  }
  const rewritten = rewrittenNames(subject.bearers, view);
  const rewrites = [{ name, to }, ...others].flatMap((it) =>
    wordEdits(
      rewritten.filter(({ text }) => text === it.name),
      it.to,
      view,
    ),
  );
  const known = nameEdits([...mentions, ...additions], to, view);
  const edits = [...known];
  for (const it of [
    ...others.flatMap((other) => nameEdits(other.mentions, other.to, view)),
    ...rewrites,
  ]) {
    if (!isIn(it, edits)) edits.push(it);
  }
  const markers = markerPlaces(subject.bearers, view).map((place) => ({ place, text: to }));
  return { type: "edits", edits: [...edits, ...markers] };
}

const isIn = (edit: Edit, edits: readonly Edit[]): boolean =>
  edits.some(
    ({ place }) => place.path === edit.place.path && place.span.start === edit.place.span.start,
  );

/** Configurations of transformers, and files of replacements, pick objects by name and are not followed. */
function hiddenPick(bearers: readonly Bearer[], view: View): string | undefined {
  for (const bearer of bearers) {
    for (const built of builtOf(bearer, view)) {
      const step = (built.built?.steps ?? []).find(
        ({ by, place: { document, path } }) =>
          PICKING.has(by) && resourcesOf(document, path)[0]?.kind.endsWith("Transformer"),
      );
      if (step) {
        return `${step.place.path} configures a transformer that changes this object by its name, which is not followed.`;
      }
    }
    for (const holder of holdersOf([bearer], view)) {
      const file = replacementFiles(holder)
        .map((it) => view.file(join(dirname(holder.path), it)))
        .find((it) => it?.text?.includes(bearer.name));
      if (file) return `${file.path} may pick this object by its name, which is not followed.`;
    }
  }
  return undefined;
}

const PICKING: ReadonlySet<StepKind> = new Set([
  "PatchStrategicMergeTransformer",
  "PatchTransformer",
  "PatchJson6902Transformer",
  "ReplicaCountTransformer",
  "ReplacementTransformer",
]);

const replacementFiles = (holder: Resource): readonly string[] =>
  itemsOf(get(treeOf(holder), "replacements")).flatMap((it) => textOf(get(it, "path")) ?? []);

/** A reference that in another build means another object. */
function sharedInBuilds(
  bearers: readonly Bearer[],
  mentions: readonly Mention[],
  view: View,
): string | undefined {
  const own = new Set(bearers.flatMap((it) => builtOf(it, view)));
  for (const { holder, referrer } of mentions) {
    const other = referrer && meantInBuilds(referrer, view).find((it) => !own.has(it));
    if (other) {
      return `${nameOf(holder)} in ${holder.path} means another ${nameOf(other)}, that of ${other.path}, as well.`;
    }
  }
  return undefined;
}

/** Another object that some build already gives the name which this one would get. */
function takenInBuilds(bearers: readonly Bearer[], to: string, view: View): string | undefined {
  for (const bearer of bearers) {
    for (const { namespace, built } of builtOf(bearer, view)) {
      const other = view
        .builtNamed(bearer.group, bearer.kind, to)
        .find(
          (it) =>
            it.namespace === namespace && it.built?.rendering.cluster === built?.rendering.cluster,
        );
      if (other) return `There is a ${nameOf(other)} already, in ${other.path}.`;
    }
  }
  return undefined;
}

/** What is renamed along, one group per object. */
function boundGroups(bearers: readonly Bearer[], view: View): readonly (readonly Bearer[])[] {
  const groups: (readonly Bearer[])[] = [];
  for (const it of boundTo(bearers)) {
    if (!groups.some((group) => includes(group, it))) groups.push(sameObject(it, view));
  }
  return groups;
}

/** Another object of the new name, where this one is going. */
function taken(bearers: readonly Bearer[], to: string, view: View): string | undefined {
  for (const { group, kind, resource } of bearers) {
    const other = view.named(group, kind, to).find((it) => mayMeet(it, resource, view));
    if (other) return `There is a ${nameOf(other)} already, in ${other.path}.`;
  }
  return undefined;
}

/** Somebody who may mean this object as well as another of its name. */
function shared(bearers: readonly Bearer[], view: View): string | undefined {
  const [first] = bearers;
  if (!first) return undefined;
  const referrers = view.namersOf(first.group, first.kind, first.name);
  const isShared = (it: Referrer) =>
    !isSelection(it) &&
    means(it, bearers, view) &&
    bearersMeant(it, view).some((bearer) => !includes(bearers, bearer));
  const found = referrers.find(isShared);
  if (!found) return undefined;
  const other = bearersMeant(found, view).find((it) => !includes(bearers, it));
  return `${nameOf(found.resource)} in ${found.resource.path} may mean another ${first.kind} "${first.name}", that of ${other?.resource.path}, as well.`;
}

/** A target that picks the object by a pattern which does not fit the new name, or picks others by the same name. */
function lostTarget(bearers: readonly Bearer[], to: string, view: View): string | undefined {
  const [first] = bearers;
  if (!first) return undefined;
  for (const holder of holdersOf(bearers, view)) {
    for (const selector of selectorsOf(holder).filter((it) => selects(it, first))) {
      const { name } = selector;
      if (name !== first.name && !selects(selector, { ...first, name: to })) {
        return `The pattern "${name}" in ${holder.path} picks this object and would not pick "${to}".`;
      }
      const other = name === first.name && otherPicked(selector, bearers, view);
      if (other) {
        return `The target "${name}" in ${holder.path} picks ${nameOf(other.resource)} as well; give it a kind first.`;
      }
    }
  }
  return undefined;
}

function otherPicked(
  selector: Selector,
  bearers: readonly Bearer[],
  view: View,
): Bearer | undefined {
  const { kinds = [] } = selector;
  if (kinds.length === 1 && /^\w+$/.test(kinds[0] ?? "")) return undefined;
  return objectsBuiltBy(selector.holder, view).find(
    (it) => selects(selector, it) && !includes(bearers, it),
  );
}

/** What is made under a name that stands nowhere. */
function unwritten(bearers: readonly Bearer[], mentions: readonly Mention[]): string | undefined {
  const lost = bearers.find(
    (bearer) =>
      !mentions.some(
        (it) =>
          it.is === "declaration" &&
          it.holder === bearer.resource &&
          it.written.scalar.text === bearer.name,
      ),
  );
  if (!lost) return undefined;
  const by = isMade(lost) ? ` by ${nameOf(lost.resource)}` : "";
  return `${lost.kind} "${lost.name}" is named${by} in ${basename(lost.resource.path)} in a way that cannot be changed from here.`;
}

/** A file in the way that somebody else writes or seals. */
function untouchable(mentions: readonly Mention[]): string | undefined {
  for (const { holder } of mentions) {
    if (isBootstrap(holder)) {
      return `${holder.path} names it too, and is written by flux bootstrap, which would restore the old name.`;
    }
    if (holder.sealed) {
      return `${holder.path} names it too, and is encrypted by SOPS; its signature covers the name.`;
    }
  }
  return undefined;
}
