import { renderedDocument } from "../../server/engine/features/rendered.ts";
import type { BuildNote, BuiltObject } from "../../server/engine/kustomize/built.ts";
import { causedBy } from "../../server/engine/kustomize/causedBy.ts";
import { changedBy } from "../../server/engine/kustomize/changedBy.ts";
import { readObjects } from "../../server/engine/kustomize/readObjects.ts";
import type { BuildError } from "../../server/engine/kustomize/stop.ts";
import { withField } from "../../server/engine/kustomize/tree.ts";
import { type Alias, at, type Mapping, type Node, resolved } from "../../server/engine/node.ts";
import type { DocumentPlace, StepKind } from "../../server/engine/origin.ts";
import { parsed } from "../../server/engine/parsed.ts";
import type { Rendering } from "../../server/engine/rendering.ts";
import { viewOf } from "../../server/engine/view.ts";
import { fileAt, type Workspace } from "../../server/engine/workspace.ts";
import { workspaceFiles } from "../../server/engine/workspaceFiles.ts";

/** A field that some file sets in every object: the value under `from` there is put under `to`. */
export interface Setting {
  readonly by: StepKind;
  readonly path: string;
  readonly from: readonly (string | number)[];
  readonly to: readonly string[];
  /** Only in objects of this kind. */
  readonly kind?: string;
}

/** What a build says besides its objects. */
export interface Words {
  readonly error?: BuildError;
  readonly notes?: readonly BuildNote[];
}

/** A build made by hand: the objects of some files, changed in the order of the settings. */
export function handmade(
  workspace: Workspace,
  manifests: readonly string[],
  settings: readonly Setting[] = [],
  { error, notes = [] }: Words = {},
): Rendering {
  const files = workspaceFiles(workspace);
  const read = manifests.flatMap((path) => {
    const file = files.file(path);
    return file ? readObjects(file) : [];
  });
  const objects = settings.reduce(
    (all, setting) => all.map((it) => changed(workspace, it, setting)),
    read as readonly BuiltObject[],
  );
  const name = {
    id: "kustomize apps",
    cluster: undefined,
    kustomization: undefined,
    folder: "apps",
  };
  return { name, objects, error, notes };
}

/** The handmade build as people see it. */
export const shown = (
  workspace: Workspace,
  ...rest: Parameters<typeof handmade> extends [Workspace, ...infer Rest] ? Rest : never
) => renderedDocument(viewOf(workspace), handmade(workspace, ...rest));

/** Where something is written. */
export function writtenAt(
  workspace: Workspace,
  path: string,
  where: readonly (string | number)[],
): DocumentPlace & { readonly node: Exclude<Node, Alias> } {
  const document = fileAt(workspace, path)?.documents[0]?.document;
  const node = document && resolved(at(parsed(document).root, where));
  if (!document || !node) throw new Error(`Nothing is written at ${where.join(".")} in ${path}.`);
  return { path, document, span: node.span, node };
}

function changed(workspace: Workspace, object: BuiltObject, setting: Setting): BuiltObject {
  const { by, path, from, to, kind } = setting;
  if (kind !== undefined && at(object.node, ["kind"])?.kind === "scalar") {
    const own = at(object.node, ["kind"]);
    if (own?.kind === "scalar" && own.text !== kind) return object;
  }
  const { node, document, span } = writtenAt(workspace, path, from);
  const step = { by, place: { path, document, span } };
  const source = { ...node, from: { path, document } };
  const set = (target: Mapping, [key = "", ...rest]: readonly string[]): Mapping => {
    const before = at(target, [key]);
    const cause = causedBy(source, step, before);
    if (rest.length === 0) return withField(target, key, { ...node, from: cause.from }, cause);
    return before?.kind === "mapping" ? withField(target, key, set(before, rest), cause) : target;
  };
  return changedBy(object, set(object.node, to), step);
}
