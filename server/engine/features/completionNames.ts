import { lineStart } from "../lines.ts";
import { at, get, itemsOf, type Node, textOf } from "../node.ts";
import { namespacesOf } from "../reach.ts";
import { groupOfKind } from "../references/all.ts";
import { isOpen } from "../references/read.ts";
import type { KindName, ObjectTarget } from "../references/row.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { type CompletionItem, literal, MOST_ITEMS, orderOf } from "./completionItem.ts";
import type { Named } from "./completionNamed.ts";
import { type Slot, writtenIn } from "./completionSlot.ts";
import { displayPath } from "./displayPath.ts";
import { isWithin } from "./isWithin.ts";

/**
 * The objects that may be named, nearest first, with what must be written beside the name so that it means them.
 * Of namesakes in several clusters, which would be written alike, the nearest stands for all.
 */
export function namedItems(
  view: View,
  slot: Slot,
  named: Named,
  target: ObjectTarget,
): readonly CompletionItem[] {
  const node = at(slot.root, named.base);
  const taken = takenBy(slot, named, target);
  const found = new Map<string, CompletionItem>();
  for (const it of nearestFirst(slot, namedLike(view, slot, target, node))) {
    if (found.size >= MOST_ITEMS) break;
    if (isSelf(slot, it) || taken.has(`${it.namespace ?? ""}/${it.name}`)) continue;
    const key = `${it.kind}/${it.namespace ?? ""}/${it.name}`;
    if (found.has(key) || standingOf(it, view) !== "object") continue;
    const relation = relationOf(view, slot, target, node, it);
    if (relation === "unreachable") continue;
    const more = besides(slot, target, node, it, relation);
    const text = literal(writtenIn(slot, it.name) + more.join(""));
    const order = orderOf(relation === "same" ? 1 : 2, found.size);
    found.set(key, { ...item(view, it), text, order });
  }
  return [...found.values()];
}

/** All of the kinds, kind by kind and then by name; of very many only those that what is typed may become. */
function namedLike(
  view: View,
  { hole }: Slot,
  target: ObjectTarget,
  node: Node | undefined,
): readonly Resource[] {
  return targetKinds(target, node).flatMap(({ group, kind }) => {
    const all = view.ofKind(group, kind);
    const typed = all.length > MOST_ITEMS ? hole.typed : "";
    return all
      .filter((it) => it.name !== "" && isWithin(typed, it.name))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

/** By the number of folders that they share with the file of the slot. */
function nearestFirst({ resource }: Slot, all: readonly Resource[]): readonly Resource[] {
  const home = resource?.path ?? "";
  const depths = new Map(all.map((it) => [it, sharedFolders(it.path, home)]));
  const depthOf = (it: Resource) => depths.get(it) ?? 0;
  return all.toSorted((a, b) => depthOf(b) - depthOf(a));
}

function sharedFolders(a: string, b: string): number {
  let count = 0;
  for (let at = 0; at < a.length && a[at] === b[at]; at++) if (a[at] === "/") count++;
  return count;
}

const item = (view: View, it: Resource): Omit<CompletionItem, "text" | "order"> => ({
  label: it.name,
  kind: "object",
  detail: it.namespace === undefined ? it.kind : `${it.kind} in ${it.namespace}`,
  from: displayPath(view, it.path),
  about: {
    type: "object",
    path: it.path,
    group: it.group,
    kind: it.kind,
    name: it.name,
    namespace: it.namespace ?? "",
  },
});

/** The kinds that the mapping allows, as far as it is written. */
export function targetKinds(target: ObjectTarget, node: Node | undefined): readonly KindName[] {
  const said = target.kindField === undefined ? undefined : textOf(get(node, target.kindField));
  if (said === undefined) return target.kinds;
  if (target.kinds.length > 0) return target.kinds.filter((it) => it.kind === said);
  const group = groupSaid(target, node) ?? groupOfKind(said);
  return group === undefined ? [] : [{ group, kind: said }];
}

function groupSaid(target: ObjectTarget, node: Node | undefined): string | undefined {
  const apiVersion = target.apiVersionField && textOf(get(node, target.apiVersionField));
  if (apiVersion) return apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  return target.groupField ? textOf(get(node, target.groupField)) : undefined;
}

const isSelf = ({ resource }: Slot, it: Resource): boolean =>
  resource !== undefined &&
  it.path === resource.path &&
  it.kind === resource.kind &&
  it.group === resource.group &&
  it.name === resource.name &&
  it.namespace === resource.namespace;

/** What the other items of the list name already. */
function takenBy(
  { root, resource }: Slot,
  { base }: Named,
  target: ObjectTarget,
): ReadonlySet<string> {
  const index = base.at(-1);
  const { nameField, namespaceField } = target;
  if (typeof index !== "number" || nameField === undefined) return new Set();
  const others = itemsOf(at(root, base.slice(0, -1))).filter((_, other) => other !== index);
  return new Set(
    others.map((it) => {
      const namespace = namespaceField && textOf(get(it, namespaceField));
      return `${namespace || (resource?.namespace ?? "")}/${textOf(get(it, nameField)) ?? ""}`;
    }),
  );
}

/** Does the bare name mean that object, or only the name together with its namespace, or nothing that can be written? */
type Relation = "same" | "other" | "unreachable";

function relationOf(
  view: View,
  { resource }: Slot,
  target: ObjectTarget,
  node: Node | undefined,
  it: Resource,
): Relation {
  if (target.defaultNamespace === "cluster") return "same";
  const said = target.namespaceField && textOf(get(node, target.namespaceField));
  if (said) return isOpen(said) || mayBeIn(view, it, said) ? "same" : "unreachable";
  const canCross = target.namespaceField !== undefined;
  if (target.defaultNamespace === "explicit") return canCross && it.namespace ? "other" : "same";
  const own = resource && namespacesOf(resource, view);
  const isNear = own === undefined || [...own].some((namespace) => mayBeIn(view, it, namespace));
  if (isNear) return "same";
  return canCross && it.namespace !== undefined ? "other" : "unreachable";
}

function mayBeIn(view: View, it: Resource, namespace: string): boolean {
  const possible = namespacesOf(it, view);
  return possible === undefined || possible.has(namespace);
}

/** Fields that go below the name (or, in braces, behind it). */
function besides(
  slot: Slot,
  target: ObjectTarget,
  node: Node | undefined,
  it: Resource,
  relation: Relation,
): readonly string[] {
  const { kindField, namespaceField, nameField, apiVersionField, kinds } = target;
  const { hole } = slot;
  const line = hole.repaired.slice(lineStart(hole.repaired, hole.at));
  const rest = hole.repaired.slice(hole.at).split("\n", 1)[0] ?? "";
  // Beside quotes, comments and whatever else follows there is no room.
  if (nameField === undefined || hole.style !== "plain" || (!slot.flow && /\s/.test(rest.trim())))
    return [];
  const margin = /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
  const put = (key: string, value: string) =>
    slot.flow ? `, ${key}: ${value}` : `\n${" ".repeat(margin)}${key}: ${value}`;
  const out: string[] = [];
  const lacks = (key: string | undefined): key is string => key !== undefined && !get(node, key);
  if (lacks(kindField) && kinds.length !== 1 && it.kind !== kinds[0]?.kind) {
    if (lacks(apiVersionField)) out.push(put(apiVersionField, apiVersionOf(it)));
    out.push(put(kindField, it.kind));
  }
  if (relation === "other" && lacks(namespaceField))
    out.push(put(namespaceField, it.namespace ?? ""));
  return out;
}
