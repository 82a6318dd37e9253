import { anchorOf } from "../anchors.ts";
import { type Location, locate } from "../locate.ts";
import { entryOf, get, startsWith } from "../node.ts";
import { basename, dirname, join } from "../path.ts";
import { absolute } from "../place.ts";
import type { Reference } from "../references/read.ts";
import { treeOf } from "../resource.ts";
import type { Cursor, Place } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { type Bearer, ownName } from "./bearer.ts";
import { declarationsOfKey } from "./dataKeys.ts";
import { generatedName } from "./generatedNames.ts";
import { namespaceAt } from "./namespaceAt.ts";
import { distinct, placeOfBearer, placesOfPath } from "./places.ts";
import { type Subject, subjectAt } from "./subject.ts";
import { variableHere } from "./variableHere.ts";
import { settingsOf } from "./variablePlaces.ts";

/**
 * Where what is named under the cursor is declared: an object's name, a file, the kustomization file of a folder,
 * a key of a ConfigMap, the anchor of an alias, what sets a variable, the Canary for which Flagger makes an object.
 * Several places where files alone cannot tell.
 */
export function definition(workspace: Workspace, cursor: Cursor): readonly Place[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return [];
  const variable = variableHere(location, view);
  if (variable) {
    const { name, scopes } = variable;
    return distinct(settingsOf(name, scopes).map((it) => absolute(view.file(it.path), it)));
  }
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
      return placesOfKey(subject.key, subject.bearers, view);
  }
}

/** In data, or as a file of a generator; else the literal or the line of an env file that sets it. */
function placesOfKey(key: string, bearers: readonly Bearer[], view: View): readonly Place[] {
  const found = distinct(bearers.map((it) => placeOfKey(it, key, view)));
  if (found.length > 0) return found;
  const written = declarationsOfKey({ key, bearers }, view);
  return distinct(written.map((it) => absolute(view.file(it.path), it)));
}

/** The key in the data of a ConfigMap or Secret, or the file that a generator puts under it; never a value. */
function placeOfKey({ resource, at }: Bearer, key: string, view: View): Place | undefined {
  const { path, document } = resource;
  const root = treeOf(resource);
  for (const field of ["data", "stringData", "binaryData"]) {
    const entry = entryOf(get(root, field), key);
    if (entry) return absolute(view.file(path), { path, document, span: entry.key.span });
  }
  const generator = at.slice(0, -1);
  const source = resource.references.find(
    (it) => startsWith(it.path, [...generator, "files"]) && keyOf(it) === key,
  );
  if (!source) return undefined;
  return placesOfPath(join(dirname(path), source.text), view)[0];
}

/** The key under which a generator puts a file: what is said before `=`, or the name of the file. */
const keyOf = ({ prefix, text }: Reference): string =>
  prefix === "" ? basename(text) : prefix.slice(0, -1);

function otherPlaces(location: Location, view: View): readonly Place[] {
  const { file, document, node } = location;
  if (node?.kind === "alias") {
    const found = anchorOf(file, document, node);
    if (!found) return [];
    const place = { path: file.path, document: found.document, span: found.anchor.span };
    return distinct([absolute(file, place)]);
  }
  const generated = generatedName(location, view)?.canaries ?? [];
  const others = [...namespaceAt(location, view), ...generated];
  return distinct(others.map((it) => placeOfBearer(ownName(it), view)));
}
