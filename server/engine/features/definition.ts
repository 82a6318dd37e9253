import { anchorOf } from "../anchors.ts";
import { type Location, locate } from "../locate.ts";
import { at, entryOf } from "../node.ts";
import { absolute } from "../place.ts";
import { treeOf } from "../resource.ts";
import type { Cursor, Place } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { type Bearer, ownName } from "./bearer.ts";
import { namespaceAt } from "./namespaceAt.ts";
import { distinct, placeOfBearer, placesOfPath } from "./places.ts";
import { type Subject, subjectAt } from "./subject.ts";

/**
 * Where what is named under the cursor is declared: an object's name, a file, the kustomization file of a folder,
 * a key of a ConfigMap, the anchor of an alias. Several places where files alone cannot tell.
 */
export function definition(workspace: Workspace, cursor: Cursor): readonly Place[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return [];
  const subject = subjectAt(location, view);
  const found = subject ? placesOf(subject, view) : [];
  return found.length > 0 ? found : otherPlaces(location, view);
}

function placesOf(subject: Subject, view: View): readonly Place[] {
  switch (subject.type) {
    case "object":
      return distinct(subject.bearers.map((it) => placeOfBearer(it, view)));
    case "path":
      return distinct(subject.paths.flatMap((it) => placesOfPath(it, view)));
    case "key":
      return distinct(subject.bearers.map((it) => placeOfKey(it, subject.key, view)));
  }
}

/** The key in the data of a ConfigMap or Secret; never its value. */
function placeOfKey({ resource }: Bearer, key: string, view: View): Place | undefined {
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
  return distinct(namespaceAt(location, view).map((it) => placeOfBearer(ownName(it), view)));
}
