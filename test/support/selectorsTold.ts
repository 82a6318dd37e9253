import { editsOf } from "../../server/engine/edits.ts";
import { picture } from "../../server/engine/selectors/picture.ts";
import { report } from "../../server/engine/selectors/report.ts";
import { selectorSubjects } from "../../server/engine/selectors/subjects.ts";
import { viewOf } from "../../server/engine/view.ts";
import { changedLines, workspaceOf } from "./features.ts";
import { readFixture } from "./fixture.ts";

/** The label chains around `Kind/name` of some files, in words. */
export function selectorsTold(source: string, subject: string): string {
  const { files, drawn } = drawnIn(source, subject);
  return `\n${report(drawn.picture, ({ path, span }) => {
    const text = files.get(path) ?? "";
    return `${path}:${text.slice(0, span.start).split("\n").length}`;
  })}`;
}

/** The lines that the first way out of the first fault changes. */
export function selectorsMended(source: string, subject: string): string {
  const { files, workspace, drawn } = drawnIn(source, subject);
  const does = editsOf(viewOf(workspace), drawn.fixes[0]?.[0]?.changes ?? []);
  return changedLines(files, does?.edits ?? []);
}

/** The picture itself; many that only stand near are summed up unless it `isWhole`. */
export const selectorsDrawn = (source: string, subject: string, isWhole = false) =>
  drawnIn(source, subject, isWhole).drawn.picture;

function drawnIn(source: string, subject: string, isWhole = false) {
  const { files } = readFixture(source);
  const workspace = workspaceOf(files);
  const found = selectorSubjects(viewOf(workspace)).find(
    ({ kind, name }) => `${kind}/${name}` === subject,
  );
  if (!found) throw new Error(`There is no ${subject} in the fixture.`);
  return { files, workspace, drawn: picture(workspace, found, isWhole) };
}
