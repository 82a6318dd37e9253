import { aliasesOf, anchorAt } from "../anchors.ts";
import { type Location, locate } from "../locate.ts";
import { dirname } from "../path.ts";
import { absolute, placeOf } from "../place.ts";
import { appliersOf } from "../reach.ts";
import type { Resource } from "../resource.ts";
import type { Cursor, Place } from "../source.ts";
import { kustomizationFilesIn, resolve } from "../targets.ts";
import { type View, viewOf } from "../view.ts";
import type { Referrer, Workspace } from "../workspace.ts";
import { markerPlaces } from "./imageMarkers.ts";
import { mentionsOfSubject } from "./mentions.ts";
import { distinct, placeOfMention } from "./places.ts";
import { type NamedObject, type Subject, subjectAt, wholeObject } from "./subject.ts";

/** Everybody who names what is named under the cursor; on request with the places that declare it. */
export function references(
  workspace: Workspace,
  cursor: Cursor,
  withDeclaration: boolean,
): readonly Place[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return [];
  const subject = subjectAt(location, view);
  if (!subject) return anchorPlaces(location, withDeclaration);
  return distinct(placesOf(subject, view, withDeclaration));
}

function placesOf(
  subject: Subject,
  view: View,
  withDeclaration: boolean,
): readonly (Place | undefined)[] {
  switch (subject.type) {
    case "object":
      return objectPlaces(subject, view, withDeclaration);
    case "path":
      return subject.paths.flatMap((path) => pathPlaces(path, view));
    case "key":
      return subject.bearers.flatMap(({ group, kind, name }) =>
        view
          .namersOf(group, kind, name)
          .filter(
            (it) => it.reference.row.target.type === "key" && it.reference.text === subject.key,
          )
          .map((it) => placeOfReferrer(it, view)),
      );
  }
}

function objectPlaces(
  subject: NamedObject,
  view: View,
  withDeclaration: boolean,
): readonly (Place | undefined)[] {
  const bearers = wholeObject(subject, view);
  const places = mentionsOfSubject(subject, bearers, view)
    .filter((it) => withDeclaration || it.is !== "declaration")
    .map((it) => placeOfMention(it, view));
  return [...places, ...markerPlaces(bearers, view)];
}

/** Who lists a file or folder: kustomization files, and Flux Kustomizations that apply the folder. */
function pathPlaces(path: string, view: View): readonly (Place | undefined)[] {
  const isHead = kustomizationFilesIn(view, dirname(path)).includes(path);
  const paths = isHead ? [path, dirname(path)] : [path];
  const listers = paths.flatMap((it) => view.listersOf(it));
  const appliers = paths.flatMap((it) => appliersOf(it, view)).flatMap(appliedPaths);
  const named = appliers.filter(({ resource, reference }) => {
    const resolution = resolve(view, resource, reference);
    return resolution.type === "paths" && resolution.paths.some((it) => paths.includes(it));
  });
  return [...listers, ...named].map((it) => placeOfReferrer(it, view));
}

const appliedPaths = (resource: Resource): readonly Referrer[] =>
  resource.references
    .filter(({ row: { target } }) => target.type === "path" && target.base === "source")
    .map((reference) => ({ resource, reference }));

function placeOfReferrer({ resource, reference }: Referrer, view: View): Place | undefined {
  return absolute(view.file(resource.path), placeOf(resource, reference.path));
}

/** An anchor and its aliases. */
function anchorPlaces(location: Location, withDeclaration: boolean): readonly Place[] {
  const { file } = location;
  const anchor = anchorAt(location);
  if (!anchor) return [];
  const aliases = aliasesOf(file, anchor).map(({ document, alias }) =>
    absolute(file, { path: file.path, document, span: alias.span }),
  );
  const { document } = anchor;
  const own = absolute(file, { path: file.path, document, span: anchor.anchor.span });
  return distinct(withDeclaration ? [own, ...aliases] : aliases);
}
