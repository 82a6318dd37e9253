import { lineStart } from "../lines.ts";
import { entryOf, get, type Node, textOf } from "../node.ts";
import type { KindInfo } from "../schema/catalogue.ts";
import type { View } from "../view.ts";
import { apiVersionOf } from "./apiVersion.ts";
import { PLACEHOLDER } from "./completionHole.ts";
import { type CompletionItem, orderOf } from "./completionItem.ts";
import { objectItems } from "./completionObjects.ts";
import type { Slot } from "./completionSlot.ts";
import { newestKinds, rankOf } from "./newestKinds.ts";

/**
 * apiVersion and kind, which belong together: completing one writes or corrects the other.
 * Where the document says nothing yet, whole objects.
 */
export function kindItems(view: View, slot: Slot, path: string): readonly CompletionItem[] {
  if (slot.path.length === 0 && slot.on === "key") {
    if (slot.alone && slot.hole.column === 0) return objectItems(view, path);
    return pairItems(view, slot);
  }
  if (slot.path.length !== 1) return [];
  if (slot.path[0] === "kind") return kindValues(view, slot);
  return slot.path[0] === "apiVersion" ? apiVersionValues(view, slot) : [];
}

/** A key at the top of an object: what is missing of the two. */
function pairItems(view: View, slot: Slot): readonly CompletionItem[] {
  const apiVersion = textOf(get(slot.root, "apiVersion"));
  const kind = textOf(get(slot.root, "kind"));
  const indent = slot.flow ? ", " : `\n${" ".repeat(slot.hole.column)}`;
  const has = (key: string) => entryOf(slot.root, key) !== undefined;
  if (slot.hole.colon || (has("apiVersion") && has("kind"))) return [];
  return newestKinds(view.catalogue.kinds)
    .filter((it) => apiVersion === undefined || apiVersionOf(it) === apiVersion)
    .filter((it) => kind === undefined || it.kind === kind)
    .map((it, index) => {
      const lines = [`apiVersion: ${apiVersionOf(it)}`, `kind: ${it.kind}`];
      const missing = lines.filter((_, line) => !has(line === 0 ? "apiVersion" : "kind"));
      const label = missing.length === 2 ? `kind: ${it.kind}` : (missing[0] ?? "");
      return {
        ...kindItem(it, index),
        label,
        text: missing.join(indent),
        filter: missing.join(" "),
      };
    });
}

function kindValues(view: View, slot: Slot): readonly CompletionItem[] {
  const { root, hole } = slot;
  const apiVersion = textOf(get(root, "apiVersion"));
  const fits = newestKinds(view.catalogue.kinds).filter((it) => apiVersionOf(it) === apiVersion);
  const known = fits.length > 0 ? fits : newestKinds(view.catalogue.kinds);
  return known.map((it, index) => ({
    ...kindItem(it, index),
    text: hole.gap + it.kind,
    ...(apiVersion === apiVersionOf(it) ? {} : { more: withApiVersion(slot, apiVersionOf(it)) }),
  }));
}

function apiVersionValues(view: View, slot: Slot): readonly CompletionItem[] {
  const { root, hole } = slot;
  const kind = textOf(get(root, "kind"));
  const fits = newestKinds(view.catalogue.kinds).filter((it) => it.kind === kind);
  if (fits.length > 0) {
    return fits.map((it, index) => ({
      ...kindItem(it, index),
      label: apiVersionOf(it),
      text: hole.gap + apiVersionOf(it),
      detail: it.kind,
    }));
  }
  return newestKinds(view.catalogue.kinds).map((it, index) => ({
    ...kindItem(it, index),
    label: `${apiVersionOf(it)} ${it.kind}`,
    detail: it.kind,
    ...withKind(slot, it),
  }));
}

/** The kind goes over the one that is there, or below. */
function withKind(slot: Slot, it: KindInfo): Pick<CompletionItem, "text" | "more"> {
  const text = slot.hole.gap + apiVersionOf(it);
  const entry = entryOf(slot.root, "kind");
  if (entry?.value) return { text, more: over(slot, entry.value, it.kind) };
  const { repaired, at } = slot.hole;
  const rest = repaired.slice(at + PLACEHOLDER.length).split("\n", 1)[0] ?? "";
  if (entry || slot.flow || rest.trim() !== "") return { text };
  return { text: `${text}\n${" ".repeat(marginOf(slot))}kind: ${it.kind}` };
}

/** The apiVersion goes over the one that is there, or above. */
function withApiVersion(slot: Slot, apiVersion: string): CompletionItem["more"] {
  const entry = entryOf(slot.root, "apiVersion");
  if (entry?.value) return over(slot, entry.value, apiVersion);
  if (entry || slot.flow) return [];
  const start = slot.start + lineStart(slot.hole.repaired, slot.hole.at) + marginOf(slot);
  return [
    {
      span: { start, end: start },
      text: `apiVersion: ${apiVersion}\n${" ".repeat(marginOf(slot))}`,
    },
  ];
}

/** The column of the keys of the object. */
function marginOf({ hole }: Slot): number {
  const line = hole.repaired.slice(lineStart(hole.repaired, hole.at));
  return /^\s*(?:- +)*/.exec(line)?.[0].length ?? 0;
}

/** Over a value of the repaired text; what stands behind the placeholder has moved there. */
function over({ hole, start }: Slot, { span }: Node, text: string): CompletionItem["more"] {
  const by = start - (span.start > hole.at ? hole.moved : 0);
  return [{ span: { start: span.start + by, end: span.end + by }, text }];
}

function kindItem(it: KindInfo, index: number): CompletionItem {
  return {
    label: it.kind,
    kind: "kind",
    text: it.kind,
    order: orderOf(rankOf(it.project), index),
    detail: apiVersionOf(it),
    about: { type: "kind", apiVersion: apiVersionOf(it), kind: it.kind },
  };
}
