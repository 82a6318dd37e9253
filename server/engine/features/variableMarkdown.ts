import { hasDefault, substitute } from "../flux/envsubst.ts";
import type { Use } from "../flux/template.ts";
import { keyPlaceOf } from "../flux/variableKeys.ts";
import { type Outcome, outcomeOf, type VariableScope } from "../flux/variableScopes.ts";
import { type Definition, mayBeDefined, type VariableSource, winnerOf } from "../flux/variables.ts";
import type { VariableUse } from "../flux/variableUses.ts";
import { nameOfRendering } from "../rendering.ts";
import type { View } from "../view.ts";
import { lineOf } from "./lineOf.ts";
import { code, paragraphs, plain } from "./markdown.ts";

/**
 * What a variable is in each build: who sets it, whom that overrides, and what a use of it gives. Values that stand in
 * Secrets are never told.
 */
export function variableMarkdown(
  view: View,
  name: string,
  scopes: readonly VariableScope[],
  use?: VariableUse,
): string {
  const sayings = new Map<string, string[]>();
  for (const scope of scopes) {
    const said = sayingOf(view, scope, name, use?.use);
    sayings.set(said, [...(sayings.get(said) ?? []), nameOfRendering(scope.name, view.roots)]);
  }
  const lines = [...sayings].map(([said, names]) => `- ${wordsFor(names)}: ${said}`);
  const more = lines.length > SHOWN ? [`- and ${lines.length - SHOWN} more`] : [];
  return paragraphs(`Variable ${code(name)}`, [...lines.slice(0, SHOWN), ...more].join("\n"));
}

/** So many different answers are shown, and so many builds of one answer. */
const SHOWN = 5;

function wordsFor(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  const more = distinct.length > SHOWN ? ` and ${distinct.length - SHOWN} more` : "";
  return `in ${distinct.slice(0, SHOWN).map(plain).join("; ")}${more}`;
}

function sayingOf(view: View, scope: VariableScope, name: string, use: Use | undefined): string {
  const outcome = outcomeOf(scope, name);
  switch (outcome.type) {
    case "set":
      return setSaying(view, outcome, scope, use);
    case "unknown": {
      const sources = outcome.sources.map(sourceWords).join(" or ");
      const otherwise = use && hasDefault(use) ? "; its default stands in where it does not" : "";
      return `may come from ${sources}, whose contents are not in this workspace${otherwise}`;
    }
    case "unset":
      return `not set, ${unsetWords(scope, use)}`;
    case "off":
      return "stays as it is, for no variable is set there";
  }
}

function setSaying(
  view: View,
  { winner, over, unless }: Extract<Outcome, { type: "set" }>,
  scope: VariableScope,
  use: Use | undefined,
): string {
  const result = use && isMore(use) ? resultOf(use, scope) : undefined;
  const gives =
    result === undefined || result === winner.value ? "" : `, which gives ${code(result)} here`;
  const others =
    over.length === 0 ? "" : `, over ${over.map((it) => definitionWords(view, it)).join(", ")}`;
  const doubt =
    unless.length === 0
      ? ""
      : `, unless ${unless.map(sourceWords).join(" or ")}, whose contents are not in this workspace, sets it`;
  return `${definitionWords(view, winner)}${gives}${others}${doubt}`;
}

const isMore = ({ operator, arguments: given }: Use): boolean =>
  operator !== "" || given.length > 0;

function unsetWords(scope: VariableScope, use: Use | undefined): string {
  if (use && hasDefault(use)) {
    const result = resultOf(use, scope);
    return result === undefined ? "so its default stands in" : `so ${code(result)}`;
  }
  return scope.substitution.strict ? "so the build fails" : "so it becomes an empty text";
}

/** `eu-west-1` from ConfigMap cluster-vars (clusters/prod/vars.yaml:4). */
function definitionWords(view: View, definition: Definition): string {
  const { source, value, name } = definition;
  const place = keyPlaceOf(definition);
  const line = place ? ` (${plain(lineOf(view, place).text)})` : "";
  if (source.kind === "Secret") {
    const sealed = source.state === "sealed" ? ", encrypted" : "";
    return `from ${sourceWords(source)}, key ${code(name)}${sealed}${line}`;
  }
  return `${value === undefined ? "a value" : code(value)} from ${sourceWords(source)}${line}`;
}

const sourceWords = ({ kind, name }: VariableSource): string =>
  kind === "substitute" ? code("substitute") : plain(`${kind} ${name}`);

/** What a use comes to; `undefined` where that is not known, or nobody's business. */
function resultOf(use: Use, { substitution }: VariableScope): string | undefined {
  const { variables, strict } = substitution;
  let isHidden = false;
  const lookUp = (name: string) => {
    const winner = winnerOf(variables, name);
    isHidden ||= winner ? winner.source.kind === "Secret" : mayBeDefined(variables);
    return winner?.value;
  };
  const done = substitute({ parts: [use] }, lookUp, strict);
  return isHidden || done.error !== undefined ? undefined : done.text;
}
