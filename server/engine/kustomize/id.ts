import type { Mapping, Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject, PastId } from "./built.ts";
import { clusterScoped } from "./data/scope.ts";
import { stop } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { withTrack } from "./withTrack.ts";

/** What kustomize tells objects apart by (kustomize.md §6). Empty texts stand for what is missing. */
export interface ResId {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  /** As written in the object; for a past identity the effective one. */
  readonly namespace: string;
  /** Known to have no namespace. */
  readonly clusterScoped: boolean;
}

/** What a namespace is called where there can be none. */
export const NO_NAMESPACE = "_non_namespaceable_";

/** The identity that the object has now. */
export function idOf({ node, track: { clusterScoped } }: BuiltObject): ResId {
  if (last?.node !== node || last.scope !== clusterScoped) last = readLast(node, clusterScoped);
  return last.id;
}

/** Each step asks about one object several times before it goes to the next. */
let last: Last | undefined;

interface Last {
  node: Mapping;
  readonly apiVersion: string;
  readonly scope: boolean | undefined;
  readonly id: ResId;
}

/** Most steps leave the identity as it is, and then nothing new is made. */
function readLast(node: Mapping, scope: boolean | undefined): Last {
  const apiVersion = textAt(node, "apiVersion");
  const kind = textAt(node, "kind");
  const metadata = filled(fieldOf(node, "metadata"));
  const name = metaText(metadata, "name");
  const namespace = metaText(metadata, "namespace");
  const id = last?.id;
  if (
    last &&
    last.scope === scope &&
    id?.name === name &&
    id.kind === kind &&
    id.namespace === namespace &&
    last.apiVersion === apiVersion
  ) {
    last.node = node;
    return last;
  }
  const { group, version, clusterScoped } = typeOf(apiVersion, kind);
  const made = { group, version, kind, name, namespace, clusterScoped: scope ?? clusterScoped };
  return { node, apiVersion, scope, id: made };
}

/** The first identity it had. */
export function originalIdOf(object: BuiltObject): ResId {
  const first = object.track.past[0];
  return first ? pastId(object, first) : idOf(object);
}

/** The identities it had before, oldest first. Group and version are always those of now. */
export function pastIdsOf(object: BuiltObject): readonly ResId[] {
  const { past } = object.track;
  if (past.length === 0) return [];
  const { group, version } = idOf(object);
  return past.map(({ kind, name, namespace }) => ({
    group,
    version,
    kind,
    name,
    namespace,
    clusterScoped: false,
  }));
}

/** Is one of its identities, that of now or an earlier one, such? */
export function isAny(object: BuiltObject, test: (id: ResId) => boolean): boolean {
  if (test(idOf(object))) return true;
  return object.track.past.length > 0 && pastIdsOf(object).some(test);
}

/** All identities, past ones first. */
export const idsOf = (object: BuiltObject): readonly ResId[] => [
  ...pastIdsOf(object),
  idOf(object),
];

/** Remembers the identity of now, before something changes it. */
export function withPast(object: BuiltObject): BuiltObject {
  const { kind, name, ...id } = idOf(object);
  // kustomize keeps no empty texts, so an identity without a name is lost.
  if (name === "") return object;
  const namespace = effectiveNamespace({ kind, name, ...id });
  expectSplittable(object, [name, namespace, kind]);
  const { past } = object.track;
  const last = past.at(-1);
  const isSame = last?.kind === kind && last.name === name && last.namespace === namespace;
  const more = isSame
    ? past.with(-1, { kind, namespace, name, times: last.times + 1 })
    : [...past, { kind, namespace, name, times: 1 }];
  const { prefixes, suffixes } = object.track;
  return withTrack(object, { past: more, prefixes, suffixes });
}

/** Past names, namespaces and kinds are three lists with commas between, which kustomize splits again. */
function expectSplittable({ node }: BuiltObject, texts: readonly string[]): void {
  if (!texts.some((it) => it.includes(","))) return;
  const [length, ...others] = texts.map((it) => it.split(",").length);
  if (others.every((it) => it === length)) return;
  const odd = texts.find((it) => it.includes(","));
  stop(
    `nothing with a comma can be renamed, such as '${odd}': number of previous names, number of previous namespaces, number of previous kinds not equal`,
    placeOfNode(fieldOf(node, "metadata")) ?? placeOfNode(node),
  );
}

/** The namespace that counts when identities are compared. */
export function effectiveNamespace(id: ResId): string {
  if (id.clusterScoped) return NO_NAMESPACE;
  return id.namespace === "" ? "default" : id.namespace;
}

/** Do they name the same object? */
export const sameId = (a: ResId, b: ResId): boolean =>
  a.name === b.name && sameKind(a, b) && effectiveNamespace(a) === effectiveNamespace(b);

export const sameKind = (a: GroupVersionKind, b: GroupVersionKind): boolean =>
  a.kind === b.kind && a.version === b.version && a.group === b.group;

/** Identities that are the same have the same key. */
export const keyOf = (id: ResId): string =>
  `${id.group}\n${id.version}\n${id.kind}\n${effectiveNamespace(id)}\n${id.name}`;

export interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Does it match what the selector names? Parts that the selector leaves out match anything. */
export const isSelected = (it: GroupVersionKind, selector: Partial<GroupVersionKind>): boolean =>
  (!selector.group || it.group === selector.group) &&
  (!selector.version || it.version === selector.version) &&
  (!selector.kind || it.kind === selector.kind);

/** `Kind.version.group`, as kustomize prints it. */
export const printKind = ({ group, version, kind }: GroupVersionKind): string =>
  `${kind || "[noKind]"}.${version || "[noVer]"}.${group || "[noGrp]"}`;

/** `Kind.version.group/name.namespace`, as kustomize prints it. */
export const printId = (id: Omit<ResId, "clusterScoped">): string =>
  `${printKind(id)}/${id.name || "[noName]"}.${id.namespace || "[noNs]"}`;

/** `group/version`, or `version` where there is no group. */
export function splitApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf("/");
  if (slash < 0) return { group: "", version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

interface Type extends GroupVersionKind {
  readonly clusterScoped: boolean;
}

/** Objects are many, their types few, and every step asks for them. */
const types = new Map<string, Map<string, Type>>();
const MOST_TYPES = 10_000;

function typeOf(apiVersion: string, kind: string): Type {
  const found = types.get(apiVersion)?.get(kind);
  if (found) return found;
  const scope = clusterScoped.has(`${apiVersion} ${kind}`);
  const type = { ...splitApiVersion(apiVersion), kind, clusterScoped: scope };
  if (types.size > MOST_TYPES) types.clear();
  const kinds = types.get(apiVersion) ?? new Map<string, Type>();
  if (kinds.size > MOST_TYPES) kinds.clear();
  types.set(apiVersion, kinds.set(kind, type));
  return type;
}

/** What `metadata` says of an object that is no longer, or not yet, one of the build. */
export const metadataOf = (node: Mapping): Mapping | undefined => filled(fieldOf(node, "metadata"));

function pastId(object: BuiltObject, { kind, name, namespace }: PastId): ResId {
  const { group, version } = idOf(object);
  return { group, version, kind, name, namespace, clusterScoped: false };
}

const textAt = (node: Mapping, key: string): string => {
  const value = fieldOf(node, key);
  return value?.kind === "scalar" ? value.text : "";
};

function metaText(metadata: Mapping | undefined, key: string): string {
  const value = fieldOf(metadata, key);
  return value?.kind === "scalar" && !isEmptyScalar(value) ? value.text : "";
}

const filled = (node: Node | undefined): Mapping | undefined =>
  node?.kind === "mapping" && node.entries.length > 0 ? node : undefined;

/** Null, however written. */
const isEmptyScalar = (node: Node & { kind: "scalar" }): boolean =>
  node.value === null && node.style === "plain";
