import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { FileObject, NamedObject } from "../../../protocol/objects.ts";
import { isKustomizeFile } from "../identity.ts";
import { locate } from "../locate.ts";
import { absolute, placeOf } from "../place.ts";
import { type Resource, resourcesOf, treeOf } from "../resource.ts";
import { type Place, shifted, spanOf } from "../source.ts";
import { sourceOf } from "../sources.ts";
import { isPatch } from "../standing.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { appliedIdentity, applierOf } from "./appliedIdentity.ts";
import { displayPath } from "./displayPath.ts";

/**
 * The objects of a file as they are applied, in the order in which they are written; those of the document around an
 * offset where one is given. A patch is what it changes.
 */
export function fileObjects(
  workspace: Workspace,
  path: string,
  offset?: number,
): readonly FileObject<Place>[] {
  const view = viewOf(workspace);
  const only = offset === undefined ? undefined : locate(workspace, { path, offset })?.document;
  return (view.file(path)?.documents ?? []).flatMap(({ document, start }) => {
    if (only && document !== only) return [];
    return resourcesOf(document, path)
      .filter((it) => !isKustomizeFile(it) && it.name !== "")
      .flatMap((it) => {
        const tree = treeOf(it);
        if (!tree) return [];
        const place = { path, span: shifted(tree.span, start) };
        const head = headOf(view, it) ?? { path, span: spanOf(place.span.start, place.span.start) };
        return inClusters(view, it).map((applied) => ({ ...saidOf(view, applied), place, head }));
      });
  });
}

const headOf = (view: View, it: Resource): Place | undefined =>
  absolute(view.file(it.path), placeOf(it, []));

function inClusters(view: View, written: Resource): readonly Resource[] {
  const built = isPatch(written.path, view)
    ? view
        .changedBy(written.document)
        .filter((it) => it.kind === written.kind && it.group === written.group)
    : view.builtFrom(written);
  return built.length > 0 ? built : [written];
}

function saidOf(view: View, it: Resource): Omit<FileObject<Place>, "place" | "head"> {
  const appliedBy = it.built && applierOf(it.built.rendering);
  const cluster = it.built?.rendering.cluster;
  const source = namedSource(it);
  return {
    identity: appliedIdentity(it),
    ...(appliedBy ? { appliedBy } : {}),
    ...(source ? { source } : {}),
    ...(cluster === undefined ? {} : { cluster: displayPath(view, cluster) }),
    dependsOn: dependenciesOf(view, it),
  };
}

/** The source that a Kustomization or HelmRelease names; `undefined` for anything else. */
function namedSource(it: Resource): ObjectIdentity | undefined {
  for (const at of ["spec.sourceRef", "spec.chartRef", "spec.chart.spec.sourceRef"]) {
    const group = it.references.find(({ row }) => row.at === at)?.group;
    const source = group === undefined ? undefined : sourceOf(it, at);
    if (!source || group === undefined) continue;
    const { kind, name, namespace } = source;
    return { group, kind, ...(namespace === undefined ? {} : { namespace }), name };
  }
  return undefined;
}

const dependenciesOf = (view: View, it: Resource): readonly NamedObject<Place>[] =>
  it.references.flatMap(({ row, path, group, kind, text, namespace = it.namespace, open }) => {
    if (row.at !== "spec.dependsOn[]" || open) return [];
    const found = placeOf(it, path);
    const place = absolute(view.file(found.path), found);
    const identity = { group, kind, ...(namespace ? { namespace } : {}), name: text };
    return place ? [{ identity, place }] : [];
  });
