import { documentKey } from "../builtTables.ts";
import { nameOf } from "../identity.ts";
import { isOpen, type Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { closestTo, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { removeField } from "./fixes.ts";
import type { Rule } from "./rule.ts";

/**
 * Flux starts an object only after everything in its dependsOn is ready, so objects that wait for one another never
 * start. A ring of Kustomizations also makes kustomize-controller drop the events of every Kustomization of the same
 * source. flux.md §2.8, https://github.com/fluxcd/kustomize-controller/issues/1712
 */
export const dependsOnCycle: Rule = {
  code: "depends-on-cycle",
  severity: "error",
  title: "Objects that wait for one another",
  explanation:
    "Flux starts an object only after everything in its dependsOn is ready. Objects that wait for one another, directly or through others, stay at DependencyNotReady for ever; and while there is such a ring of Kustomizations, a new commit no longer triggers any Kustomization of the same source. Take one dependency out of the ring.",
  link: "https://fluxcd.io/flux/components/kustomize/kustomizations/#dependencies",
  examples: {
    wrong: `
      #- apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        dependsOn:
          - name: infra
          #       ^^^^^ depends-on-cycle
      #- infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      spec:
        interval: 10m
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        dependsOn:
          - name: apps
          #       ^^^^ depends-on-cycle
    `,
    right: `
      #- apps.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: apps, namespace: flux-system }
      spec:
        interval: 10m
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
        dependsOn:
          - name: infra
      #- infra.yaml
      apiVersion: kustomize.toolkit.fluxcd.io/v1
      kind: Kustomization
      metadata: { name: infra, namespace: flux-system }
      spec:
        interval: 10m
        prune: true
        sourceRef: { kind: GitRepository, name: flux-system }
    `,
  },
  about: (resource) => resource.references.some(isDependency),
  *check(resource, view) {
    if (isOpen(resource.name) || !isDependedOn(resource, view)) return;
    if (!leadsToRing(resource, view, new Set())) return;
    const ring = ringThrough(resource, view);
    const [first] = ring ?? [];
    if (!ring || !first) return;
    const members = ring.map((it) => it.from);
    const names = [...members, resource].map((it) => it.name).join(" → ");
    yield {
      at: first.reference.path,
      message:
        ring.length === 1
          ? `${nameOf(resource)} waits for itself, so it never starts.`
          : `Waits for itself: ${names}. None of these ever starts.`,
      related: ring.slice(1).map(({ from, reference }) => ({
        resource: from,
        at: reference.path,
        message: `${nameOf(from)} waits for ${reference.text}`,
      })),
      fixes:
        ring.length === 1
          ? [
              {
                ...removeField(
                  resource,
                  first.reference.path.slice(0, -1),
                  "Remove this dependency",
                ),
                preferred: true,
              },
            ]
          : [],
    };
  },
};

const isDependency = ({ row }: Reference): boolean => row.code === "depends-on-missing";

/** Only who is waited for can be part of a ring. */
const isDependedOn = ({ group, kind, name }: Resource, view: View): boolean =>
  view.namersOf(group, kind, name).some(({ reference }) => isDependency(reference));

/**
 * May a way that begins here come to a ring? Mostly none does, which is worked out once for each object, so that nobody
 * walks the ways of all others again. `false` is certain.
 */
function leadsToRing(it: Resource, view: View, way: Set<Resource>): boolean {
  if (way.has(it) || way.size > LONGEST) return true;
  const key = `leads to ring ${documentKey(it.document)} ${it.at.join("/")} ${it.path}`;
  return view.derived(key, (inner) => {
    way.add(it);
    const found = dependenciesOf(it, inner).some(({ to }) => leadsToRing(to, inner, way));
    way.delete(it);
    return found;
  });
}

interface Edge {
  readonly from: Resource;
  readonly reference: Reference;
}

/** The shortest ring that begins and ends at the resource; each edge leads to the next one's `from`. */
function ringThrough(start: Resource, view: View): readonly Edge[] | undefined {
  const steps = new Map<Resource, Step | undefined>([[start, undefined]]);
  for (const [from, before] of steps) {
    for (const { reference, to } of dependenciesOf(from, view)) {
      if (to !== start && steps.has(to)) continue;
      const step = { from, reference, before, length: (before?.length ?? 0) + 1 };
      if (to === start) return wayTo(step);
      if (step.length <= LONGEST) steps.set(to, step);
    }
  }
  return undefined;
}

/** The last edge of a way that leads on from the edge before. */
interface Step extends Edge {
  readonly before: Step | undefined;
  readonly length: number;
}

function wayTo(last: Step): readonly Edge[] {
  const way: Edge[] = [];
  for (let it: Step | undefined = last; it; it = it.before) way.push(it);
  return way.reverse();
}

/** Longer chains than this are nobody's. */
const LONGEST = 200;

const dependenciesOf = (from: Resource, view: View) =>
  from.references.flatMap((reference) => {
    const to =
      isDependency(reference) && !reference.open ? dependencyOf(from, reference, view) : undefined;
    return to ? [{ reference, to }] : [];
  });

/** The one object that is meant; where clusters of one repository share names, the one nearest by folder. */
function dependencyOf(from: Resource, reference: Reference, view: View): Resource | undefined {
  const { group, kind, text } = reference;
  const [named, other] = view.named(group, kind, text);
  if (!named) return undefined;
  // Rings are looked for along whole chains, so the usual case asks no more than this.
  const namespace = reference.namespace ?? from.namespace;
  if (!other && namespace !== undefined && named.namespace === namespace) return named;
  const resolution = resolve(view, from, reference);
  if (resolution.type !== "objects") return undefined;
  const [only, second] = closestTo(from.path, resolution.resources);
  return second === undefined ? only : undefined;
}
