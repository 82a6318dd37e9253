import { keyPlaceOf } from "../flux/variableKeys.ts";
import type { VariableScope } from "../flux/variableScopes.ts";
import type { Location } from "../locate.ts";
import type { Span } from "../source.ts";
import type { View } from "../view.ts";
import { type DataKey, dataKeyHere, declarationsOfKey } from "./dataKeys.ts";
import { keyFault, keyPlaces, keyRefusal } from "./renameKey.ts";
import { type Refusal, type Renamed, refusal } from "./renameResult.ts";
import { renameVariable, sharedVariable, variableRefusal } from "./renameVariable.ts";
import { subjectAt } from "./subject.ts";
import { variableHere } from "./variableHere.ts";
import { wordEdits } from "./wordEdits.ts";

/** A variable, or a key of a ConfigMap or Secret, that may be renamed. */
export interface RenamedWord {
  readonly name: string;
  /** Counted from the start of the document. */
  readonly span: Span;
  /** Why it may not be, whatever the new name is. */
  readonly refusal: () => string | undefined;
  readonly rename: (to: string) => Renamed | Refusal;
}

/** What is under the cursor, unless it is an object, a path or an anchor. */
export function renamedWordAt(location: Location, view: View): RenamedWord | undefined {
  const variable = variableHere(location, view);
  if (variable) return asVariable(variable.name, variable.span, variable.scopes, view);
  const key = dataKeyHere(location, view) ?? namedKey(location, view);
  if (!key) return undefined;
  const scopes = scopesOfKey(key, view);
  if (scopes.length > 0) return asVariable(key.key, key.span, scopes, view);
  return {
    name: key.key,
    span: key.span,
    refusal: () => keyRefusal(key, view),
    rename: (to) => renameKey(key, to, view),
  };
}

function asVariable(
  name: string,
  span: Span,
  scopes: readonly VariableScope[],
  view: View,
): RenamedWord {
  const shared = sharedVariable(name, scopes, view);
  return {
    name,
    span,
    refusal: () => variableRefusal(shared, view),
    rename: (to) => renameVariable(shared, to, view),
  };
}

/** A key as somebody else names it. */
function namedKey(location: Location, view: View): DataKey | undefined {
  const subject = subjectAt(location, view);
  return subject?.type === "key" ? subject : undefined;
}

/** The builds for which the key is a variable. */
function scopesOfKey(key: DataKey, view: View): readonly VariableScope[] {
  return declarationsOfKey(key, view).flatMap(({ document, span }) =>
    view.definedBy(document).filter(
      (it): it is VariableScope =>
        it.substitution !== undefined &&
        (it.substitution.variables.definitions.get(key.key) ?? []).some((definition) => {
          const place = keyPlaceOf(definition);
          return place?.document === document && place.span.start === span.start;
        }),
    ),
  );
}

function renameKey(key: DataKey, to: string, view: View): Renamed | Refusal {
  if (to === key.key) return { type: "edits", edits: [] };
  const fault = keyFault(key, to, view);
  if (fault !== undefined) return refusal(fault);
  return { type: "edits", edits: wordEdits(keyPlaces(key, view), to, view) };
}
