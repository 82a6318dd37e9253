import { makesFact } from "../makes.ts";
import type { Reference } from "../references/read.ts";
import type { KindName } from "../references/row.ts";
import type { Resource } from "../resource.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import type { Finding } from "./rule.ts";

/**
 * What is to be said where nothing of that kind has the name, and something of just one other kind that may stand there
 * has: the kind is wrong. Where others name the same, it comes from elsewhere, for two do not slip alike.
 */
export function otherKind(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
): Finding | undefined {
  const { target } = reference.row;
  if (target.type !== "object" || target.kindField === undefined) return undefined;
  const { group, kind, text } = reference;
  const namers = view.namersOf(group, kind, text);
  if (namers.some((it) => it.resource.document !== resource.document)) return undefined;
  const [meant, ...others] = target.kinds.filter(
    (it) => it.kind !== kind && isThere(view, resource, reference, it),
  );
  if (!meant || others.length > 0) return undefined;
  const place = [...reference.path.slice(0, -1), target.kindField];
  return {
    at: place,
    message: `No ${kind} "${text}" in this workspace, but a ${meant.kind} of that name. Unless it comes from elsewhere, ${consequence}. Did you mean kind "${meant.kind}"?`,
    severity: "warning",
    fixes: [replaceValue(resource, place, meant.kind, `Replace with "${meant.kind}"`)],
  };
}

const isThere = (view: View, from: Resource, reference: Reference, meant: KindName): boolean =>
  view.withFact(makesFact(meant, reference.text)).length > 0 ||
  resolve(view, from, { ...reference, ...meant }).type === "objects";
