import type { GraphNode, GraphNodeType, GraphStatus } from "../../../protocol/graph.ts";
import type { RenderingFacts } from "../builtTables.ts";
import { FLUX_KUSTOMIZE } from "../identity.ts";
import { reachOf } from "../reach.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import { type GroupName, type Groups, groupsOf } from "./groups.ts";
import { NODE_KINDS, nodeTypeOf } from "./kinds.ts";

/** A node while the graph is being put together. */
export interface Draft {
  readonly id: string;
  readonly group: GroupName;
  readonly type: GraphNodeType;
  readonly status: GraphStatus;
  readonly name: Pick<GraphNode<never>, "apiGroup" | "kind" | "namespace" | "name">;
  /** Absent for what stands nowhere. */
  readonly resource: Resource | undefined;
  /** For a Kustomization, the builds of what it applies. */
  readonly builds: RenderingFacts[];
  /** Kustomizations that apply it, other than itself. */
  readonly appliers: Set<Draft>;
}

/** All nodes that stand for themselves, and a way to find or add one. */
export interface Drafts {
  /** In the order in which they were found. */
  readonly all: readonly Draft[];
  /** The node of an object as the one who names it means it; made where there is none yet. */
  readonly of: (resource: Resource, near: Draft) => Draft;
  /** A node that stands in no file. */
  readonly absent: (
    name: Draft["name"],
    status: GraphStatus,
    near: Draft,
    maker: Resource | undefined,
  ) => Draft;
}

/** Finds the nodes of the graph: in what builds give, and in files that none takes up. */
export function draftsOf(view: View, renderings: readonly RenderingFacts[]): Drafts {
  const table = emptyTable(groupsOf(view, renderings));
  for (const { name, resources } of renderings) {
    const group = table.groups.ofRendering(name);
    for (const it of resources) {
      const type = nodeTypeOf(it);
      if (type) enter(table, group, it, type);
    }
  }
  for (const { group, kind, type } of NODE_KINDS) {
    for (const it of view.ofKind(group, kind)) {
      const isAlone = view.builtFrom(it).length === 0 && standingOf(it, view) === "object";
      if (isAlone) enter(table, groupOfFile(table, it, renderings), it, type);
    }
  }
  for (const it of renderings) joinBuild(table, it);
  for (const it of [...table.all]) if (!it.resource?.built) joinAppliers(view, table, it);
  return {
    all: table.all,
    of: (resource, near) => nodeOf(view, table, resource, near),
    absent: (name, status, near, maker) => {
      const found = table.byId.get(idOf(near.group, name));
      if (found) return found;
      const type = typeOf(name);
      const draft = add(table, near.group, { name, status, resource: maker, type });
      if (maker) joinMaker(view, table, draft, maker);
      return draft;
    },
  };
}

interface Table {
  readonly groups: Groups;
  readonly all: Draft[];
  readonly byId: Map<string, Draft>;
  readonly byResource: Map<Resource, Draft>;
  /** The Kustomizations of builds, by the id of the build. */
  readonly byBuild: Map<string, Draft>;
}

const emptyTable = (groups: Groups): Table => ({
  groups,
  all: [],
  byId: new Map(),
  byResource: new Map(),
  byBuild: new Map(),
});

const typeOf = ({ apiGroup, kind }: Draft["name"]): GraphNodeType =>
  nodeTypeOf({ group: apiGroup, kind }) ?? "object";

const idOf = ({ id }: GroupName, { apiGroup, kind, namespace, name }: Draft["name"]): string =>
  `${id}|${kind}.${apiGroup}|${namespace}/${name}`;

const nameIn = ({ group, kind, namespace = "", name }: Resource): Draft["name"] => ({
  apiGroup: group,
  kind,
  namespace,
  name,
});

function enter(table: Table, group: GroupName, resource: Resource, type: GraphNodeType): Draft {
  const name = nameIn(resource);
  const found =
    table.byId.get(idOf(group, name)) ??
    add(table, group, { name, status: "here", resource, type });
  table.byResource.set(resource, found);
  return found;
}

function add(
  table: Table,
  group: GroupName,
  { name, ...rest }: Pick<Draft, "name" | "status" | "resource" | "type">,
): Draft {
  const id = idOf(group, name);
  const draft: Draft = { id, group, name, ...rest, builds: [], appliers: new Set() };
  table.all.push(draft);
  table.byId.set(id, draft);
  return draft;
}

/** A Kustomization in a file that no build takes up may be built all the same: then it is of the cluster of its build. */
function groupOfFile(
  { groups, byId }: Table,
  resource: Resource,
  renderings: readonly RenderingFacts[],
): GroupName {
  const group = groups.ofFile(resource);
  if (group.type === "cluster" || resource.group !== FLUX_KUSTOMIZE) return group;
  const name = nameIn(resource);
  const said = `${name.namespace}/${name.name}`;
  const own = renderings
    .filter((it) => it.name.kustomization === said)
    .map((it) => groups.ofRendering(it.name))
    .find((it) => !byId.has(idOf(it, name)));
  return own ?? group;
}

/** The build of a Kustomization, and the nodes that come out of it. */
function joinBuild(table: Table, facts: RenderingFacts): void {
  const { name } = facts;
  if (name.kustomization === undefined) return;
  const group = table.groups.ofRendering(name);
  const [namespace = "", object = ""] = name.kustomization.split("/");
  const identity = { apiGroup: FLUX_KUSTOMIZE, kind: "Kustomization", namespace, name: object };
  const draft = table.byId.get(idOf(group, identity));
  if (!draft) return;
  draft.builds.push(facts);
  table.byBuild.set(name.id, draft);
  for (const it of facts.resources) {
    const child = table.byResource.get(it);
    if (child && child !== draft) child.appliers.add(draft);
  }
}

/** What is made is there as soon as its maker is applied, at the earliest. */
function joinMaker(view: View, table: Table, draft: Draft, maker: Resource): void {
  for (const { built } of view.builtFrom(maker)) {
    const applier = built && table.byBuild.get(built.rendering.id);
    if (applier && applier.group === draft.group) draft.appliers.add(applier);
  }
}

/** Where builds are not known, the Kustomizations that files lead to. */
function joinAppliers(view: View, table: Table, draft: Draft): void {
  if (!draft.resource) return;
  const all = reachOf(draft.resource, view).fluxKustomizations;
  const direct = all.filter(
    (it) =>
      !all.some((other) => other !== it && reachOf(other, view).fluxKustomizations.includes(it)),
  );
  for (const it of direct) {
    const applier = table.byResource.get(it);
    if (applier && applier !== draft) draft.appliers.add(applier);
  }
}

function nodeOf(view: View, table: Table, resource: Resource, near: Draft): Draft {
  const known = table.byResource.get(resource);
  if (known) return known;
  const own = view.builtFrom(resource).flatMap((it) => table.byResource.get(it) ?? []);
  const found = own.find((it) => it.group === near.group) ?? own[0];
  if (found) return found;
  const { built } = resource;
  const group = built ? table.groups.ofRendering(built.rendering) : near.group;
  const draft = enter(table, group, resource, nodeTypeOf(resource) ?? "object");
  const applier = built && table.byBuild.get(built.rendering.id);
  if (applier && applier !== draft) draft.appliers.add(applier);
  return draft;
}
