import { keyPlaceOf } from "../flux/variableKeys.ts";
import { outcomeOf, scopesAt, type VariableScope } from "../flux/variableScopes.ts";
import type { Definition } from "../flux/variables.ts";
import type { DocumentPlace } from "../origin.ts";
import { nameOfRendering } from "../rendering.ts";
import { resourcesOf } from "../resource.ts";
import type { View } from "../view.ts";
import { dataKeyOf } from "./dataKeys.ts";
import { keyFault, keyPlaces, keyRefusal } from "./renameKey.ts";
import { isBootstrap } from "./renameRefusal.ts";
import { type Refusal, type Renamed, refusal } from "./renameResult.ts";
import { type PlacedUse, usesOf } from "./variablePlaces.ts";
import { wordEdits } from "./wordEdits.ts";

/** A variable with all that shares its name: through files that several builds apply, or sources that they share. */
export interface SharedVariable {
  readonly name: string;
  readonly scopes: readonly VariableScope[];
  readonly definitions: readonly Definition[];
  readonly uses: readonly PlacedUse[];
}

export function sharedVariable(
  name: string,
  start: readonly VariableScope[],
  view: View,
): SharedVariable {
  let scopes = start;
  for (;;) {
    const uses = usesOf(name, scopes, view);
    const definitions = scopes.flatMap((it) => definitionsIn(it, name));
    const others = [
      ...uses.flatMap(({ file, document, path }) => scopesAt(view, file, document, path)),
      ...definitions.flatMap((it) => takersOf(it, view)),
    ];
    const ids = new Set(scopes.map((it) => it.name.id));
    const found = others.filter(({ name: { id } }) => !ids.has(id) && ids.add(id));
    if (found.length === 0) return { name, scopes, definitions, uses };
    scopes = [...scopes, ...found];
  }
}

const definitionsIn = ({ substitution }: VariableScope, name: string): readonly Definition[] =>
  substitution.variables.definitions.get(name) ?? [];

/** The builds that take the variable from the same place. */
function takersOf(definition: Definition, view: View): readonly VariableScope[] {
  const place = keyPlaceOf(definition);
  if (!place) return [];
  return view.definedBy(definition.key.from?.document ?? place.document).filter(
    (it): it is VariableScope =>
      it.substitution !== undefined &&
      (it.substitution.variables.definitions.get(definition.name) ?? []).some((other) => {
        const { document, span } = keyPlaceOf(other) ?? {};
        return document === place.document && span?.start === place.span.start;
      }),
  );
}

/** Why a variable is not ours to rename, whatever the new name may be. */
export function variableRefusal(variable: SharedVariable, view: View): string | undefined {
  const { name, scopes, definitions, uses } = variable;
  for (const definition of definitions) {
    const why = definitionRefusal(definition, view);
    if (why) return why;
  }
  for (const scope of scopes) {
    const outcome = outcomeOf(scope, name);
    if (outcome.type !== "unknown") continue;
    const [source] = outcome.sources;
    return `In ${nameOfRendering(scope.name, view.roots)} "${name}" may come from ${source?.kind} "${source?.name}", whose contents are not in this workspace.`;
  }
  const passing = scopes.find(({ substitution: { place } }) =>
    new RegExp(`\\$\\$\\{#?${name}(?![\\p{L}\\p{Nd}_])`, "u").test(place.document.text),
  );
  if (passing) {
    const { path } = passing.substitution.place;
    return `${path} passes "${name}" on behind two dollar signs, which is not followed from here.`;
  }
  const hidden = uses.find((it) => !it.exact);
  if (hidden)
    return `${hidden.file} uses "${name}" in a text with escapes, where it cannot be changed.`;
  const generated = uses.find(({ file, document }) =>
    resourcesOf(document, file).some(isBootstrap),
  );
  return generated && `${generated.file} uses it, and is written by flux bootstrap.`;
}

function definitionRefusal(definition: Definition, view: View): string | undefined {
  const { source, name } = definition;
  if (source.kind === "substitute") {
    const place = keyPlaceOf(definition);
    const holder =
      place && resourcesOf(place.document, place.path).find((it) => it.at.length === 0);
    if (!place) return `"${name}" is set in a way that cannot be changed from here.`;
    return holder && isBootstrap(holder)
      ? `${place.path} sets it, and is written by flux bootstrap.`
      : undefined;
  }
  const key = dataKeyOf(definition, view);
  return key
    ? keyRefusal(key, view)
    : `"${name}" is set in a way that cannot be changed from here.`;
}

/** Renames a variable of which `variableRefusal` has nothing to say. */
export function renameVariable(
  variable: SharedVariable,
  to: string,
  view: View,
): Renamed | Refusal {
  const { name, scopes, definitions, uses } = variable;
  if (to === name) return { type: "edits", edits: [] };
  if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(to)) {
    return refusal(
      `"${to}" cannot be the name of a variable: letters, digits and underscores only, and no digit first.`,
    );
  }
  const taken = scopes.find((it) => definitionsIn(it, to).length > 0);
  if (taken) {
    return refusal(
      `There is a variable "${to}" already, in ${nameOfRendering(taken.name, view.roots)}.`,
    );
  }
  const [user] = usesOf(to, scopes, view);
  if (user) return refusal(`${user.file} uses a variable "${to}" already.`);
  const keys = definitions.flatMap((it) => dataKeyOf(it, view) ?? []);
  for (const key of keys) {
    const fault = keyFault(key, to, view);
    if (fault !== undefined) return refusal(fault);
  }
  const places: readonly DocumentPlace[] = [
    ...definitions.flatMap((it) => keyPlaceOf(it) ?? []),
    ...keys.flatMap((it) => keyPlaces(it, view)),
    ...uses.map(({ file, document, nameSpan }) => ({ path: file, document, span: nameSpan })),
  ];
  return { type: "edits", edits: wordEdits(places, to, view) };
}
