import { memo } from "../memo.ts";
import type { Mapping, Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { effectiveNamespace, type GroupVersionKind, idOf, originalIdOf } from "./id.ts";
import { labelSelector } from "./labelSelector.ts";
import { expectPairs } from "./paired.ts";
import { type Matcher, wholeExpression } from "./regularExpression.ts";
import { fieldOf } from "./tree.ts";

/** Which objects a patch is for (kustomize.md §15.2). What is absent or empty matches everything. */
export interface Target {
  readonly group?: string | undefined;
  readonly version?: string | undefined;
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  readonly labelSelector?: string | undefined;
  readonly annotationSelector?: string | undefined;
  /** As written. */
  readonly node?: Node | undefined;
}

/** Does the target select the object? Stops where one of its expressions is none. */
export function selects(target: Target, object: BuiltObject): boolean {
  const expressions = expressionsOf(target);
  const id = idOf(object);
  const first = originalIdOf(object);
  return (
    eitherMatches(expressions.namespace, effectiveNamespace(first), effectiveNamespace(id)) &&
    eitherMatches(expressions.name, first.name, id.name) &&
    matchesKind(expressions, id) &&
    matchesLabels(target, object.node)
  );
}

/** The objects that the target selects. Expressions are checked even where there is no object. */
export function selected(target: Target, objects: readonly BuiltObject[]): readonly BuiltObject[] {
  expressionsOf(target);
  return objects.filter((it) => selects(target, it));
}

/** The compiled expressions of a target, which must match whole texts. */
export interface Expressions {
  readonly group: Matcher;
  readonly version: Matcher;
  readonly kind: Matcher;
  readonly name: Matcher;
  readonly namespace: Matcher;
}

export const expressionsOf: (target: Target) => Expressions = memo((target) => ({
  group: expression(target, "group"),
  version: expression(target, "version"),
  kind: expression(target, "kind"),
  name: expression(target, "name"),
  namespace: expression(target, "namespace"),
}));

export const matchesKind = (it: Expressions, { group, version, kind }: GroupVersionKind): boolean =>
  it.kind(kind) && it.group(group) && it.version(version);

/** Do the labels and annotations of the object match? They are looked at in any case, and a list may end the build. */
export function matchesLabels(target: Target, object: Mapping): boolean {
  const metadata = fieldOf(object, "metadata");
  return (
    matchesMap(target, "labelSelector", fieldOf(metadata, "labels")) &&
    matchesMap(target, "annotationSelector", fieldOf(metadata, "annotations"))
  );
}

function matchesMap(target: Target, part: Part, node: Node | undefined): boolean {
  if (node?.kind === "sequence") expectPairs(node);
  return !target[part] || selector(target, part)(textsIn(node));
}

type Part = "labelSelector" | "annotationSelector";

function expression(target: Target, part: keyof Expressions): Matcher {
  return wholeExpression(target[part] ?? "", placeOfNode(fieldOf(target.node, part)));
}

const selector = (target: Target, part: Part) =>
  labelSelector(target[part] ?? "", placeOfNode(fieldOf(target.node, part)));

const eitherMatches = (expression: Matcher, first: string, now: string): boolean =>
  expression(first) || (first !== now && expression(now));

function textsIn(node: Node | undefined): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  if (node?.kind === "sequence") {
    for (let at = 0; at < node.items.length; at += 2) {
      map.set(textOf(node.items[at]), textOf(node.items[at + 1]));
    }
  } else if (node?.kind === "mapping") {
    for (const { key, value } of node.entries) map.set(key.text, textOf(value));
  }
  return map;
}

const textOf = (node: Node | undefined): string => (node?.kind === "scalar" ? node.text : "");
