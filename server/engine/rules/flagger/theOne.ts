import type { Resource } from "../../resource.ts";

/**
 * The one object that a reference of this resource leads to; `undefined` where there are several. What is built with it
 * is meant before what other builds give.
 */
export function theOne(resource: Resource, candidates: readonly Resource[]): Resource | undefined {
  const build = resource.built?.rendering.id;
  const own = candidates.filter((it) => it.built?.rendering.id === build);
  const [found, ...others] = own.length > 0 ? own : candidates;
  return others.length > 0 ? undefined : found;
}
