import type { SchemaCatalogue } from "../../server/engine/schema/catalogue.ts";
import { defaultSettings } from "../../server/engine/settings.ts";
import { type Cursor, type Place, spanOf } from "../../server/engine/source.ts";
import { changed, emptyWorkspace, type Workspace } from "../../server/engine/workspace.ts";
import type { World } from "./expect.ts";
import { readFixture } from "./fixture.ts";
import type { Mark } from "./marks.ts";
import { sameMarks } from "./sameMarks.ts";

/** A fixture as a workspace, with the cursor that it must have. */
export interface Scene {
  readonly files: ReadonlyMap<string, string>;
  readonly workspace: Workspace;
  readonly cursor: Cursor;
  readonly marks: readonly Mark[];
}

const noSchemas: SchemaCatalogue = { find: () => undefined, kinds: [] };

export function workspaceOf(files: ReadonlyMap<string, string>, world: World = {}): Workspace {
  const { settings, roots, catalogue = noSchemas } = world;
  const empty = emptyWorkspace(catalogue, roots, { ...defaultSettings, ...settings });
  const changes = [...files].map(([path, text]) => ({ path, content: { text } }));
  return changed(empty, changes).workspace;
}

export function readScene(source: string, world: World = {}): Scene {
  const { files, cursor, marks } = readFixture(source);
  if (!cursor) throw new Error("The fixture has no cursor.");
  return { files, workspace: workspaceOf(files, world), cursor, marks };
}

/** The feature finds exactly the marked places. One without extent, as the start of a file, is its first word. */
export const expectPlaces =
  (feature: (workspace: Workspace, cursor: Cursor) => readonly (Place & { label?: string })[]) =>
  (source: string, world: World = {}): void => {
    const { files, workspace, cursor, marks } = readScene(source, world);
    const found = feature(workspace, cursor).map(({ path, span, label = "" }) => {
      const text = files.get(path) ?? "";
      const word = /^\s*[^\s:]*/.exec(text.slice(span.start))?.[0].length ?? 0;
      const end = span.end > span.start ? span.end : span.start + word;
      return { path, span: spanOf(span.start, end), label };
    });
    sameMarks(files, found, marks);
  };
