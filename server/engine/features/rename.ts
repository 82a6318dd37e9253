import { anchorAt } from "../anchors.ts";
import { type Location, locate } from "../locate.ts";
import { isOpen } from "../references/read.ts";
import { shownMessage } from "../shownMessage.ts";
import { type Cursor, type Place, shifted } from "../source.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { builtNamesOf } from "./builtNames.ts";
import { renameAnchor } from "./renameAnchor.ts";
import { type RenamedWord, renamedWordAt } from "./renamedWord.ts";
import { renameObject } from "./renameObject.ts";
import { objectRefusal } from "./renameRefusal.ts";
import { type Refusal, type Renamed, refusal } from "./renameResult.ts";
import { type NamedObject, subjectAt, wholeObject } from "./subject.ts";

/** The name that may be changed, and how it reads now. */
export interface Renamable {
  readonly type: "renamable";
  readonly place: Place;
  readonly name: string;
}

/** Is there a name under the cursor that may be changed? */
export function prepareRename(workspace: Workspace, cursor: Cursor): Renamable | Refusal {
  return readable(workspace, prepared(workspace, cursor));
}

function prepared(workspace: Workspace, cursor: Cursor): Renamable | Refusal {
  const view = viewOf(workspace);
  const found = renamedAt(workspace, cursor, view);
  if (found.type === "refusal") return found;
  const { location } = found;
  if (found.type === "object") {
    const why = objectRefusal(found.subject, view);
    if (why) return why;
  }
  const reason = found.type === "word" ? found.word.refusal() : undefined;
  if (reason !== undefined) return refusal(reason);
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
  return readable(workspace, renamed(workspace, cursor, to));
}

/** A reason may name files. */
const readable = <T extends { readonly type: string }>(
  workspace: Workspace,
  answer: T | Refusal,
): T | Refusal => (isRefusal(answer) ? refusal(shownMessage(workspace, answer.reason)) : answer);

const isRefusal = (answer: { readonly type: string } | Refusal): answer is Refusal =>
  answer.type === "refusal";

function renamed(workspace: Workspace, cursor: Cursor, to: string): Renamed | Refusal {
  const view = viewOf(workspace);
  const found = renamedAt(workspace, cursor, view);
  if (found.type === "refusal") return found;
  if (found.type === "anchor") return renameAnchor(found.location, to);
  if (found.type === "word") {
    const reason = found.word.refusal();
    return reason === undefined ? found.word.rename(to) : refusal(reason);
  }
  const { subject } = found;
  const why = objectRefusal(subject, view);
  if (why) return why;
  const meant = asWritten(subject, to, view);
  return meant.type === "refusal" ? meant : renameObject(meant.subject, meant.to, view);
}

/** Who renames an object by the name that a build gives it changes the part that is written. */
function asWritten(
  subject: NamedObject,
  to: string,
  view: View,
): { readonly type: "object"; readonly subject: NamedObject; readonly to: string } | Refusal {
  const { identity, bearers } = subject;
  const same = { type: "object", subject, to } as const;
  if (bearers.some((it) => it.name === identity.name)) return same;
  const found = builtNamesOf(bearers, view).find((it) => it.name === identity.name);
  const [first] = bearers;
  if (!found || !first) return same;
  const { prefix, suffix } = found;
  if (
    !to.startsWith(prefix) ||
    !to.endsWith(suffix) ||
    to.length <= prefix.length + suffix.length
  ) {
    return refusal(
      `The name is "${first.name}", to which a build adds "${prefix}${suffix === "" ? "" : `…${suffix}`}": the new name must have that, too.`,
    );
  }
  return {
    ...same,
    subject: { ...subject, identity: { ...identity, name: first.name } },
    to: to.slice(prefix.length, to.length - suffix.length),
  };
}

type Found =
  | { readonly type: "object"; readonly location: Location; readonly subject: NamedObject }
  | {
      readonly type: "anchor";
      readonly location: Location;
      readonly word: { readonly span: Place["span"]; readonly name: string };
    }
  | { readonly type: "word"; readonly location: Location; readonly word: RenamedWord }
  | Refusal;

const NOTHING = "Nothing here has a name that could be changed.";

function renamedAt(workspace: Workspace, cursor: Cursor, view: View): Found {
  const location = locate(workspace, cursor);
  if (!location) return refusal(NOTHING);
  const word = renamedWordAt(location, view);
  if (word) return { type: "word", location, word };
  const subject = subjectAt(location, view);
  if (subject?.type === "object") {
    return {
      type: "object",
      location,
      subject: { ...subject, bearers: wholeObject(subject, view) },
    };
  }
  if (subject) return refusal(PATH);
  const anchor = anchorAt(location);
  if (anchor) return { type: "anchor", location, word: wordAt(location, anchor.anchor) };
  const { node } = location;
  if (node?.kind === "scalar" && isOpen(node.text)) {
    return refusal(
      "No build of this workspace replaces this variable, so who else uses it is not known.",
    );
  }
  return refusal(NOTHING);
}

const PATH =
  "This is a path: rename or move the file or folder itself, and every path to it follows.";

/** The name of an anchor: at the anchor itself, or behind the asterisk of an alias. */
function wordAt(
  { node }: Location,
  anchor: { readonly span: Place["span"]; readonly name: string },
) {
  if (node?.kind !== "alias") return anchor;
  return { span: { start: node.span.start + 1, end: node.span.end }, name: node.name };
}
