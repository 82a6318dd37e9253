import type { Substitution } from "./flux/substitution.ts";
import type { BuildNote, BuiltObject } from "./kustomize/built.ts";
import type { BuildError } from "./kustomize/stop.ts";
import { shownPath } from "./shownPath.ts";
import type { Root } from "./workspace.ts";

/**
 * One build of the workspace, and what came out of it: what a Flux Kustomization applies, or what a kustomization
 * folder gives that no Flux Kustomization leads to.
 */
export interface Rendering {
  readonly name: RenderingName;
  /** As applied or printed; none after an error. */
  readonly objects: readonly BuiltObject[];
  readonly error: BuildError | undefined;
  readonly notes: readonly BuildNote[];
  /** What a Flux Kustomization with `postBuild` puts in for variables, be the build made or not. */
  readonly substitution?: Substitution | undefined;
}

/** What a build is known by. Plain data: it travels to the editor and back. */
export interface RenderingName {
  /** The same as long as it is the same build: `flux clusters/prod flux-system/apps`, `kustomize apps/staging`. */
  readonly id: string;
  /** The folder of the entry point that leads here, `clusters/prod`; `undefined` without Flux. */
  readonly cluster: string | undefined;
  /** NAMESPACE/NAME of the Flux Kustomization; `undefined` for a plain folder. */
  readonly kustomization: string | undefined;
  /** The folder that is built. */
  readonly folder: string;
}

/** `clusters/prod, through apps/prod`: how sentences name a build, with paths as people read them. */
export function nameOfRendering(
  { cluster, kustomization, folder }: RenderingName,
  roots: readonly Pick<Root, "path">[] = [],
): string {
  const shown = (path: string) => shownFolder(path, roots);
  if (cluster === undefined) return shown(folder);
  if (cluster === folder) return shown(cluster);
  return `${shown(cluster)}, through ${folder === "" ? kustomization : shown(folder)}`;
}

function shownFolder(path: string, roots: readonly Pick<Root, "path">[]): string {
  const inside = shownPath({ roots }, path);
  return inside === "." || inside === "" ? "the top folder" : inside;
}
