import type { RenderingFacts } from "../builtTables.ts";
import { keyPlaceOf } from "../flux/variableKeys.ts";
import { scopesAt, usesInDocument, type VariableScope } from "../flux/variableScopes.ts";
import type { VariableUse } from "../flux/variableUses.ts";
import type { Location } from "../locate.ts";
import { type Span, touches } from "../source.ts";
import type { View } from "../view.ts";

/** A variable of Flux under the cursor: where it is used, or where a source sets it. */
export interface VariableHere {
  readonly name: string;
  /** Of the name, counted from the start of the document. */
  readonly span: Span;
  readonly use: VariableUse | undefined;
  /** The builds that put in a value here, or take it from here. */
  readonly scopes: readonly VariableScope[];
}

/** Only what some build of the workspace replaces, or takes for a variable. */
export function variableHere(location: Location, view: View): VariableHere | undefined {
  return usedHere(location, view) ?? setHere(location, view);
}

/** The innermost use that the cursor touches, whether or not some build replaces it. */
export function useHere({ file, document, offset }: Location, view: View): VariableUse | undefined {
  if (!document.text.includes("${")) return undefined;
  const touching = usesInDocument(view, file.path, document).filter((it) =>
    touches(it.span, offset),
  );
  const named = touching.find((it) => touches(it.nameSpan, offset));
  return named ?? touching.sort((a, b) => lengthOf(a.span) - lengthOf(b.span))[0];
}

const lengthOf = ({ start, end }: Span): number => end - start;

function usedHere(location: Location, view: View): VariableHere | undefined {
  const use = useHere(location, view);
  if (!use) return undefined;
  const { file, document } = location;
  const scopes = scopesAt(view, file.path, document, use.path);
  return scopes.length === 0 ? undefined : { name: use.name, span: use.nameSpan, use, scopes };
}

function setHere({ document, offset }: Location, view: View): VariableHere | undefined {
  const builds = view.definedBy(document);
  for (const { substitution } of builds) {
    for (const definition of [...(substitution?.variables.definitions.values() ?? [])].flat()) {
      const place = keyPlaceOf(definition);
      if (place?.document !== document || !touches(place.span, offset)) continue;
      const { name } = definition;
      const scopes = builds.filter((it): it is VariableScope => sets(it, name, place.span));
      return { name, span: place.span, use: undefined, scopes };
    }
  }
  return undefined;
}

const sets = ({ substitution }: RenderingFacts, name: string, { start }: Span): boolean =>
  (substitution?.variables.definitions.get(name) ?? []).some(
    (it) => keyPlaceOf(it)?.span.start === start,
  );
