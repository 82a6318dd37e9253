import { type InventoryEntry, inventory } from "../api/inventory.ts";
import { json } from "../api/json.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import type { Watched } from "../api/watched.ts";
import { age } from "./age.ts";
import { appliedNode } from "./appliedNode.ts";
import { type Digest, digestOf } from "./digest.ts";
import { headNode } from "./headNode.ts";
import { compare, type Layout } from "./layout.ts";
import { type Note, noteNode, notesOf } from "./notes.ts";
import { type ObjectPlace, objectNode } from "./objectNode.ts";
import type { Stale } from "./stale.ts";
import type { ObjectBranch, Structure } from "./structure.ts";
import type { TreeNode } from "./treeNode.ts";
import type { TreeSource } from "./treeSource.ts";

/** What stands at one place of a tree: always the same for the same id, however it changes. */
export type Item =
  | { readonly type: "head"; readonly id: string; readonly name: string }
  | ObjectItem
  | { readonly type: "note"; readonly id: string; readonly note: Note };

export interface ObjectItem {
  readonly type: "object";
  readonly id: string;
  readonly key: string;
  /** What it is, even where nothing is known of it. */
  readonly entry: InventoryEntry;
  /** The name of the head under which it stands. */
  readonly head: string | undefined;
  /** Whether the layout put it there; else it was applied or is owned by what it stands under. */
  readonly isBranch: boolean;
  /** Keys of what it stands under: nothing stands under itself. */
  readonly above: readonly string[];
  /** A word in front, such as `primary`. */
  readonly role?: string;
}

/** What items are told from, at one moment. */
export interface Surround {
  readonly source: TreeSource;
  readonly structure: Structure;
  readonly layout: Layout;
  readonly watched: readonly Watched[];
  readonly stale: Stale;
  readonly isFiltered: boolean;
  readonly now: number;
  /** What an object applied, in the order in which it is shown. */
  readonly applied: (object: KubeObject) => readonly InventoryEntry[];
}

/** A line, and what it was told from. */
export interface Told {
  readonly node: TreeNode;
  /** Absent: it is told anew each time. */
  readonly from?: ToldFrom;
}

interface ToldFrom {
  readonly object: KubeObject;
  readonly digest: Digest;
  readonly hasBranches: boolean;
  readonly staleSince: number | undefined;
  /** Of its age. */
  readonly minutes: number;
  readonly layout: Layout;
}

/**
 * The line of an item.
 *
 * @param before as it was told last: still true where nothing is different from which it was told
 */
export function told(item: Item, around: Surround, before?: Told): Told {
  if (item.type === "note") return { node: noteNode(item.id, item.note, around.now) };
  if (item.type === "head") return { node: headNode(item.id, item.name, around) };
  const { source, layout, now } = around;
  const object = knownObject(item, around);
  if (!object) return { node: appliedNode(item, source.applied(item.entry)) };
  const digest = digestOf(object, object.kind === "Canary" ? source.lastEvent(object) : "");
  const staleSince = around.stale(object);
  const hasBranches = branchesOf(item, around).length > 0;
  const minutes = digest.since === undefined ? 0 : Math.floor((now - digest.since) / 60_000);
  const known = before?.from;
  if (
    before !== undefined &&
    known?.object === object &&
    known.digest === digest &&
    known.hasBranches === hasBranches &&
    known.staleSince === staleSince &&
    known.minutes === minutes &&
    known.layout === layout
  )
    return before;
  const from: ToldFrom = { object, digest, hasBranches, staleSince, minutes, layout };
  return { node: objectNode(object, digest, placeOf(item, from, now)), from };
}

function placeOf(item: ObjectItem, from: ToldFrom, now: number): ObjectPlace {
  const { object, digest, layout, staleSince, hasBranches } = from;
  const isInside = item.above.length > 0;
  return {
    id: item.id,
    opens: hasBranches ? "open" : hasBelow(item, object) ? "closed" : "never",
    age: digest.since === undefined ? "" : age(now, digest.since),
    staleSince,
    isKindTold: !isInside && layout.isKindTold(object, item.head),
    isNamespaceTold: layout.isNamespaceTold && !isInside,
    ...(item.role ? { role: item.role } : {}),
  };
}

/** The first of what stands under an item, and how many more there are. */
export interface Below {
  readonly items: readonly Item[];
  readonly more: number;
}

export function itemsUnder(item: Item, around: Surround, limit = Number.MAX_SAFE_INTEGER): Below {
  if (item.type === "note") return { items: [], more: 0 };
  if (item.type === "head") return underHead(item.id, item.name, around, limit);
  const object = knownObject(item, around);
  if (!object) return { items: [], more: 0 };
  const above = [...item.above, item.key];
  const branches = branchesOf(item, around);
  const shown = new Set(branches.map(({ key }) => key));
  const others: readonly Entry[] = [
    ...(object.kind === "Canary" ? partsOfCanary(object) : []),
    ...around.applied(object).flatMap((entry) => (shown.has(keyOf(entry)) ? [] : [{ entry }])),
    ...(isOwner(object) ? around.source.owned(object) : []).map((it) => ({
      entry: { ...identityOf(it), version: "" },
    })),
  ];
  return {
    items: [
      ...branches.slice(0, limit).map((it) => branchItem(it, item.id, above)),
      ...others
        .slice(0, limit - Math.min(limit, branches.length))
        .map((it) => entryItem(it, item, above)),
    ],
    more: Math.max(0, branches.length + others.length - limit),
  };
}

function underHead(id: string, name: string, around: Surround, limit: number): Below {
  const branches = around.structure.head(name)?.branches ?? [];
  const notes = notesOf(name, around).map(
    (note, index): Item => ({ type: "note", id: `${id}/?${index}`, note }),
  );
  const room = Math.max(0, limit - notes.length);
  const first = branches.slice(0, room).map((it) => branchItem(it, id));
  return { items: notes.concat(first), more: Math.max(0, branches.length - room) };
}

/** One for all: V8 puts what is made thousands of times at first among the old, for good. */
const nothing: readonly string[] = [];

export function branchItem(
  branch: ObjectBranch,
  parent: string,
  above: readonly string[] = nothing,
): ObjectItem {
  const known = items.get(branch);
  if (known?.parent === parent) return known.item;
  const { object, key, head } = branch;
  const entry = { ...identityOf(object), version: "" };
  const id = `${parent}/${key}`;
  const item = { type: "object", id, key, entry, head: head?.name, isBranch: true, above } as const;
  items.set(branch, { parent, item });
  return item;
}

/** Hundreds stand under one head, and all of them are asked for when one of them is other. */
const items = new WeakMap<ObjectBranch, { readonly parent: string; readonly item: ObjectItem }>();

interface Entry {
  readonly entry: InventoryEntry;
  readonly role?: string;
}

function entryItem(
  { entry, role }: Entry,
  { id, head }: ObjectItem,
  above: readonly string[],
): ObjectItem {
  const key = keyOf(entry);
  const item = { type: "object", id: `${id}/${key}`, key, entry, head, isBranch: false, above };
  return { ...item, ...(role ? { role } : {}) } as ObjectItem;
}

/** From what is shown or watched, or as it was read. */
export function knownObject(
  { key, entry }: ObjectItem,
  { structure, source }: Pick<Surround, "structure" | "source">,
): KubeObject | undefined {
  const found = structure.branch(key)?.object ?? source.find(entry);
  if (found) return found;
  const applied = source.applied(entry);
  return applied.kind === "there" ? applied.object : undefined;
}

/** What waits for an object, where the layout shows that. */
const branchesOf = ({ isBranch, key }: ObjectItem, { structure }: Surround) =>
  isBranch ? (structure.branch(key)?.branches ?? []) : [];

function hasBelow(item: ObjectItem, object: KubeObject): boolean {
  // What contains itself, such as the Kustomization of Flux' own files, is opened once.
  if (item.above.includes(item.key)) return false;
  return (
    object.kind === "Canary" ||
    isOwner(object) ||
    json.list(json.at(object.status, "inventory", "entries")).length > 0
  );
}

/** What an object applied; what people look for stands first. */
export const appliedBy = (object: KubeObject): readonly InventoryEntry[] =>
  inventory(object)
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort(
      (one, other) =>
        one.rank - other.rank ||
        compare(one.entry.kind, other.entry.kind) ||
        compare(one.entry.name, other.entry.name) ||
        compare(one.entry.namespace ?? "", other.entry.namespace ?? ""),
    )
    .map(({ entry }) => entry);

function rank({ kind, group }: InventoryEntry): number {
  if (knownKind(kind, group)) return 0;
  return group === "apps" || group === "batch" ? 1 : 2;
}

const owners: ReadonlySet<string> = new Set(["apps", "batch"]);

/** Whether an object has pods. */
export const isOwner = ({ apiVersion, kind }: KubeObject): boolean =>
  owners.has(groupOf(apiVersion)) && kind !== "ControllerRevision";

/**
 * The workload that is asked for and the one that serves.
 *
 * https://docs.flagger.app/usage/how-it-works#canary-target
 */
function partsOfCanary({ spec, metadata }: KubeObject): readonly Entry[] {
  const { kind, name, apiVersion } = json.fields(spec.targetRef);
  if (typeof name !== "string") return [];
  const group = groupOf(json.text(apiVersion) ?? "apps/v1");
  const { namespace } = metadata;
  const named = (it: string): InventoryEntry => ({
    group,
    kind: json.text(kind) ?? "Deployment",
    ...(namespace ? { namespace } : {}),
    name: it,
    version: "",
  });
  return [
    { entry: named(name), role: "target" },
    { entry: named(`${name}-primary`), role: "primary" },
  ];
}
