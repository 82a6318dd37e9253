import { keyPlaceOf } from "../flux/variableKeys.ts";
import { scopesAt, usesInDocument, type VariableScope } from "../flux/variableScopes.ts";
import type { VariableUse } from "../flux/variableUses.ts";
import type { DocumentPlace } from "../origin.ts";
import { absolute } from "../place.ts";
import type { Place } from "../source.ts";
import type { View } from "../view.ts";
import type { YamlDocument } from "../yaml.ts";

/** Where the sources of these builds set a variable, those that count first. */
export function settingsOf(
  name: string,
  scopes: readonly VariableScope[],
): readonly DocumentPlace[] {
  const all = scopes.flatMap(({ substitution }) =>
    [...(substitution.variables.definitions.get(name) ?? [])].reverse(),
  );
  return all.flatMap((it) => keyPlaceOf(it) ?? []);
}

/** A use, with the document that it stands in. */
export interface PlacedUse extends VariableUse {
  readonly file: string;
  readonly document: YamlDocument;
}

/** Where files that these builds apply use a variable. */
export function usesOf(
  name: string,
  scopes: readonly VariableScope[],
  view: View,
): readonly PlacedUse[] {
  const ids = new Set(scopes.map((it) => it.name.id));
  const own = scopes.map(({ substitution: { place } }) => place.path);
  const paths = new Set([...scopes.flatMap((it) => it.reads), ...own]);
  return [...paths].sort().flatMap((file) =>
    (view.file(file)?.documents ?? []).flatMap(({ document }) => {
      if (!document.text.includes(name)) return [];
      const uses = usesInDocument(view, file, document).filter((it) => it.name === name);
      return uses
        .filter((it) =>
          scopesAt(view, file, document, it.path).some(({ name: { id } }) => ids.has(id)),
        )
        .map((it) => ({ ...it, file, document }));
    }),
  );
}

/** In the file as it is now. */
export const placeOfUse = (
  { file, document, nameSpan }: PlacedUse,
  view: View,
): Place | undefined => absolute(view.file(file), { path: file, document, span: nameSpan });
