import { FLUX_KUSTOMIZE, type Identity, isKustomizationFile } from "../identity.ts";
import { locate } from "../locate.ts";
import { dirname, isInside } from "../path.ts";
import type { RenderingName } from "../rendering.ts";
import { rendering, renderingsFrom, renderingsOf } from "../renderings.ts";
import { kustomizationFilesIn } from "../targets.ts";
import { viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";

/**
 * The builds that a person at this place asks about, those that start there first: of the Flux Kustomization at the
 * offset, of a folder with a kustomization file, those that a file lands in, or for any other folder those below it.
 */
export function buildsAt(
  workspace: Workspace,
  path: string,
  offset: number | undefined,
): readonly RenderingName[] {
  const at = offset === undefined ? undefined : locate(workspace, { path, offset })?.resource;
  const meant = at ? buildsOfFlux(workspace, at) : [];
  if (meant.length > 0) return meant;
  const view = viewOf(workspace);
  const folder = isKustomizationFile(path) ? dirname(path) : path;
  const [file = path] = kustomizationFilesIn(view, folder);
  const starting = renderingsOf(workspace).filter((it) => it.folder === folder);
  const alone = starting.length === 0 && file !== folder ? plainBuild(workspace, folder) : [];
  const found = distinct([...starting, ...alone, ...renderingsFrom(workspace, file)]);
  if (found.length > 0 || view.exists(path)) return found;
  return renderingsOf(workspace).filter((it) => isInside(it.folder, path));
}

/** What a Flux Kustomization applies, in each cluster that has it; its namespace may come from elsewhere. */
export function buildsOfFlux(workspace: Workspace, it: Identity): readonly RenderingName[] {
  if (it.group !== FLUX_KUSTOMIZE || it.kind !== "Kustomization") return [];
  return renderingsOf(workspace).filter(({ kustomization = "" }) => {
    const [namespace, name] = kustomization.split("/");
    return name === it.name && (it.namespace === undefined || namespace === it.namespace);
  });
}

/** A folder that others take up can be built all the same. */
function plainBuild(workspace: Workspace, folder: string): readonly RenderingName[] {
  const found = rendering(workspace, `kustomize ${folder}`);
  return found ? [found.name] : [];
}

function distinct(names: readonly RenderingName[]): readonly RenderingName[] {
  const seen = new Set<string>();
  return names.filter(({ id }) => !seen.has(id) && seen.add(id));
}
