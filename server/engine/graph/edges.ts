import type { GraphEdge, GraphStatus } from "../../../protocol/graph.ts";
import { bringersFor } from "../brought.ts";
import type { DocumentPlace } from "../origin.ts";
import type { Reference } from "../references/read.ts";
import type { Missing } from "../references/row.ts";
import type { Resource } from "../resource.ts";
import { closestTo, type Resolution, resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Draft, Drafts } from "./drafts.ts";
import { type Link, readingOf } from "./reading.ts";

/** One field that names something, and the node that it leads to. */
export interface DraftEdge {
  readonly from: Draft;
  readonly to: Draft;
  readonly type: Link["type"];
  readonly place: DocumentPlace;
  readonly readyExpr: string | undefined;
  readonly optional: boolean;
  /** What is not there is surely nowhere, rather than in the cluster already. */
  readonly sure: boolean;
  /** Set where the object is there, but in a namespace that the field does not mean. */
  readonly elsewhere: Resource | undefined;
}

/** Where the fields of all nodes lead; nodes that only these name are added. */
export function edgesOf(view: View, drafts: Drafts): readonly DraftEdge[] {
  const out: DraftEdge[] = [];
  // What is added on the way names nothing that counts here.
  for (const from of [...drafts.all]) {
    if (from.status !== "here" || !from.resource) continue;
    for (const link of readingOf(from.resource).links) {
      const edge = edgeOf(view, drafts, from, from.resource, link);
      if (edge) out.push(edge);
    }
  }
  return out;
}

function edgeOf(
  view: View,
  drafts: Drafts,
  from: Draft,
  resource: Resource,
  { type, reference, place, readyExpr }: Link,
): DraftEdge | undefined {
  const resolution = resolve(view, resource, reference);
  const { optional } = reference;
  const { missing } = reference.row;
  const rest = { from, type, place, readyExpr, optional, sure: missing === "error" };
  if (resolution.type === "objects") {
    const meant = meantOf(from, resource, resolution.resources);
    return meant && { ...rest, to: drafts.of(meant, from), elsewhere: undefined };
  }
  // What only says when something is ready needs no node of its own.
  if (type === "health") return undefined;
  const name = {
    apiGroup: reference.group,
    kind: reference.kind,
    namespace: reference.namespace ?? resource.namespace ?? "",
    name: reference.text,
  };
  const mayBeThere =
    (optional && resolution.type !== "made") ||
    (type === "targets" && resolution.type !== "made" && isBrought(view, resource));
  const status = mayBeThere ? "outside" : statusOf(view, resolution, reference);
  const maker = resolution.type === "made" ? resolution.by[0] : undefined;
  const elsewhere = resolution.type === "elsewhere" ? onlyOne(resolution.resources) : undefined;
  return { ...rest, to: drafts.absent(name, status, from, maker), elsewhere };
}

/** Charts and other repositories bring objects into the namespace of this one. */
const isBrought = (view: View, resource: Resource): boolean =>
  bringersFor(resource, view).length > 0;

/** Several namespaces that have something of that name are no hint. */
const onlyOne = ([first, ...others]: readonly Resource[]): Resource | undefined =>
  others.every((it) => it.namespace === first?.namespace) ? first : undefined;

/** Of several objects, the one of the same cluster, else of the nearest folder. */
function meantOf(
  { group }: Draft,
  from: Resource,
  candidates: readonly Resource[],
): Resource | undefined {
  const cluster = from.built?.rendering.cluster;
  const same = candidates.filter((it) => it.built && it.built.rendering.cluster === cluster);
  const own = group.type === "cluster" && same.length > 0 ? same : candidates;
  return closestTo(from.path, own)[0];
}

/** What people keep beside those who name it is missing; anything else may well be in the cluster. See `Missing`. */
function statusOf(view: View, { type }: Resolution, { row, group, kind }: Reference): GraphStatus {
  if (type === "made") return "made";
  if (type === "held") return "outside";
  const isKept: Readonly<Record<Missing, () => boolean>> = {
    error: () => true,
    warning: () => type === "elsewhere" || view.ofKind(group, kind).length > 0,
    outside: () => type === "elsewhere" || view.withFact("sync").length > 0,
    information: () => false,
    near: () => false,
    slip: () => false,
    silent: () => false,
  };
  return isKept[row.missing]() ? "missing" : "outside";
}

/** The edge as people see it; `undefined` for what is none. */
export function shownEdge<Place>(
  edge: DraftEdge,
  place: Place | undefined,
): GraphEdge<Place> | undefined {
  const { from, to, type, readyExpr, optional } = edge;
  if (type === "health") return undefined;
  return {
    from: from.id,
    to: to.id,
    type,
    ...(place === undefined ? {} : { place }),
    ...(readyExpr === undefined ? {} : { readyExpr }),
    ...(optional ? { optional } : {}),
  };
}
