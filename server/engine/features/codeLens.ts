import type { LensQuestion } from "../../../protocol/lensPlaces.ts";
import { isKustomizationFile, isKustomizeFile } from "../identity.ts";
import { dirname } from "../path.ts";
import { absolute, placeOf } from "../place.ts";
import { nameOfRendering, type RenderingName } from "../rendering.ts";
import { renderingsFrom } from "../renderings.ts";
import { type Resource, resourcesOf, treeOf } from "../resource.ts";
import { type Place, type Span, shifted } from "../source.ts";
import { standingOf } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Referrer, Workspace } from "../workspace.ts";
import { ownName } from "./bearer.ts";
import { buildsOfFlux } from "./buildsAt.ts";
import { canaryLenses } from "./canaryLenses.ts";
import { entryLenses, entryLensPlaces } from "./entryLenses.ts";
import { graphLenses } from "./graphLenses.ts";
import { means } from "./meant.ts";
import { selectorLenses } from "./selectorLenses.ts";

/** A line above an object that counts who names it and which builds it is in. */
export interface CodeLens {
  /** The first word of the object, counted from the start of the file. */
  readonly span: Span;
  readonly title: string;
  readonly asks: LensQuestion;
}

/**
 * On every object that others name: how many wait for it, and how many name it otherwise. On everything that is built:
 * in how many builds it is.
 */
export function codeLenses(workspace: Workspace, path: string): readonly CodeLens[] {
  const view = viewOf(workspace);
  return (view.file(path)?.documents ?? []).flatMap(({ document, start }) =>
    resourcesOf(document, path).flatMap((resource) => {
      const head = treeOf(resource)?.span.start;
      if (head === undefined) return [];
      const span = shifted({ start: head, end: head }, start);
      return [
        ...lensesOf(view, resource, span),
        ...buildLenses(workspace, resource, span),
        ...entryLenses(workspace, resource, start),
        ...canaryLenses(workspace, resource, span),
        ...selectorLenses(workspace, resource, span),
        ...graphLenses(workspace, resource, span),
      ];
    }),
  );
}

/** Where those stand that the lens has counted; builds and rollouts stand nowhere. */
export function lensPlaces(workspace: Workspace, question: LensQuestion): readonly Place[] {
  const view = viewOf(workspace);
  const resource = resourceOf(view, question);
  if (!resource || WITHOUT_PLACES.has(question.about)) return [];
  if (question.about === "changed" || question.about === "users") {
    return entryLensPlaces(view, resource, question);
  }
  return referrersTo(view, resource)
    .filter((it) => (question.about === "dependents") === isDependent(it))
    .flatMap(({ resource: from, reference }) => {
      const place = absolute(view.file(from.path), placeOf(from, reference.path));
      return place ? [place] : [];
    });
}

/** Lenses that show something of their own. */
const WITHOUT_PLACES: ReadonlySet<LensQuestion["about"]> = new Set([
  "builds",
  "rollout",
  "selectors",
  "graph",
]);

/** In how many builds it is; a kustomization file or Flux Kustomization is one itself. */
function buildLenses(workspace: Workspace, resource: Resource, span: Span): readonly CodeLens[] {
  const { path, group, kind, name, namespace = "" } = resource;
  const builds = isKustomizeFile(resource)
    ? renderingsFrom(workspace, path)
    : viewOf(workspace)
        .builtFrom(resource)
        .map((it) => it.built?.rendering);
  const names = new Map(builds.flatMap((it) => (it ? [[it.id, it] as const] : [])));
  const count = names.size;
  const own = buildsOfFlux(workspace, resource).length > 0;
  if (count === 0 && !own) return [];
  const title = own ? RENDERED : titleOf(workspace, resource, [...names.values()]);
  return [{ span, title, asks: { about: "builds", path, group, kind, name, namespace } }];
}

const RENDERED = "rendered manifests";

function titleOf(
  workspace: Workspace,
  { path }: Resource,
  builds: readonly RenderingName[],
): string {
  const [only] = builds;
  if (!only || builds.length > 1) return `in ${builds.length} builds`;
  const isOwn =
    isKustomizationFile(path) && only.cluster === undefined && only.folder === dirname(path);
  return isOwn ? RENDERED : `in ${nameOfRendering(only, workspace.roots)}`;
}

function lensesOf(view: View, resource: Resource, span: Span): readonly CodeLens[] {
  if (isKustomizeFile(resource) || resource.name === "") return [];
  const { group, kind, name, path, namespace = "" } = resource;
  const referrers = referrersTo(view, resource);
  const dependents = referrers.filter(isDependent).length;
  const others = referrers.length - dependents;
  const asks = { path, group, kind, name, namespace };
  const lenses: CodeLens[] = [];
  if (dependents > 0) {
    const title = `depended on by ${dependents}`;
    lenses.push({ span, title, asks: { about: "dependents", ...asks } });
  }
  if (others > 0) {
    const title = others === 1 ? "1 reference" : `${others} references`;
    lenses.push({ span, title, asks: { about: "references", ...asks } });
  }
  return lenses;
}

function referrersTo(view: View, resource: Resource): readonly Referrer[] {
  const all = view.namersOf(resource.group, resource.kind, resource.name);
  if (all.length === 0 || standingOf(resource, view) !== "object") return [];
  const bearers = [ownName(resource)];
  return all.filter((it) => it.reference.row.target.type === "object" && means(it, bearers, view));
}

const isDependent = ({ reference }: Referrer): boolean => reference.row.at === "spec.dependsOn[]";

const resourceOf = (view: View, question: LensQuestion): Resource | undefined =>
  (view.file(question.path)?.documents ?? [])
    .flatMap(({ document }) => resourcesOf(document, question.path))
    .find((it) => isAskedFor(it, question));

const isAskedFor = (it: Resource, { group, kind, name, namespace }: LensQuestion): boolean =>
  it.group === group && it.kind === kind && it.name === name && (it.namespace ?? "") === namespace;
