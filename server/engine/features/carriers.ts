import type { ObjectIdentity } from "../../../protocol/cluster.ts";
import type { Carrier, CarrierStep } from "../../../protocol/objects.ts";
import type { RenderingFacts } from "../builtTables.ts";
import { FLAGGER, FLUX_HELM, FLUX_KUSTOMIZE, FLUX_SOURCE } from "../identity.ts";
import { at, textOf } from "../node.ts";
import { renderingsFrom } from "../renderings.ts";
import { type Resource, treeOf } from "../resource.ts";
import { sourceOf } from "../sources.ts";
import { type View, viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { appliedIdentity, applierOf } from "./appliedIdentity.ts";
import { displayPath } from "./displayPath.ts";

/** Who brings a file into clusters, cluster by cluster; none where no Flux Kustomization takes it up. */
export function carriers(workspace: Workspace, path: string): readonly Carrier[] {
  const view = viewOf(workspace);
  const reading = renderingsFrom(workspace, path).flatMap((it) => {
    const facts = it.kustomization === undefined ? undefined : view.rendered(it.id);
    return facts ? [facts] : [];
  });
  const clusters = new Set(reading.flatMap((it) => it.name.cluster ?? []));
  return [...clusters].map((cluster) => {
    const all = [...workspace.built.renderings.values()].filter(
      (it) => it.name.cluster === cluster && it.name.kustomization !== undefined,
    );
    return carrierIn(
      view,
      cluster,
      all,
      reading.filter((it) => it.name.cluster === cluster),
    );
  });
}

function carrierIn(
  view: View,
  cluster: string,
  all: readonly RenderingFacts[],
  reading: readonly RenderingFacts[],
): Carrier {
  const ordered = outermostFirst(reading, all);
  const below = ordered[0] ? reachedFrom(ordered[0], all) : [];
  const applied = below.flatMap((it) => it.resources);
  const followed = applied.filter(isReconciled).map(appliedIdentity);
  const own = new Set(ordered.slice(0, 1).map((it) => it.name.kustomization));
  return {
    cluster: displayPath(view, cluster),
    steps: ordered.flatMap((it) => stepOf(view, it) ?? []),
    before: ordered[0] ? waitedFor(view, ordered[0]) : [],
    below: distinct(followed).filter((it) => !own.has(`${it.namespace ?? ""}/${it.name}`)),
    canaries: distinct(canariesFor(applied, all).map(appliedIdentity)),
  };
}

const isReconciled = ({ group, kind }: Resource): boolean =>
  (group === FLUX_KUSTOMIZE && kind === "Kustomization") ||
  (group === FLUX_HELM && kind === "HelmRelease");

/** The builds of the Kustomizations that a build applies. */
const childrenOf = (
  facts: RenderingFacts,
  all: readonly RenderingFacts[],
): readonly RenderingFacts[] => {
  const names = new Set(
    facts.resources
      .filter((it) => it.group === FLUX_KUSTOMIZE && it.kind === "Kustomization")
      .map((it) => `${it.namespace ?? ""}/${it.name}`),
  );
  return all.filter((it) => it !== facts && names.has(it.name.kustomization ?? ""));
};

/** A build and all that follow from it. */
function reachedFrom(
  start: RenderingFacts,
  all: readonly RenderingFacts[],
): readonly RenderingFacts[] {
  const reached = new Set([start]);
  for (const it of reached) for (const child of childrenOf(it, all)) reached.add(child);
  return [...reached];
}

/** Who leads to most of the others comes first. */
function outermostFirst(
  builds: readonly RenderingFacts[],
  all: readonly RenderingFacts[],
): readonly RenderingFacts[] {
  const counted = builds.map((it) => {
    const reached = new Set(reachedFrom(it, all));
    return { it, reaches: builds.filter((other) => reached.has(other)).length };
  });
  return counted.sort((a, b) => b.reaches - a.reaches).map(({ it }) => it);
}

/** The Kustomizations of the same source that it waits for, farthest first. */
function waitedFor(view: View, { name: { cluster, ...name } }: RenderingFacts) {
  const first = applierOf({ cluster, ...name });
  if (!first) return [];
  const key = (it: ObjectIdentity) => `${it.namespace ?? ""}/${it.name}`;
  const source = JSON.stringify(sourceIn(view, first, cluster));
  const entered = new Set([key(first)]);
  const found: ObjectIdentity[] = [];
  const enter = (it: ObjectIdentity): void => {
    for (const other of dependenciesIn(view, it, cluster)) {
      if (entered.has(key(other))) continue;
      entered.add(key(other));
      if (JSON.stringify(sourceIn(view, other, cluster)) !== source) continue;
      enter(other);
      found.push(other);
    }
  };
  enter(first);
  return found;
}

const dependenciesIn = (
  view: View,
  kustomization: ObjectIdentity,
  cluster: string | undefined,
): readonly ObjectIdentity[] => {
  const [resource] = kustomizationsIn(view, kustomization, cluster);
  return (resource?.references ?? []).flatMap(({ row, group, kind, text, namespace, open }) => {
    if (row.at !== "spec.dependsOn[]" || open) return [];
    const inside = namespace ?? kustomization.namespace;
    return [{ group, kind, ...(inside === undefined ? {} : { namespace: inside }), name: text }];
  });
};

function stepOf(view: View, { name }: RenderingFacts): CarrierStep | undefined {
  const kustomization = applierOf(name);
  if (!kustomization) return undefined;
  const source = sourceIn(view, kustomization, name.cluster);
  return source ? { kustomization, source } : { kustomization };
}

/** A Kustomization as the builds of its cluster give it, then as it is written. */
function kustomizationsIn(
  view: View,
  { namespace, name }: ObjectIdentity,
  cluster: string | undefined,
): readonly Resource[] {
  const isMeant = (it: Resource) => it.namespace === undefined || it.namespace === namespace;
  const built = view
    .builtNamed(FLUX_KUSTOMIZE, "Kustomization", name)
    .filter((it) => it.built?.rendering.cluster === cluster && isMeant(it));
  return [...built, ...view.named(FLUX_KUSTOMIZE, "Kustomization", name).filter(isMeant)];
}

function sourceIn(
  view: View,
  kustomization: ObjectIdentity,
  cluster: string | undefined,
): ObjectIdentity | undefined {
  const { namespace } = kustomization;
  const all = kustomizationsIn(view, kustomization, cluster);
  const source = all.map((it) => sourceOf(it)).find((it) => it !== undefined);
  if (!source) return undefined;
  const inside = source.namespace ?? namespace;
  const { kind } = source;
  return {
    group: FLUX_SOURCE,
    kind,
    ...(inside === undefined ? {} : { namespace: inside }),
    name: source.name,
  };
}

/** Canaries that are applied here, and those elsewhere in the cluster whose targets are. */
function canariesFor(
  applied: readonly Resource[],
  all: readonly RenderingFacts[],
): readonly Resource[] {
  const isApplied = new Set(applied.map(workloadKey));
  return all
    .flatMap((it) => it.resources)
    .filter((it) => it.group === FLAGGER && it.kind === "Canary")
    .filter((it) => applied.includes(it) || isApplied.has(targetKey(it)));
}

const workloadKey = ({ kind, namespace, name }: Resource): string =>
  `${kind} ${namespace ?? ""}/${name}`;

function targetKey(canary: Resource): string {
  const target = at(treeOf(canary), ["spec", "targetRef"]);
  const [kind, name] = ["kind", "name"].map((it) => textOf(at(target, [it])));
  return `${kind ?? "Deployment"} ${canary.namespace ?? ""}/${name ?? ""}`;
}

function distinct(identities: readonly ObjectIdentity[]): readonly ObjectIdentity[] {
  const seen = new Set<string>();
  return identities.filter((it) => {
    const key = `${it.kind}.${it.group} ${it.namespace ?? ""}/${it.name}`;
    return !seen.has(key) && seen.add(key);
  });
}
