import { makesFact } from "../makes.ts";
import { rowsOf } from "../references/all.ts";
import type { Reference } from "../references/read.ts";
import type { KindName, ReferenceRow } from "../references/row.ts";
import type { Resource } from "../resource.ts";
import { resolve } from "../targets.ts";
import type { View } from "../view.ts";
import { replaceValue } from "./fixes.ts";
import type { Finding } from "./rule.ts";

/**
 * What is to be said where nothing of that kind has the name, and something of just one other kind that may stand there
 * has: the kind is wrong. Where others name the same, it comes from elsewhere, for two do not slip alike.
 * `mayBeMeant`: could this be the object, which is there under the other kind?
 */
export function otherKind(
  view: View,
  resource: Resource,
  reference: Reference,
  consequence: string,
  mayBeMeant: (there: Reference) => boolean = () => true,
): Finding | undefined {
  const { target } = reference.row;
  if (target.type !== "object" || target.kindField === undefined) return undefined;
  if (target.kindInCamelCase) return undefined;
  const { group, kind, text } = reference;
  const namers = view.namersOf(group, kind, text);
  if (namers.some((it) => it.resource.document !== resource.document)) return undefined;
  const [meant, ...others] = alternativesTo(reference).filter(({ meant, row }) => {
    const there = { ...reference, ...meant, row };
    return isNamedBySeveral(view, there) || (isThere(view, resource, there) && mayBeMeant(there));
  });
  if (!meant || others.length > 0) return undefined;
  const { kind: right } = meant.meant;
  const place = [...reference.path.slice(0, -1), target.kindField];
  return {
    at: place,
    message: `No ${kind} "${text}" in this workspace, but a ${right} of that name. Unless it comes from elsewhere, ${consequence}. Did you mean kind "${right}"?`,
    severity: "warning",
    fixes: [replaceValue(resource, place, right, `Replace with "${right}"`)],
  };
}

interface Alternative {
  readonly meant: KindName;
  readonly row: ReferenceRow;
}

/** The other kinds that the same field may name; some of them have rows of their own. */
function alternativesTo({ row, kind }: Reference): readonly Alternative[] {
  return rowsOf(row.owner.group, row.owner.kind)
    .filter((it) => it.at === row.at)
    .flatMap((it) => kindsOf(it).map((meant) => ({ meant, row: it })))
    .filter(({ meant }) => meant.kind !== kind);
}

const kindsOf = ({ target }: ReferenceRow): readonly KindName[] => {
  if (target.type !== "object") return [];
  return target.kinds.length > 0 ? target.kinds : ANY;
};

/** Where any kind may stand, those that mostly do. */
const ANY: readonly KindName[] = [
  { group: "apps", kind: "Deployment" },
  { group: "apps", kind: "StatefulSet" },
];

const isThere = (view: View, from: Resource, reference: Reference): boolean =>
  view.withFact(makesFact(reference, reference.text)).length > 0 ||
  resolve(view, from, reference).type === "objects";

/** What many name is somewhere, though in no file. */
function isNamedBySeveral(view: View, { group, kind, text }: Reference): boolean {
  const namers = view.namersOf(group, kind, text).map((it) => it.resource.document);
  return new Set(namers).size >= SEVERAL;
}

const SEVERAL = 3;
