import type { SchemaCatalogue } from "../../server/engine/schema/catalogue.ts";
import { defaultSettings } from "../../server/engine/settings.ts";
import { type Cursor, type Edit, type Place, spanOf } from "../../server/engine/source.ts";
import { emptyWorkspace, type Workspace } from "../../server/engine/workspace.ts";
import { changedAndBuilt } from "./built.ts";
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
  return changedAndBuilt(empty, changes).workspace;
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

/** The lines that edits change, as `path:line| text` after them. Edits must not overlap. */
export function changedLines(files: ReadonlyMap<string, string>, edits: readonly Edit[]): string {
  return [...files]
    .flatMap(([path, before]) => {
      const after = applyEdits(before, path, edits);
      const old = before.split("\n");
      const lines = after.split("\n").map((line, index) => ({ line, index }));
      return lines
        .filter(({ line, index }) => line !== old[index])
        .map(({ line, index }) => `${path}:${index + 1}| ${line.trim()}`);
    })
    .join("\n");
}

export function applyEdits(text: string, path: string, edits: readonly Edit[]): string {
  const own = edits.filter((it) => it.place.path === path);
  const sorted = own.toSorted((a, b) => a.place.span.start - b.place.span.start);
  let out = "";
  let end = 0;
  for (const { place, text: put } of sorted) {
    if (place.span.start < end) throw new Error(`Edits overlap in ${path} at ${place.span.start}.`);
    out += text.slice(end, place.span.start) + put;
    end = place.span.end;
  }
  return out + text.slice(end);
}

/** Text without the indentation that all of its lines share, as in fixtures. */
export function dedented(text: string): string {
  const lines = text.split("\n").filter((it) => it.trim() !== "");
  const margin = Math.min(...lines.map((it) => it.length - it.trimStart().length));
  return lines.map((it) => it.slice(margin).trimEnd()).join("\n");
}
