import { anchorAt } from "../anchors.ts";
import { type Location, locate } from "../locate.ts";
import { isOpen } from "../references/read.ts";
import { type Cursor, type Place, shifted } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { renameAnchor } from "./renameAnchor.ts";
import { renameObject } from "./renameObject.ts";
import { objectRefusal } from "./renameRefusal.ts";
import { type Refusal, type Renamed, refusal } from "./renameResult.ts";
import { type NamedObject, type Subject, subjectAt, wholeObject } from "./subject.ts";

/** The name that may be changed, and how it reads now. */
export interface Renamable {
  readonly type: "renamable";
  readonly place: Place;
  readonly name: string;
}

/** Is there a name under the cursor that may be changed? */
export function prepareRename(workspace: Workspace, cursor: Cursor): Renamable | Refusal {
  const view = viewOf(workspace);
  const found = renamedAt(workspace, cursor, view);
  if (found.type === "refusal") return found;
  const { location } = found;
  const why = found.type === "object" ? objectRefusal(found.subject, view) : undefined;
  if (why) return why;
  const { span } = found.type === "object" ? found.subject : found.word;
  const { name } = found.type === "object" ? found.subject.identity : found.word;
  const place = { path: cursor.path, span: shifted(span, location.start) };
  return { type: "renamable", place, name };
}

/**
 * Changes a name in every file: where it is declared, in everything that patches it or picks it by name, and in every
 * reference. Refuses what would change the meaning of anything else.
 */
export function rename(workspace: Workspace, cursor: Cursor, to: string): Renamed | Refusal {
  const view = viewOf(workspace);
  const found = renamedAt(workspace, cursor, view);
  if (found.type === "refusal") return found;
  if (found.type === "anchor") return renameAnchor(found.location, to);
  return objectRefusal(found.subject, view) ?? renameObject(found.subject, to, view);
}

type Found =
  | { readonly type: "object"; readonly location: Location; readonly subject: NamedObject }
  | {
      readonly type: "anchor";
      readonly location: Location;
      readonly word: { readonly span: Place["span"]; readonly name: string };
    }
  | Refusal;

const NOTHING = "Nothing here has a name that could be changed.";

function renamedAt(workspace: Workspace, cursor: Cursor, view: View): Found {
  const location = locate(workspace, cursor);
  if (!location) return refusal(NOTHING);
  const subject = subjectAt(location, view);
  if (subject?.type === "object") {
    return {
      type: "object",
      location,
      subject: { ...subject, bearers: wholeObject(subject, view) },
    };
  }
  if (subject) return refusal(reasonOf(subject));
  const anchor = anchorAt(location);
  if (anchor) return { type: "anchor", location, word: wordAt(location, anchor.anchor) };
  const { node } = location;
  if (node?.kind === "scalar" && isOpen(node.text)) {
    return refusal("What a variable is called is not changed from here.");
  }
  return refusal(NOTHING);
}

function reasonOf(subject: Exclude<Subject, NamedObject>): string {
  return subject.type === "path"
    ? "This is a path: rename or move the file or folder itself, and every path to it follows."
    : `Key "${subject.key}" is not renamed from here, because programs may read it as well.`;
}

/** The name of an anchor: at the anchor itself, or behind the asterisk of an alias. */
function wordAt(
  { node }: Location,
  anchor: { readonly span: Place["span"]; readonly name: string },
) {
  if (node?.kind !== "alias") return anchor;
  return { span: { start: node.span.start + 1, end: node.span.end }, name: node.name };
}
