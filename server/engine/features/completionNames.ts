import { lineStart } from "../edits/layout.ts";
import { at, get, itemsOf, type Node, textOf } from "../node.ts";
import { namespacesOf } from "../reach.ts";
import { groupOfKind } from "../references/all.ts";
import { isOpen } from "../references/read.ts";
import type { KindName, ObjectTarget } from "../references/row.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import type { View } from "../view.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import type { Named } from "./completionNamed.ts";
import { type Slot, writtenIn } from "./completionSlot.ts";
import { displayPath } from "./displayPath.ts";

/** The objects that may be named, with what must be written beside the name so that it means them. */
export function namedItems(
  view: View,
  slot: Slot,
  named: Named,
  target: ObjectTarget,
): readonly CompletionItem[] {
  const node = at(slot.root, named.base);
  const taken = takenBy(slot, named, target);
  const items: CompletionItem[] = [];
  for (const it of candidatesOf(view, target, node)) {
    if (isSelf(slot, it) || taken.has(`${it.namespace ?? ""}/${it.name}`)) continue;
    const relation = relationOf(view, slot, target, node, it);
    if (relation === "unreachable") continue;
    const more = besides(slot, target, node, it, relation);
    const text = literal(writtenIn(slot, it.name) + more.join(""));
    items.push({
      ...item(view, it),
      text,
      order: orderOf(relation === "same" ? 1 : 2, items.length),
    });
  }
  return items;
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

function candidatesOf(
  view: View,
  target: ObjectTarget,
  node: Node | undefined,
): readonly Resource[] {
  return targetKinds(target, node).flatMap(({ group, kind }) =>
    view.ofKind(group, kind).filter((it) => it.name !== "" && standingOf(it, view) === "object"),
  );
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

/** Namespaces of the objects of that name; without one, all that are known. */
export function namespaceItems(
  view: View,
  slot: Slot,
  reference: { readonly named: Named; readonly target: ObjectTarget } | undefined,
): readonly CompletionItem[] {
  const found = reference ? namespacesNamed(view, slot, reference) : new Map<string, string>();
  const all = found.size > 0 ? found : namespacesIn(view);
  return [...all].map(([namespace, from], index) => ({
    label: namespace,
    kind: "namespace",
    text: literal(slot.hole.gap && !reference ? ` ${namespace}` : writtenIn(slot, namespace)),
    order: orderOf(1, index),
    from,
  }));
}

function namespacesNamed(
  view: View,
  slot: Slot,
  { named, target }: { readonly named: Named; readonly target: ObjectTarget },
): ReadonlyMap<string, string> {
  const node = at(slot.root, named.base);
  const name = target.nameField && textOf(get(node, target.nameField));
  const out = new Map<string, string>();
  for (const it of candidatesOf(view, target, node)) {
    if (name && it.name !== name) continue;
    for (const namespace of namespacesOf(it, view) ?? []) {
      if (!out.has(namespace)) out.set(namespace, displayPath(view, it.path));
    }
  }
  return out;
}

/** Namespaces that are declared, or that Flux objects and Canaries are in. */
function namespacesIn(view: View): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const declared = view.ofKind("", "Namespace").filter((it) => !isOpen(it.name));
  for (const it of declared) if (it.name) out.set(it.name, displayPath(view, it.path));
  for (const { group, kind } of inhabitants) {
    for (const it of view.ofKind(group, kind)) {
      const { namespace } = it;
      if (namespace === undefined || isOpen(namespace) || out.has(namespace)) continue;
      out.set(namespace, displayPath(view, it.path));
    }
  }
  return out;
}

const inhabitants: readonly KindName[] = [
  { group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization" },
  { group: "helm.toolkit.fluxcd.io", kind: "HelmRelease" },
  { group: "source.toolkit.fluxcd.io", kind: "GitRepository" },
  { group: "source.toolkit.fluxcd.io", kind: "HelmRepository" },
  { group: "source.toolkit.fluxcd.io", kind: "OCIRepository" },
  { group: "flagger.app", kind: "Canary" },
];
