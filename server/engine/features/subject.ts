import type { Identity } from "../identity.ts";
import { isKustomizeFile } from "../identity.ts";
import { type Location, namedAt, referenceAt } from "../locate.ts";

import { at, samePath, textOf } from "../node.ts";
import type { Reference } from "../references/read.ts";
import type { KeyTarget } from "../references/row.ts";
import { type Resource, treeOf } from "../resource.ts";
import type { Span } from "../source.ts";
import { standingOf } from "../standing.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { type Bearer, includes, isMade, namesMadeBy, ownName } from "./bearer.ts";
import { objectsBuiltBy } from "./built.ts";
import { markerAt, policiesMeant, policyNamed } from "./imageMarkers.ts";
import { inlinePatchAt } from "./inlinePatches.ts";
import { bearersMeant, builtBy, sameObject } from "./meant.ts";
import { wordOf } from "./places.ts";
import { selectorsOf, selects } from "./selectors.ts";

/** An object that is named under a cursor, be it by itself, by others, or by what patches it. */
export interface NamedObject {
  readonly type: "object";
  readonly identity: Pick<Identity, "group" | "kind" | "name">;
  /**
   * What bears the name and is meant here; none when it comes from elsewhere. `wholeObject` finds what else is the
   * same object.
   */
  readonly bearers: readonly Bearer[];
  /** How the name is said under the cursor. */
  readonly by: "name" | "reference" | "selector" | "patch";
  /** The name under the cursor, without quotes, counted from the start of the document. */
  readonly span: Span;
  /** What is under the cursor stands for, by a pattern, more than this name. */
  readonly isPattern: boolean;
  /** The reference, when it is one. */
  readonly referrer: Referrer | undefined;
}

export interface NamedPath {
  readonly type: "path";
  readonly referrer: Referrer;
  /** Files or folders that are there. */
  readonly paths: readonly string[];
  readonly span: Span;
}

export interface NamedKey {
  readonly type: "key";
  readonly key: string;
  /** The ConfigMaps or Secrets that hold it. */
  readonly bearers: readonly Bearer[];
  readonly span: Span;
}

export type Subject = NamedObject | NamedPath | NamedKey;

/** What the name or path under the cursor stands for. */
export function subjectAt(location: Location, view: View): Subject | undefined {
  const { resource, node } = location;
  const marked = markedAt(location, view);
  if (marked) return marked;
  if (!resource) return undefined;
  const patch = inlinePatchAt(resource, view, location.offset);
  if (patch) {
    const { identity, name } = patch;
    const candidates = objectsNamed(identity, view);
    const bearers = builtBy(candidates, new Set([resource]), view).map(ownName);
    return object(identity, bearers, "patch", wordOf(name.span, name.style));
  }
  if (!node) return undefined;
  const span = node.kind === "scalar" ? wordOf(node.span, node.style) : node.span;
  const bearer = borneAt(location);
  if (bearer) {
    const isPatching = !isMade(bearer) && standingOf(resource, view) === "patch";
    return isPatching
      ? object(bearer, sameObject(bearer, view), "patch", span)
      : object(bearer, [bearer], "name", span);
  }
  const selection = selected(location, view, span);
  if (selection) return selection;
  const referrer = referenceAt(location);
  return referrer && referred(referrer, view, span);
}

function markedAt({ file, document, offset }: Location, view: View): NamedObject | undefined {
  const marker = markerAt(document.text, offset);
  if (!marker) return undefined;
  const bearers = policiesMeant(marker, file.path, view).map(ownName);
  return object(policyNamed(marker), bearers, "reference", marker.span);
}

/** All that is the same object as those that are meant. */
export function wholeObject({ bearers }: NamedObject, view: View): readonly Bearer[] {
  const out: Bearer[] = [];
  for (const it of bearers.flatMap((bearer) => [bearer, ...sameObject(bearer, view)])) {
    if (!includes(out, it)) out.push(it);
  }
  return out;
}

/** The object whose name is under the cursor: the resource itself, or what it has made under a name of its own. */
function borneAt(location: Location): Bearer | undefined {
  const { resource, resourcePath, on } = location;
  const named = namedAt(location);
  if (named && !isKustomizeFile(named) && named.name !== "") return ownName(named);
  if (!resource || on !== "value") return undefined;
  const text = textOf(at(treeOf(resource), resourcePath));
  return namesMadeBy(resource).find((it) => samePath(it.at, resourcePath) && it.name === text);
}

const objectsNamed = ({ group, kind, name }: Identity, view: View): readonly Resource[] =>
  view.named(group, kind, name).filter((it) => standingOf(it, view) === "object");

const object = (
  { group, kind, name }: NamedObject["identity"],
  bearers: readonly Bearer[],
  by: NamedObject["by"],
  span: Span,
): NamedObject => ({
  type: "object",
  identity: { group, kind, name },
  bearers,
  by,
  span,
  isPattern: false,
  referrer: undefined,
});

function referred(referrer: Referrer, view: View, span: Span): Subject | undefined {
  const { resource, reference } = referrer;
  const { target } = reference.row;
  if (target.type === "path") {
    const resolution = resolve(view, resource, reference);
    return {
      type: "path",
      referrer,
      paths: resolution.type === "paths" ? resolution.paths : [],
      span,
    };
  }
  if (target.type === "key") {
    const bearers = bearersMeant({ resource, reference: holderOf(reference) }, view);
    return { type: "key", key: reference.text, bearers, span };
  }
  const { group, kind, text } = reference;
  const named = object(
    { group, kind, name: text },
    bearersMeant(referrer, view),
    "reference",
    span,
  );
  return { ...named, referrer };
}

/** The object that should hold a key, as if it were named for itself. */
export function holderOf(reference: Reference): Reference {
  const { row, holder = "" } = reference;
  const { kinds } = row.target as KeyTarget;
  const target = { type: "object", kinds, nameField: "name", defaultNamespace: "own" } as const;
  return { ...reference, text: holder, row: { ...row, target } };
}

function selected(location: Location, view: View, span: Span): Subject | undefined {
  const { resource, resourcePath, on } = location;
  if (!resource || on !== "value") return undefined;
  const selector = selectorsOf(resource).find((it) => samePath(it.path, resourcePath));
  if (!selector) return undefined;
  const bearers = objectsBuiltBy(resource, view).filter((it) => selects(selector, it));
  const [first] = bearers;
  const identity = {
    group: first?.group ?? selector.group ?? "",
    kind: first?.kind ?? selector.kinds?.[0] ?? "",
    name: selector.name,
  };
  const isPattern = bearers.some((it) => it.name !== selector.name || it.kind !== identity.kind);
  return { ...object(identity, bearers, "selector", span), isPattern };
}
