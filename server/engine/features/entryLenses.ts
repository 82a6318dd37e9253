import type { LensQuestion } from "../../../protocol/lensPlaces.ts";
import { isKustomizeFile } from "../identity.ts";
import { at as nodeAt, type Path, samePath, startsWith } from "../node.ts";
import { absolute, placeOf, placeOfName } from "../place.ts";
import { renderingsFrom } from "../renderings.ts";
import { type Resource, treeOf } from "../resource.ts";
import { type Place, shifted, spanOf } from "../source.ts";
import { isPatch } from "../standing.ts";
import { writtenOf } from "../targets.ts";
import { type View, viewOf } from "../view.ts";
import type { Referrer, Workspace } from "../workspace.ts";
import { namesMadeBy } from "./bearer.ts";
import { buildsOfFlux } from "./buildsAt.ts";
import {
  changedObjects,
  entriesNaming,
  type PatchEntry,
  patchEntriesOf,
  patchTextOf,
} from "./changedObjects.ts";
import type { CodeLens } from "./codeLens.ts";
import { means } from "./meant.ts";

/** On what changes or makes objects: on each patch how many it changes, on each generator how many use what it makes. */
export function entryLenses(
  workspace: Workspace,
  resource: Resource,
  start: number,
): readonly CodeLens[] {
  const view = viewOf(workspace);
  const lens = (about: LensQuestion["about"], at: Path, title: string): readonly CodeLens[] => {
    const node = nodeAt(treeOf(resource), at);
    if (!node) return [];
    const span = shifted(spanOf(node.span.start, node.span.start), start);
    const { path, group, kind, name, namespace = "" } = resource;
    return [{ span, title, asks: { about, path, group, kind, name, namespace, at } }];
  };
  if (isPatch(resource.path, view)) {
    const count = changedByPatch(view, resource).length;
    return count === 0 ? [] : lens("changed", [], changes(count));
  }
  const patches = patchEntriesOf(resource).flatMap((entry) => {
    const count = changedObjects(view, entry).length;
    if (count > 0) return lens("changed", entry.at, changes(count));
    return isIdle(workspace, view, entry) ? lens("nothing", entry.at, "changes nothing") : [];
  });
  const generators = generatorsOf(resource).flatMap((at) => {
    const count = usersOf(view, resource, at).length;
    return count === 0 ? [] : lens("users", at, `used by ${count}`);
  });
  return [...patches, ...generators];
}

/** Where the objects stand that a lens of these has counted. */
export function entryLensPlaces(
  view: View,
  resource: Resource,
  { about, at = [] }: LensQuestion,
): readonly Place[] {
  if (about === "users") {
    return usersOf(view, resource, at).flatMap((it) => {
      const place = placeOf(it.resource, it.reference.path);
      return absolute(view.file(place.path), place) ?? [];
    });
  }
  const objects =
    at.length === 0
      ? changedByPatch(view, resource)
      : changedObjects(view, { holder: resource, at });
  return objects.flatMap(({ built }) => {
    const written = writtenOf(built);
    const place = written ? placeOfName(written) : placeOf(maker(built), []);
    return absolute(view.file(place.path), place) ?? [];
  });
}

/** The entry of the generator that made it. */
const maker = ({ path, document, at, ...it }: Resource): Resource => {
  const { built: _, ...bare } = it;
  return { ...bare, path, document, at };
};

const changes = (count: number): string =>
  count === 1 ? "changes 1 object" : `changes ${count} objects`;

const changedByPatch = (view: View, patch: Resource) => {
  const found = entriesNaming(view, patch).flatMap((it) => changedObjects(view, it));
  const seen = new Set<string>();
  return found.filter(({ name, built }) => {
    const key = `${built.path} ${name}`;
    return !seen.has(key) && seen.add(key);
  });
};

/** Does it surely change nothing? What it deletes leaves no trace, and builds that fail tell nothing. */
function isIdle(workspace: Workspace, view: View, entry: PatchEntry): boolean {
  const { holder } = entry;
  if (patchTextOf(view, entry).includes("$patch")) return false;
  const builds = isKustomizeFile(holder)
    ? renderingsFrom(workspace, holder.path)
    : buildsOfFlux(workspace, holder);
  const facts = builds.map((it) => workspace.built.renderings.get(it.id));
  return facts.length > 0 && facts.every((it) => it?.complete && !it.error);
}

const GENERATORS = ["configMapGenerator", "secretGenerator"] as const;

function generatorsOf(resource: Resource): readonly Path[] {
  if (!isKustomizeFile(resource)) return [];
  const entries = namesMadeBy(resource).map(({ at }) => at.slice(0, 2));
  return entries.filter(
    (it, index) =>
      GENERATORS.some((field) => field === it[0]) &&
      entries.findIndex((other) => samePath(it, other)) === index,
  );
}

function usersOf(view: View, resource: Resource, at: Path): readonly Referrer[] {
  const bearers = namesMadeBy(resource).filter((it) => startsWith(it.at, at));
  return bearers.flatMap(({ group, kind, name }) =>
    view
      .namersOf(group, kind, name)
      .filter((it) => it.reference.row.target.type === "object" && means(it, bearers, view)),
  );
}
