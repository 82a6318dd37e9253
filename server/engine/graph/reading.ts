import type { GraphEdgeType, GraphFacts } from "../../../protocol/graph.ts";
import { goDuration } from "../goDuration.ts";
import { FLUX_HELM, FLUX_KUSTOMIZE } from "../identity.ts";
import { memo } from "../memo.ts";
import { at, get, itemsOf, type Node, textOf } from "../node.ts";
import type { DocumentPlace } from "../origin.ts";
import { placeOf, placeOfName } from "../place.ts";
import type { Reference } from "../references/read.ts";
import { type Resource, treeOf } from "../resource.ts";
import { EDGE_FIELDS } from "./kinds.ts";

/** What the graph reads of one object. */
export interface Reading {
  readonly name: DocumentPlace;
  readonly facts: GraphFacts;
  readonly links: readonly Link[];
  /** Where a Kustomization says what it applies. */
  readonly path: DocumentPlace;
}

/** One field that is an edge. */
export interface Link {
  readonly type: GraphEdgeType | "health";
  readonly reference: Reference;
  readonly place: DocumentPlace;
  readonly readyExpr: string | undefined;
}

/** Worked out once for each object; it stays true while its build gives the same object. */
export const readingOf: (resource: Resource) => Reading = memo((it) => {
  const resource = asWritten(it);
  const root = treeOf(resource);
  return {
    name: placeOfName(resource),
    facts: factsOf(resource, get(root, "spec")),
    links: resource.references.flatMap((it) => linkOf(resource, it, root)),
    path: placeOf(resource, ["spec", "path"]),
  };
});

/**
 * Where a build has changed nothing that is read here, the object of the file says the same, and its build need not be
 * made again.
 */
function asWritten(resource: Resource): Resource {
  const { built, ...written } = resource;
  return built?.steps.every(({ by }) => by === "Ownership" || by === "NamespaceTransformer")
    ? written
    : resource;
}

function linkOf(resource: Resource, reference: Reference, root: Node | undefined): readonly Link[] {
  const { row, path } = reference;
  const type = EDGE_FIELDS[`${resource.kind} ${row.at}`];
  if (!type || row.target.type !== "object") return [];
  const holder = at(root, path.slice(0, -1));
  const readyExpr = type === "dependsOn" ? textOf(get(holder, "readyExpr")) : undefined;
  return [{ type, reference, place: placeOf(resource, path), readyExpr: readyExpr || undefined }];
}

function factsOf({ group }: Resource, spec: Node | undefined): GraphFacts {
  const interval = secondsAt(spec, "interval");
  const common = {
    ...(interval === undefined ? {} : { interval }),
    ...(textOf(get(spec, "suspend")) === "true" ? { suspended: true as const } : {}),
  };
  if (group === FLUX_KUSTOMIZE) return { ...common, ...kustomizationFacts(spec, interval) };
  if (group === FLUX_HELM) return { ...common, ...releaseFacts(spec) };
  return common;
}

/** flux.md §2.9 and §2.10. */
function kustomizationFacts(spec: Node | undefined, interval: number | undefined): GraphFacts {
  const path = textOf(get(spec, "path"));
  const retryInterval = secondsAt(spec, "retryInterval") ?? interval;
  const said = secondsAt(spec, "timeout") ?? (interval === undefined ? undefined : interval - 30);
  const wait = waitOf(spec);
  return {
    ...(path === undefined ? {} : { path }),
    ...(retryInterval === undefined ? {} : { retryInterval }),
    ...(said === undefined ? {} : { timeout: Math.max(said, SHORTEST) }),
    ...(wait === undefined ? {} : { wait }),
  };
}

/** No Kustomization has less time than this, in seconds. */
const SHORTEST = 30;

function waitOf(spec: Node | undefined): GraphFacts["wait"] {
  if (textOf(get(spec, "wait")) === "true") return "all";
  return itemsOf(get(spec, "healthChecks")).length > 0 ? "some" : undefined;
}

/** flux.md §5.2. */
function releaseFacts(spec: Node | undefined): GraphFacts {
  const chart = at(spec, ["chart", "spec"]);
  const words = [textOf(get(chart, "chart")), textOf(get(chart, "version"))];
  const said = words.filter((it) => it !== undefined).join(" ");
  return {
    ...(said === "" ? {} : { chart: said }),
    timeout: secondsAt(spec, "timeout") ?? DEFAULT_TIMEOUT,
  };
}

/** Of a HelmRelease that says none, in seconds. */
const DEFAULT_TIMEOUT = 300;

function secondsAt(spec: Node | undefined, key: string): number | undefined {
  const text = textOf(get(spec, key));
  const duration = text === undefined ? undefined : goDuration(text);
  return duration && "seconds" in duration && duration.seconds > 0 ? duration.seconds : undefined;
}
