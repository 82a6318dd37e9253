import { outcomeOf, scopesAt, type VariableScope } from "../flux/variableScopes.ts";
import { lineEnd, lineStart } from "../lines.ts";
import { locate } from "../locate.ts";
import { type Cursor, type Span, spanOf } from "../source.ts";
import type { View } from "../view.ts";
import { fileAt, type Workspace } from "../workspace.ts";
import { type Completion, type CompletionItem, literal, orderOf } from "./completionItem.ts";

/** Inside `${`: the variables of the builds that take up this file. */
export function variableCompletion(
  workspace: Workspace,
  view: View,
  cursor: Cursor,
): Completion | undefined {
  const found = nameAround(fileAt(workspace, cursor.path)?.text ?? "", cursor.offset);
  const location = found && locate(workspace, cursor);
  if (!found || !location) return undefined;
  const scopes = scopesAt(view, cursor.path, location.document, location.path);
  if (scopes.length === 0) return undefined;
  const names = [...new Set(scopes.flatMap(namesSet))].sort();
  const items = names.map((name, index) => item(name, index, scopes, cursor, found.closes));
  return { span: found.span, items, isIncomplete: false };
}

const namesSet = ({ substitution }: VariableScope): readonly string[] => [
  ...substitution.variables.definitions.keys(),
];

interface NameAround {
  readonly span: Span;
  /** What must follow the name: nothing where a brace or an operator stands there already. */
  readonly closes: "" | "}";
}

/** The name that is being written behind `${` or `${#`, on one line. Two dollar signs are an escape. */
function nameAround(text: string, offset: number): NameAround | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  const [, dollars = "", typed = ""] = /(\$+)\{#?(\w*)$/.exec(before) ?? [];
  if (dollars.length % 2 === 0) return undefined;
  const after = text.slice(offset, lineEnd(text, offset));
  const [rest = ""] = /^\w*/.exec(after) ?? [];
  const closes = /^\w*[}:=^,#%/]/.test(after) ? "" : "}";
  return { span: spanOf(offset - typed.length, offset + rest.length), closes };
}

function item(
  name: string,
  index: number,
  scopes: readonly VariableScope[],
  { path, offset }: Cursor,
  closes: string,
): CompletionItem {
  const { detail, from } = shortly(name, scopes);
  return {
    label: name,
    kind: "variable",
    text: literal(name + closes),
    order: orderOf(0, index),
    ...(detail !== undefined && { detail }),
    ...(from !== undefined && { from }),
    about: { type: "variable", name, path, offset },
  };
}

/** The value, where it is the same everywhere and no secret, and the source. */
function shortly(name: string, scopes: readonly VariableScope[]) {
  const winners = scopes.flatMap((it) => {
    const outcome = outcomeOf(it, name);
    return outcome.type === "set" ? [outcome.winner] : [];
  });
  const values = new Set(winners.map((it) => (it.source.kind === "Secret" ? "" : it.value)));
  const sources = new Set(
    winners.map(({ source }) =>
      source.kind === "substitute" ? "substitute" : `${source.kind} ${source.name}`,
    ),
  );
  const [value] = values;
  const [source] = sources;
  return {
    detail: values.size === 1 && value ? value : undefined,
    from: sources.size === 1 ? source : `${sources.size} sources`,
  };
}
