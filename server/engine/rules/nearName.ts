import { nearest } from "../nearest.ts";
import { isOpen, type Reference } from "../references/read.ts";
import type { Resource } from "../resource.ts";
import { standingOf } from "../standing.ts";
import { mayBeIn, namespacesMeant } from "../targets.ts";
import type { View } from "../view.ts";

/** A name that was probably meant. `letters`: a slip of a letter or two; else only a prefix or suffix differs. */
export interface NearName {
  readonly name: string;
  readonly letters: boolean;
}

/** The name that a reference to nothing probably means, among the objects that it could name. */
export function nearName(
  view: View,
  from: Resource,
  reference: Reference,
): NearName | undefined {
  const wanted = namespacesMeant(view, from, reference);
  const objects = view
    .ofKind(reference.group, reference.kind)
    .filter((it) => it.name !== "" && !isOpen(it.name) && it !== from)
    .filter((it) => standingOf(it, view) === "object");
  const near = objects.filter((it) => wanted === "any" || mayBeIn(it, wanted, view));
  return nearAmong(reference.text, new Set(near.map((it) => it.name)));
}

/** Names that differ by digits alone are numbered on purpose. Affixes as in field-notes.md §5. */
export function nearAmong(name: string, names: ReadonlySet<string>): NearName | undefined {
  const slip = nearest(name, [...names].filter((it) => withoutDigits(it) !== withoutDigits(name)));
  if (slip !== undefined) return { name: slip, letters: true };
  const longer = [...names].filter((it) => isLonger(it, name) || isLonger(name, it));
  return longer.length === 1 && longer[0] !== undefined
    ? { name: longer[0], letters: false }
    : undefined;
}

const withoutDigits = (text: string): string => text.replace(/\d/g, "");

/** `apps-x` and `x-app` for `x`, `x-charts` for `x-chart`. */
const isLonger = (long: string, short: string): boolean =>
  short.length > 2 &&
  (long.startsWith(`${short}-`) || long.endsWith(`-${short}`) || long === `${short}s`);
