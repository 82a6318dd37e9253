import { absolute } from "../place.ts";
import { type Resource, resourcesOf } from "../resource.ts";
import { type Span, spanOf } from "../source.ts";
import { resolve } from "../targets.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace, WorkspaceFile } from "../workspace.ts";
import { writtenAt } from "../written.ts";
import { placesOfPath, wordOf } from "./places.ts";

/** A path in the text that opens a file. */
export interface DocumentLink {
  readonly span: Span;
  /** The file; for a folder its kustomization file. */
  readonly target: string;
}

/** All paths in a file that lead to another. A folder without a kustomization file opens nothing, so it is no link. */
export function documentLinks(workspace: Workspace, file: WorkspaceFile): readonly DocumentLink[] {
  const view = viewOf(workspace);
  return file.documents.flatMap(({ document }) =>
    resourcesOf(document, file.path).flatMap((it) => linksOf(it, file, view)),
  );
}

function linksOf(resource: Resource, file: WorkspaceFile, view: View): readonly DocumentLink[] {
  return resource.references.flatMap((reference) => {
    if (reference.row.target.type !== "path") return [];
    const resolution = resolve(view, resource, reference);
    if (resolution.type !== "paths") return [];
    const target = resolution.paths.flatMap((it) => placesOfPath(it, view))[0]?.path;
    const written = target && writtenAt(file, resource, reference.path);
    if (!written || written.alias) return [];
    const { document, scalar } = written;
    const word = wordOf(scalar.span, scalar.style);
    const span = spanOf(word.start + reference.prefix.length, word.end);
    const place = absolute(file, { path: file.path, document, span });
    return place ? [{ span: place.span, target }] : [];
  });
}
