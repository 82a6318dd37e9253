import { at, get, type Path, textOf } from "../node.ts";
import { rowsOf } from "../references/all.ts";
import type { KeyTarget, KindName, ObjectTarget, ReferenceRow } from "../references/row.ts";
import type { View } from "../view.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { type CompletionItem, literal, orderOf } from "./completionItem.ts";
import { keyItems } from "./completionKeys.ts";
import type { Named } from "./completionNamed.ts";
import { namedItems, targetKinds } from "./completionNames.ts";
import { namespaceItems } from "./completionNamespaces.ts";
import { pathItems } from "./completionPaths.ts";
import { type Slot, writtenIn } from "./completionSlot.ts";
import { newestKinds } from "./newestKinds.ts";

/** What the field at the cursor may name: other objects, their namespaces, files, folders, keys. */
export function referenceItems(view: View, slot: Slot): readonly CompletionItem[] {
  const { resource } = slot;
  if (!resource || (slot.on === "key" && !slot.alone)) return [];
  if (slot.path.join(".") === "metadata.namespace") return namespaceItems(view, slot, undefined);
  const found = new Map<string, CompletionItem>();
  for (const place of placesOf(slot)) {
    for (const row of rowsOf(resource.group, resource.kind)) {
      const named = namedBy(row, place.path);
      if (!named) continue;
      for (const item of itemsFor(view, slot, named)) {
        const key = `${item.label} ${item.detail ?? ""}`;
        if (!found.has(key)) found.set(key, { ...item, text: place.lead + item.text });
      }
    }
  }
  return [...found.values()];
}

/** Does something else stand behind the name that the field at this path says? */
export const isReference = ({ group, kind }: KindName, path: Path): boolean =>
  rowsOf(group, kind).some((row) => namedBy(row, path) !== undefined);

interface SlotPlace {
  readonly path: Path;
  /** Goes in front of what is written. */
  readonly lead: string;
}

/** Where the first item of a list is meant, its dash may be missing. */
function placesOf({ path, on, flow, hole }: Slot): readonly SlotPlace[] {
  const here = { path, lead: hole.gap + (hole.dash ? "- " : "") };
  if (on === "value" || flow || hole.dash) return [here];
  return [here, { path: [...path, 0], lead: "- " }];
}

function namedBy(row: ReferenceRow, path: Path): Named | undefined {
  const steps = row.at.replaceAll("[]", ".[]").split(".").filter(Boolean);
  if (path.length < steps.length || !steps.every((step, i) => isStep(step, path[i]))) {
    return undefined;
  }
  const base = path.slice(0, steps.length);
  const role = roleOf(row.target, path.slice(steps.length));
  return role && { row, base, role };
}

const isStep = (step: string, found: string | number | undefined): boolean =>
  step === "[]"
    ? typeof found === "number"
    : typeof found === "string" && (step === "*" || step === found);

function roleOf(target: ReferenceRow["target"], tail: Path): Named["role"] | undefined {
  const field = tail
    .map((it) => (typeof it === "number" ? "[]" : it))
    .join(".")
    .replaceAll(".[]", "[]");
  if (target.type === "path") return field === "" ? "path" : undefined;
  if (target.type === "key") return field === target.keyField ? "key" : undefined;
  return roleInObject(target, field);
}

function roleInObject(target: ObjectTarget, field: string): Named["role"] | undefined {
  if (field === (target.nameField ?? "")) return "name";
  if (field === target.namespaceField) return "namespace";
  if (field === target.kindField) return "kind";
  return field === target.apiVersionField ? "apiVersion" : undefined;
}

function itemsFor(view: View, slot: Slot, named: Named): readonly CompletionItem[] {
  const { target } = named.row;
  if (target.type === "path") return pathItems(view, slot, named, target);
  if (isOther(target, at(slot.root, named.base))) return [];
  if (target.type === "key") return keyItems(view, slot, named, target);
  switch (named.role) {
    case "name":
      return namedItems(view, slot, named, target);
    case "namespace":
      return namespaceItems(view, slot, { named, target });
    case "kind":
      return kindItems(view, slot, target);
    default:
      return apiVersionItems(view, slot, named, target);
  }
}

/** Does the mapping name a kind that this row does not speak of? */
function isOther(target: ObjectTarget | KeyTarget, node: ReturnType<typeof at>): boolean {
  if (!target.kindField || !target.kindRequired) return false;
  const said = textOf(get(node, target.kindField));
  return said !== undefined && !target.kinds.some((it) => it.kind === said);
}

/** Kinds that may be named; where the schema lists them, its values say the same. */
function kindItems(view: View, slot: Slot, target: ObjectTarget): readonly CompletionItem[] {
  const kinds = target.kinds.length > 0 ? target.kinds : newestKinds(view.catalogue.kinds);
  return [...new Set(kinds.map((it) => it.kind))].map((kind, index) => ({
    label: kind,
    kind: "kind",
    text: literal(writtenIn(slot, kind)),
    order: orderOf(1, index),
  }));
}

function apiVersionItems(
  view: View,
  slot: Slot,
  { base }: Named,
  target: ObjectTarget,
): readonly CompletionItem[] {
  const kinds = targetKinds(target, at(slot.root, base));
  const fits = newestKinds(view.catalogue.kinds).filter((it) =>
    kinds.some(({ group, kind }) => it.group === group && it.kind === kind),
  );
  const versions = fits.map(apiVersionOf);
  return [...new Set(versions)].map((version, index) => ({
    label: version,
    kind: "value",
    text: literal(writtenIn(slot, version)),
    order: orderOf(1, index),
    detail: fits.find((it) => version.startsWith(it.group))?.kind ?? "",
  }));
}
