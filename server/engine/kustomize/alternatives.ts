import { nearest } from "../nearest.ts";

/** What there is instead of a name that nothing has, and the one of them that was probably meant. */
export interface Alternatives {
  /** `There are web and api.`; empty where there is nothing. */
  readonly text: string;
  readonly meant: string | undefined;
}

/** For names that are compared as they are. */
export function alternativesTo(name: string, known: Iterable<string>): Alternatives {
  const names = [...new Set(known)].filter((it) => it !== "").sort();
  const meant = nearest(name, names);
  if (meant !== undefined) return { text: `Did you mean "${meant}"?`, meant };
  return { text: names.length === 0 ? "" : `There ${verb(names)} ${listed(names)}.`, meant };
}

const verb = (names: readonly string[]): string => (names.length === 1 ? "is" : "are");

/** `"a", "b" and "c"`, the first few of them. */
export function listed(names: readonly string[]): string {
  const quoted = names.map((it) => `"${it}"`);
  if (quoted.length > SHOWN) {
    return `${quoted.slice(0, SHOWN).join(", ")} and ${quoted.length - SHOWN} more`;
  }
  return quoted.length < 2
    ? quoted.join("")
    : `${quoted.slice(0, -1).join(", ")} and ${quoted.at(-1)}`;
}

const SHOWN = 5;
