import { anchorOf } from "../anchors.ts";
import { type Location, locate } from "../locate.ts";
import { at, entryOf } from "../node.ts";
import { absolute } from "../place.ts";
import { type Resource, treeOf } from "../resource.ts";
import { type Cursor, type Place, shifted } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { namespaceAt } from "./namespaceAt.ts";
import { distinct, placeOfName, placesOfPath } from "./places.ts";
import { type Subject, subjectAt } from "./subject.ts";

/** What a word leads to. */
export interface Definition {
  /** The whole word or path under the cursor. */
  readonly origin: Place;
  readonly places: readonly Place[];
}

/**
 * Where what is named under the cursor is declared: an object's name, a file, the kustomization file of a folder,
 * a key of a ConfigMap, the anchor of an alias. Several places where files alone cannot tell.
 */
export function definition(workspace: Workspace, cursor: Cursor): Definition | undefined {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return undefined;
  const subject = subjectAt(location, view);
  const span = subject?.span ?? location.node?.span;
  if (!span) return undefined;
  const found = subject ? placesOf(subject, view) : [];
  const places = found.length > 0 ? found : otherPlaces(location, view);
  const origin = { path: cursor.path, span: shifted(span, location.start) };
  return places.length > 0 ? { origin, places } : undefined;
}

function placesOf(subject: Subject, view: View): readonly Place[] {
  switch (subject.type) {
    case "object":
      return distinct(subject.objects.map((it) => placeOfName(it, view)));
    case "path":
      return distinct(subject.paths.flatMap((it) => placesOfPath(it, view)));
    case "key":
      return distinct(subject.objects.map((it) => placeOfKey(it, subject.key, view)));
  }
}

/** The key in the data of a ConfigMap or Secret; never its value. */
function placeOfKey(resource: Resource, key: string, view: View): Place | undefined {
  const root = treeOf(resource);
  for (const field of ["data", "stringData", "binaryData"]) {
    const entry = entryOf(at(root, [field]), key);
    const { path, document } = resource;
    if (entry) return absolute(view.file(path), { path, document, span: entry.key.span });
  }
  return undefined;
}

function otherPlaces(location: Location, view: View): readonly Place[] {
  const { file, document, node } = location;
  if (node?.kind === "alias") {
    const found = anchorOf(file, document, node);
    if (!found) return [];
    const place = { path: file.path, document: found.document, span: found.anchor.span };
    return distinct([absolute(file, place)]);
  }
  return distinct(namespaceAt(location, view).map((it) => placeOfName(it, view)));
}
