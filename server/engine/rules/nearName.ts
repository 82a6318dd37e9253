import { makerKinds, namesMade } from "../makes.ts";
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
export function nearName(view: View, from: Resource, reference: Reference): NearName | undefined {
  const wanted = namespacesMeant(view, from, reference);
  const isMeant = (it: Resource) =>
    it !== from &&
    standingOf(it, view) === "object" &&
    (wanted === "any" || mayBeIn(it, wanted, view));
  const { group, kind, text } = reference;
  // Most names are near to nothing, whoever says them and in whichever namespace; those are looked at last.
  const near = view.derived(`near ${group}|${kind}|${text}`, (it) =>
    nearAmong(text, new Set(namesOf(it, reference).map(({ name }) => name))),
  );
  if (!near) return undefined;
  const names = namesOf(view, reference);
  if (names.some((it) => it.name === near.name && isMeant(it.by))) return near;
  const meant = names.filter((it) => isMeant(it.by)).map((it) => it.name);
  return nearAmong(reference.text, new Set(meant));
}

/** Names of the kind that are written out, and those that something will make. */
function namesOf(view: View, { group, kind }: Reference) {
  const written = view.ofKind(group, kind).map((by) => ({ name: by.name, by }));
  const made = makerKinds().flatMap((maker) =>
    view
      .ofKind(maker.group, maker.kind)
      .flatMap((by) => namesMade(by, { group, kind }).map((name) => ({ name, by }))),
  );
  return [...written, ...made].filter((it) => it.name !== "" && !isOpen(it.name));
}

/** Names that differ by digits alone are numbered on purpose. Affixes as in field-notes.md §5. */
export function nearAmong(name: string, names: ReadonlySet<string>): NearName | undefined {
  const similar = [...names].filter((it) => Math.abs(it.length - name.length) < 4);
  let slip = nearest(name, similar);
  if (slip !== undefined && isNumbered(slip, name)) {
    slip = nearest(
      name,
      similar.filter((it) => !isNumbered(it, name)),
    );
  }
  if (slip !== undefined) return { name: slip, letters: true };
  const longer = [...names].filter((it) => isLonger(it, name) || isLonger(name, it));
  return longer.length === 1 && longer[0] !== undefined
    ? { name: longer[0], letters: false }
    : undefined;
}

const isNumbered = (a: string, b: string): boolean => a.replace(/\d/g, "") === b.replace(/\d/g, "");

/** `apps-x` and `x-app` for `x`, `x-charts` for `x-chart`. */
const isLonger = (long: string, short: string): boolean =>
  long.length > short.length &&
  short.length > 2 &&
  (long.startsWith(`${short}-`) || long.endsWith(`-${short}`) || long === `${short}s`);
