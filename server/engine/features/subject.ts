import type { Identity } from "../identity.ts";
import { isKustomizeFile } from "../identity.ts";
import { type Location, namedAt, referenceAt, samePath } from "../locate.ts";

import type { Resource } from "../resource.ts";
import type { Span } from "../source.ts";
import { standingOf } from "../standing.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import type { Referrer } from "../workspace.ts";
import { objectsBuiltBy } from "./built.ts";
import { inlinePatchAt } from "./inlinePatches.ts";
import { builtBy, objectsMeant, sameObject } from "./meant.ts";
import { selectorsOf, selects } from "./selectors.ts";

/** An object that is named under a cursor, be it by itself, by others, or by what patches it. */
export interface NamedObject {
  readonly type: "object";
  readonly identity: Pick<Identity, "group" | "kind" | "name">;
  /** What bears the name and is meant here; none when it comes from elsewhere. */
  readonly objects: readonly Resource[];
  /** How the name is said under the cursor. */
  readonly by: "name" | "reference" | "selector" | "patch";
  /** The name under the cursor, counted from the start of the document. */
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
  /** The ConfigMaps or Secrets that should hold it. */
  readonly objects: readonly Resource[];
  readonly span: Span;
}

export type Subject = NamedObject | NamedPath | NamedKey;

/** What the name or path under the cursor stands for. */
export function subjectAt(location: Location, view: View): Subject | undefined {
  const { resource, node } = location;
  if (!resource) return undefined;
  const patch = inlinePatchAt(resource, view, location.offset);
  if (patch) {
    const { identity, name } = patch;
    const candidates = objectsNamed(identity, view);
    const objects = builtBy(candidates, new Set([resource]), view);
    return object(identity, objects, "patch", name.span);
  }
  if (!node) return undefined;
  const { span } = node;
  const named = namedAt(location);
  if (named && !isKustomizeFile(named) && named.name !== "") {
    const isPatching = standingOf(named, view) === "patch";
    return object(named, sameObject(named, view), isPatching ? "patch" : "name", span);
  }
  const selection = selected(location, view, span);
  if (selection) return selection;
  const referrer = referenceAt(location);
  return referrer && referred(referrer, view, span);
}

const objectsNamed = ({ group, kind, name }: Identity, view: View): readonly Resource[] =>
  view.named(group, kind, name).filter((it) => standingOf(it, view) === "object");

const object = (
  { group, kind, name }: NamedObject["identity"],
  objects: readonly Resource[],
  by: NamedObject["by"],
  span: Span,
): NamedObject => ({
  type: "object",
  identity: { group, kind, name },
  objects,
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
    const { group, kind, holder = "" } = reference;
    const objects = view.named(group, kind, holder);
    return { type: "key", key: reference.text, objects, span };
  }
  const { group, kind, text } = reference;
  const named = object(
    { group, kind, name: text },
    objectsMeant(referrer, view),
    "reference",
    span,
  );
  return { ...named, referrer };
}

function selected(location: Location, view: View, span: Span): Subject | undefined {
  const { resource, resourcePath, on } = location;
  if (!resource || on !== "value") return undefined;
  const selector = selectorsOf(resource).find((it) => samePath(it.path, resourcePath));
  if (!selector) return undefined;
  const objects = objectsBuiltBy(resource, view).filter((it) => selects(selector, it));
  const first = objects[0];
  const identity = {
    group: first?.group ?? selector.group ?? "",
    kind: first?.kind ?? selector.kinds?.[0] ?? "",
    name: selector.name,
  };
  const isPattern = objects.some((it) => it.name !== selector.name || it.kind !== identity.kind);
  return { ...object(identity, objects, "selector", span), isPattern };
}
