import { at, get, textOf } from "../node.ts";
import { namespacesOf } from "../reach.ts";
import { isOpen } from "../references/read.ts";
import type { KindName, ObjectTarget } from "../references/row.ts";
import type { View } from "../view.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import type { Named } from "./completionNamed.ts";
import { targetKinds } from "./completionNames.ts";
import { type Slot, writtenIn } from "./completionSlot.ts";
import { displayPath } from "./displayPath.ts";

/** Namespaces of the objects of that name; where there are none, all that are known. */
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
  if (!name) return out;
  for (const it of targetKinds(target, node).flatMap((of) => view.named(of.group, of.kind, name))) {
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
