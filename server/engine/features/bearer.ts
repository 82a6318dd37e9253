import type { Identity } from "../identity.ts";

import { madeBy } from "../makes.ts";
import { type Path, samePath } from "../node.ts";
import { type Resource, treeOf } from "../resource.ts";

/**
 * Where an object gets its name: a resource of its own, or one that has it made, as the generator of a kustomization
 * does.
 */
export interface Bearer extends Pick<Identity, "group" | "kind" | "name"> {
  readonly resource: Resource;
  /** From the root of the resource to what says the name. */
  readonly at: Path;
}

const NAME: Path = ["metadata", "name"];

/** The object that a resource itself is. */
export const ownName = (resource: Resource): Bearer => ({
  group: resource.group,
  kind: resource.kind,
  name: resource.name,
  resource,
  at: NAME,
});

/** The objects that a resource has made, as far as their names are known. */
export function namesMadeBy(resource: Resource): readonly Bearer[] {
  if (!resource.facts.some((it) => it.startsWith("makes "))) return [];
  return madeBy(resource, treeOf(resource)).flatMap(({ group, kind, name, at }) =>
    name ? [{ group, kind, name, resource, at }] : [],
  );
}

/** Does a resource have it made? */
export const isMade = (it: Bearer): boolean =>
  it.group !== it.resource.group || it.kind !== it.resource.kind || !isOwn(it);

const isOwn = ({ at }: Bearer): boolean => samePath(at, NAME);

export const isSameBearer = (a: Bearer, b: Bearer): boolean =>
  a.resource === b.resource && a.kind === b.kind && a.group === b.group && samePath(a.at, b.at);

export const includes = (bearers: readonly Bearer[], it: Bearer): boolean =>
  bearers.some((bearer) => isSameBearer(bearer, it));

/**
 * What changes its name together with these, because the same text names it: the Secret that an ExternalSecret makes
 * under its own name, and the other way round.
 */
export function boundTo(bearers: readonly Bearer[]): readonly Bearer[] {
  return bearers.filter(isOwn).flatMap((it) => {
    const others = namesMadeBy(it.resource).filter(isOwn);
    return [...(isMade(it) ? [ownName(it.resource)] : []), ...others].filter(
      (other) => !includes(bearers, other),
    );
  });
}
