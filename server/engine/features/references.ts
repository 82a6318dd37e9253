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
import { builtNamesOf, mentionsByBuiltName } from "./builtNames.ts";
import { dataKeyHere, referrersOfKey } from "./dataKeys.ts";
import { markerPlaces } from "./imageMarkers.ts";
import { mentionsOfSubject } from "./mentions.ts";
import { distinct, placeOfMention } from "./places.ts";
import { type NamedObject, type Subject, subjectAt, wholeObject } from "./subject.ts";
import { type VariableHere, variableHere } from "./variableHere.ts";
import { placeOfUse, settingsOf, usesOf } from "./variablePlaces.ts";

/** Everybody who names what is named under the cursor; on request with the places that declare it. */
export function references(
  workspace: Workspace,
  cursor: Cursor,
  withDeclaration: boolean,
): readonly Place[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return [];
  const variable = variableHere(location, view);
  if (variable) return variablePlaces(variable, location, view, withDeclaration);
  const subject = subjectAt(location, view);
  if (!subject) return anchorPlaces(location, withDeclaration);
  return distinct(placesOf(subject, view, withDeclaration));
}

/** The uses of a variable; of a key that others name by itself, those too. */
function variablePlaces(
  { name, use, scopes }: VariableHere,
  location: Location,
  view: View,
  withDeclaration: boolean,
): readonly Place[] {
  const settings = withDeclaration
    ? settingsOf(name, scopes).map((it) => absolute(view.file(it.path), it))
    : [];
  const uses = usesOf(name, scopes, view).map((it) => placeOfUse(it, view));
  const key = use ? undefined : dataKeyHere(location, view);
  const named = key ? referrersOfKey(key, view).ofKey.map((it) => placeOfReferrer(it, view)) : [];
  return distinct([...settings, ...uses, ...named]);
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
  const built = builtNamesOf(bearers, view)
    .flatMap((it) => mentionsByBuiltName(bearers, it, view))
    .map((it) => placeOfMention(it, view));
  return [...places, ...built, ...markerPlaces(bearers, view)];
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
