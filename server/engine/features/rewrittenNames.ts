import { at, type Node, type Scalar } from "../node.ts";
import { type DocumentPlace, placeOfNode } from "../origin.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { View } from "../view.ts";
import type { Bearer } from "./bearer.ts";
import { type BuiltName, builtNamesOf, builtOf } from "./builtNames.ts";
import { wordOf } from "./places.ts";

/** A place whose text a build replaced by the name of an object, for it named that object. */
export interface RewrittenName extends DocumentPlace {
  /** As it is written. */
  readonly text: string;
}

/**
 * The names that kustomize itself followed, be it by a configuration of the user's own: what stood there is a reference,
 * whatever the table of references knows. Where objects of several kinds have the name, that table alone decides.
 */
export function rewrittenNames(bearers: readonly Bearer[], view: View): readonly RewrittenName[] {
  const levels = builtNamesOf(bearers, view);
  return bearers.flatMap((bearer) => {
    const names = new Set([bearer.name, ...levels.map((it: BuiltName) => it.name)]);
    return builtOf(bearer, view).flatMap((it) => namesFollowedTo(it, names, view));
  });
}

function namesFollowedTo(
  object: Resource,
  names: ReadonlySet<string>,
  view: View,
): readonly RewrittenName[] {
  const others = view.rendered(object.built?.rendering.id ?? "")?.resources ?? [];
  const isOther = (it: Resource) => it.name === object.name && it.kind !== object.kind;
  if (others.some(isOther)) return [];
  const own = new Set<string>();
  for (let it = at(treeOf(object), ["metadata", "name"]); it; it = it.from?.before) {
    own.add(keyOf(it));
  }
  const out: RewrittenName[] = [];
  const isFollowed = (it: Scalar) =>
    it.from?.step?.by === "NameReferenceTransformer" &&
    (names.has(it.text) || it.text === object.name) &&
    own.has(keyOf(it));
  const visit = (node: Node | undefined): void => {
    if (node?.kind === "sequence") node.items.forEach(visit);
    if (node?.kind === "mapping") for (const { value } of node.entries) visit(value);
    if (node?.kind !== "scalar") return;
    for (let it: Node | undefined = node; it?.kind === "scalar"; it = it.from?.before) {
      const before = it.from?.before;
      if (!isFollowed(it) || before?.kind !== "scalar" || !names.has(before.text)) continue;
      const written = writtenName(before);
      if (written) out.push(written);
    }
  };
  for (const it of others) visit(treeOf(it));
  return out;
}

const keyOf = ({ from, span }: Node): string => `${span.start} ${span.end} ${from?.path}`;

/** Where it is written as it is. */
function writtenName(node: Scalar): RewrittenName | undefined {
  const place = placeOfNode(node);
  if (!place) return undefined;
  const span = wordOf(node.span, node.style);
  const isThere = place.document.text.slice(span.start, span.end) === node.text;
  return isThere ? { ...place, span, text: node.text } : undefined;
}
