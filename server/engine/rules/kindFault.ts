import { memo } from "../memo.ts";
import { nearest } from "../nearest.ts";
import type { KindInfo, Project, SchemaCatalogue } from "../schema/catalogue.ts";
import type { View } from "../view.ts";
import { COMMON_KINDS } from "./commonKinds.ts";
import { knownKinds } from "./kindInfo.ts";

/** What somebody wrote of a kind. */
export interface SaidKind {
  readonly kind: string;
  /** `undefined`: any group is meant. */
  readonly group: string | undefined;
  readonly version: string | undefined;
}

/** Which part of it is wrong, and what was probably meant. */
export interface KindFault {
  readonly part: "kind" | "group" | "version";
  readonly meant: string;
}

/** What is surely a slip in the name of a kind, its group or its version; what is merely unknown may be somebody's own. */
export function kindFault(view: View, { kind, group, version }: SaidKind): KindFault | undefined {
  const { catalogue } = view;
  const groups = groupsOf(catalogue);
  if (group === undefined) return kindOfAnyGroup(kind, groups);
  const own = groups.get(group);
  if (!own) return groupNear(group, kind, groups);
  if (own.has(kind)) {
    return version === undefined ? undefined : versionFault(catalogue, group, version, kind);
  }
  const meant = nearest(kind, own);
  if (meant === undefined || view.ofKind(group, kind).length > 1) return undefined;
  return isDefined(view, group) ? undefined : { part: "kind", meant };
}

type Groups = ReadonlyMap<string, ReadonlySet<string>>;

/** All kinds that are known by name, by group. */
const groupsOf: (catalogue: SchemaCatalogue) => Groups = memo((catalogue) => {
  const groups = new Map<string, Set<string>>();
  for (const [group, kinds] of COMMON_KINDS) groups.set(group, new Set(kinds));
  for (const { group, kind, project } of catalogue.kinds) {
    if (project === "kustomize") continue;
    groups.set(group, (groups.get(group) ?? new Set()).add(kind));
  }
  return groups;
});

const allKinds: (groups: Groups) => ReadonlySet<string> = memo(
  (groups) => new Set([...groups.values()].flatMap((it) => [...it])),
);

function kindOfAnyGroup(kind: string, groups: Groups): KindFault | undefined {
  const all = allKinds(groups);
  if (all.has(kind) || kind.length < SHORTEST) return undefined;
  const meant = nearest(kind, all);
  return meant === undefined ? undefined : { part: "kind", meant };
}

/** `monitorng.coreos.com` for a ServiceMonitor. */
function groupNear(group: string, kind: string, groups: Groups): KindFault | undefined {
  if (group.length < SHORTEST) return undefined;
  const owners = [...groups].filter(([, kinds]) => kinds.has(kind)).map(([name]) => name);
  const meant = nearest(
    group,
    owners.filter((it) => it.length >= SHORTEST),
  );
  return meant === undefined ? undefined : { part: "group", meant };
}

const SHORTEST = 4;

/** Of projects whose releases are known one by one. */
function versionFault(
  catalogue: SchemaCatalogue,
  group: string,
  version: string,
  kind: string,
): KindFault | undefined {
  const { versions, newest } = knownKinds(catalogue);
  const info: KindInfo | undefined = newest.get(`${group} ${kind}`);
  if (!info || !CLOSED.has(info.project) || versions.has(`${group}/${version} ${kind}`)) {
    return undefined;
  }
  return { part: "version", meant: info.version };
}

const CLOSED: ReadonlySet<Project> = new Set(["flux", "flux-operator", "flagger", "kubernetes"]);

/** Does a definition in the workspace tell what the group has? */
const isDefined = (view: View, group: string): boolean =>
  view
    .ofKind("apiextensions.k8s.io", "CustomResourceDefinition")
    .some((it) => group !== "" && it.name.endsWith(`.${group}`));
