import { type InventoryEntry, inventory } from "../api/inventory.ts";
import { json } from "../api/json.ts";
import { knownKind } from "../api/kinds.ts";
import { groupOf, identityOf, type KubeObject, keyOf } from "../api/kubeObject.ts";
import { appliedNode } from "./appliedNode.ts";
import { digestOf } from "./digest.ts";
import { headNode } from "./headNode.ts";
import { compare, type HeadBranch, type Layout, type ObjectBranch } from "./layout.ts";
import { type Note, noteNode, notesOf } from "./notes.ts";
import { objectNode } from "./objectNode.ts";
import type { Stale } from "./stale.ts";
import type { TreeNode } from "./treeNode.ts";
import type { TreeSource } from "./treeSource.ts";

/** What stands at one place of a tree. */
export type Item =
  | { readonly type: "head"; readonly id: string; readonly branch: HeadBranch }
  | ObjectItem
  | { readonly type: "note"; readonly id: string; readonly note: Note };

export interface ObjectItem {
  readonly type: "object";
  readonly id: string;
  readonly key: string;
  /** What it is, even where nothing is known of it. */
  readonly entry: InventoryEntry;
  readonly head: HeadBranch | undefined;
  /** What waits for it, where the layout shows that. */
  readonly branches: readonly ObjectBranch[];
  /** Whether the layout put it there; else it was applied or is owned by what it stands under. */
  readonly isBranch: boolean;
  /** Keys of what it stands under: nothing stands under itself. */
  readonly above: readonly string[];
  /** A word in front, such as `primary`. */
  readonly role?: string;
}

/** What an item is told from. */
export interface Surround {
  readonly source: TreeSource;
  /** Those that are shown, as they are now, by `keyOf`. */
  readonly objects: ReadonlyMap<string, KubeObject>;
  readonly layout: Layout;
  readonly stale: Stale;
  readonly isFiltered: boolean;
  readonly now: number;
}

export function nodeOf(item: Item, around: Surround): TreeNode {
  if (item.type === "note") return noteNode(item.id, item.note, around.now);
  if (item.type === "head") return headNode(item.id, item.branch, around);
  const { source, layout } = around;
  const object = knownObject(item.entry, source);
  if (!object) return appliedNode(item, source.applied(item.entry));
  const isInside = item.above.length > 0;
  const event = object.kind === "Canary" ? source.lastEvent(object) : "";
  return objectNode(object, digestOf(object, event), {
    id: item.id,
    opens: item.branches.length > 0 ? "open" : hasBelow(item, object) ? "closed" : "never",
    now: around.now,
    isKindTold: !isInside && layout.isKindTold(object, item.head),
    isNamespaceTold: layout.isNamespaceTold && !isInside,
    staleSince: around.stale(object),
    ...(item.role ? { role: item.role } : {}),
  });
}

export function itemsUnder(item: Item, around: Surround): readonly Item[] {
  if (item.type === "note") return [];
  if (item.type === "head")
    return [
      ...notesOf(item.branch, around).map(
        (note, index): Item => ({ type: "note", id: `${item.id}/?${index}`, note }),
      ),
      ...item.branch.branches.map((it) => branchItem(it, item.id, item.branch, [])),
    ];
  const object = knownObject(item.entry, around.source);
  if (!object) return [];
  const above = [...item.above, item.key];
  return [
    ...item.branches.map((it) => branchItem(it, item.id, item.head, above)),
    ...(object.kind === "Canary" ? partsOfCanary(object) : []).map(({ entry, role }) => ({
      ...entryItem(entry, item, above),
      role,
    })),
    ...appliedBy(object, item.branches).map((entry) => entryItem(entry, item, above)),
    ...(isOwner(object) ? around.source.owned(object) : []).map((it) =>
      entryItem({ ...identityOf(it), version: "" }, item, above),
    ),
  ];
}

export const branchItem = (
  { object, key, branches }: ObjectBranch,
  parent: string,
  head: HeadBranch | undefined,
  above: readonly string[],
): ObjectItem => {
  const entry = { ...identityOf(object), version: "" };
  return {
    type: "object",
    id: `${parent}/${key}`,
    key,
    entry,
    head,
    branches,
    isBranch: true,
    above,
  };
};

const entryItem = (
  entry: InventoryEntry,
  { id, head }: ObjectItem,
  above: readonly string[],
): ObjectItem => {
  const key = keyOf(entry);
  return {
    type: "object",
    id: `${id}/${key}`,
    key,
    entry,
    head,
    branches: [],
    isBranch: false,
    above,
  };
};

/** From what is watched, or as it was read. */
export function knownObject(entry: InventoryEntry, source: TreeSource): KubeObject | undefined {
  const found = source.find(entry);
  if (found) return found;
  const applied = source.applied(entry);
  return applied.kind === "there" ? applied.object : undefined;
}

function hasBelow(item: ObjectItem, object: KubeObject): boolean {
  // What contains itself, such as the Kustomization of Flux' own files, is opened once.
  if (item.above.includes(item.key)) return false;
  return (
    item.branches.length > 0 ||
    object.kind === "Canary" ||
    isOwner(object) ||
    json.list(json.at(object.status, "inventory", "entries")).length > 0
  );
}

/** What an object applied, without what is shown beside it already. */
function appliedBy(
  object: KubeObject,
  branches: readonly ObjectBranch[],
): readonly InventoryEntry[] {
  const shown = new Set(branches.map(({ key }) => key));
  return inventory(object)
    .filter((entry) => !shown.has(keyOf(entry)))
    .sort(
      (one, other) =>
        rank(one) - rank(other) || compare(one.kind, other.kind) || compare(one.name, other.name),
    );
}

/** What people look for stands first. */
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
function partsOfCanary({ spec, metadata }: KubeObject) {
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
