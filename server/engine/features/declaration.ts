import { locate } from "../locate.ts";
import { type Cursor, type Place, touches } from "../source.ts";
import { viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { declarationsOf } from "./mentions.ts";
import { distinct, placeOfWritten } from "./places.ts";
import { subjectAt, wholeObject } from "./subject.ts";

/**
 * Everything that has a say in the object named under the cursor: the base that declares it, the patches that overlays
 * put on it, and the targets by which they pick it. The place under the cursor itself is left out.
 */
export function declaration(workspace: Workspace, cursor: Cursor): readonly Place[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  const subject = location && subjectAt(location, view);
  if (subject?.type !== "object") return [];
  const places = distinct(
    declarationsOf(wholeObject(subject, view), view).map((it) => placeOfWritten(it.written, view)),
  );
  const others = places.filter((it) => it.path !== cursor.path || !touches(it.span, cursor.offset));
  return others.length > 0 ? others : places;
}
