import type { DocumentPlace } from "../origin.ts";
import { rules } from "./all.ts";
import type { Problem } from "./check.ts";

/** Schema findings go where a rule says the same of the same place, and better. */
export function withoutReplaced(problems: readonly Problem[]): readonly Problem[] {
  const better = problems.filter(({ code }) => replacedBy.has(code));
  if (better.length === 0) return problems;
  const isSaid = ({ code, place }: Problem) =>
    better.some(
      (it) =>
        replacedBy.get(it.code)?.has(code) &&
        (isSamePlace(it.place, place) || it.covers?.some((other) => isSamePlace(other, place))),
    );
  return problems.filter((it) => !isSaid(it));
}

const isSamePlace = (a: DocumentPlace, b: DocumentPlace): boolean =>
  a.document === b.document && a.span.start === b.span.start && a.span.end === b.span.end;

/** By the code of a rule, the codes of the schema that it replaces. */
const replacedBy: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  rules.flatMap(({ code, replaces }) =>
    replaces ? [[code, new Set<string>(replaces)] as const] : [],
  ),
);
