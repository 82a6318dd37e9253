import { numberOf } from "../fingerprint.ts";
import { nameOfRendering } from "../rendering.ts";
import type { Resource } from "../resource.ts";
import type { View } from "../view.ts";
import type { Problem } from "./check.ts";

/**
 * What is found in the builds of one object, each thing once however many builds it holds in. Where it does not hold in
 * all of them, it says in which.
 */
export function acrossBuilds(
  view: View,
  built: readonly Resource[],
  problemsOf: (built: Resource) => readonly Problem[],
): readonly Problem[] {
  const [only] = built;
  if (only && built.length === 1) return problemsOf(only);
  const found = new Map<string, { readonly problem: Problem; readonly in: Set<Resource> }>();
  for (const it of built) {
    for (const problem of problemsOf(it)) {
      const key = keyOf(problem);
      const known = found.get(key) ?? { problem, in: new Set() };
      known.in.add(it);
      found.set(key, known);
    }
  }
  return [...found.values()].map((it) =>
    it.in.size === built.length ? it.problem : said(view, it.problem, [...it.in]),
  );
}

const keyOf = ({ code, place: { document, span }, message }: Problem): string =>
  `${code} ${numberOf(document)} ${span.start} ${span.end} ${message}`;

const said = (view: View, problem: Problem, builds: readonly Resource[]): Problem => {
  const names = builds.flatMap(({ built }) =>
    built ? [nameOfRendering(built.rendering, view.roots)] : [],
  );
  const shown = [...new Set(names)].slice(0, SHOWN).join("; ");
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  const message = problem.message.replace(/\.$/, "");
  return { ...problem, message: `${message} (in ${shown}${more}).` };
};

const SHOWN = 3;
