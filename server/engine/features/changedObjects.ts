import { pointedOf } from "../builtTables.ts";
import { isKustomizeFile, nameOf } from "../identity.ts";
import { get, itemsOf, at as nodeAt, type Path } from "../node.ts";
import { dirname, join } from "../path.ts";
import { type Resource, resourcesOf, treeOf } from "../resource.ts";
import { writtenOf } from "../targets.ts";
import type { View } from "../view.ts";
import { isFluxKustomization } from "./builders.ts";

/** An entry of a kustomization file or Flux Kustomization that patches objects. */
export interface PatchEntry {
  readonly holder: Resource;
  readonly at: Path;
  /** The one document of the file that is meant, where the patch has a file of several. */
  readonly document?: Resource;
}

/** An object that an entry changes, by the manifest or generator that it began as. */
export interface ChangedObject {
  readonly name: string;
  readonly built: Resource;
}

/** All entries that patch something. */
export function patchEntriesOf(holder: Resource): readonly PatchEntry[] {
  const before = fieldsOf(holder);
  if (!before) return [];
  return PATCHES.flatMap((field) => {
    const at = [...before, field];
    return itemsOf(nodeAt(treeOf(holder), at)).map((_, index) => ({ holder, at: [...at, index] }));
  });
}

const PATCHES = ["patches", "patchesStrategicMerge", "patchesJson6902"] as const;

function fieldsOf(holder: Resource): Path | undefined {
  if (isKustomizeFile(holder)) return [];
  return isFluxKustomization(holder) ? ["spec"] : undefined;
}

/** The entries that name the file of a patch. */
export function entriesNaming(view: View, patch: Resource): readonly PatchEntry[] {
  const isAlone = view
    .file(patch.path)
    ?.documents.flatMap(({ document }) => resourcesOf(document, patch.path));
  const document = isAlone && isAlone.length > 1 ? { document: patch } : {};
  return view.listersOf(patch.path).flatMap(({ resource: holder, reference: { row, path } }) => {
    if (row.target.type !== "path" || row.target.role !== "patch") return [];
    return [{ holder, at: path.slice(0, 2), ...document }];
  });
}

/** What an entry changes, each object once however many builds it is in. */
export function changedObjects(
  view: View,
  { holder, at, document }: PatchEntry,
): readonly ChangedObject[] {
  const entry = nodeAt(treeOf(holder), at);
  if (!entry) return [];
  const found = new Map<string, ChangedObject>();
  for (const built of view.changedBy(holder.document)) {
    const isChanged = pointedOf(built).some(({ by, place }) => {
      const isHere = place.document === holder.document && place.span.start === entry.span.start;
      return isHere && by.startsWith("Patch");
    });
    if (!isChanged || (document && !isFor(document, built))) continue;
    const name = nameOf(writtenOf(built) ?? built);
    const key = `${built.path} ${name}`;
    if (!found.has(key)) found.set(key, { name, built });
  }
  return [...found.values()];
}

/** Is the one document of a patch file for that object? */
function isFor(patch: Resource, built: Resource): boolean {
  const names = [built.name, writtenOf(built)?.name];
  return patch.kind === built.kind && names.includes(patch.name);
}

/** The text of a patch, in the entry itself or in a file. */
export function patchTextOf(view: View, { holder, at }: PatchEntry): string {
  const entry = nodeAt(treeOf(holder), at);
  const inline = get(entry, "patch") ?? (entry?.kind === "scalar" ? entry : undefined);
  const files = holder.references.flatMap(({ row, path, text }) =>
    row.target.type === "path" &&
    row.target.role === "patch" &&
    path[0] === at[0] &&
    path[1] === at[1]
      ? [view.file(joined(holder, text))?.text ?? ""]
      : [],
  );
  return [inline?.kind === "scalar" ? inline.text : "", ...files].join("\n");
}

const joined = (holder: Resource, text: string): string => join(dirname(holder.path), text);
