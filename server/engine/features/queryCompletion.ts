import { QUERY_FUNCTIONS } from "../canary/metrics/model.ts";
import { FLAGGER } from "../identity.ts";
import { lineEnd, lineStart } from "../lines.ts";
import { type Location, locate } from "../locate.ts";
import { at, mappingOf } from "../node.ts";
import { treeOf } from "../resource.ts";
import { type Cursor, type Span, spanOf } from "../source.ts";
import type { View } from "../view.ts";
import { fileAt, type Workspace } from "../workspace.ts";
import { type Completion, type CompletionItem, literal, orderOf } from "./completionItem.ts";

/** Inside `{{ }}` of the query of a MetricTemplate: what Flagger offers there, and variables that Canaries set. */
export function queryCompletion(
  workspace: Workspace,
  view: View,
  cursor: Cursor,
): Completion | undefined {
  const found = nameAround(fileAt(workspace, cursor.path)?.text ?? "", cursor.offset);
  const location = found && locate(workspace, cursor);
  const resource = location?.resource;
  if (!found || resource?.group !== FLAGGER || resource.kind !== "MetricTemplate") return undefined;
  if (location?.resourcePath.join(".") !== "spec.query") return undefined;
  const offered = [
    ...QUERY_FUNCTIONS.filter(({ name }) => name !== "variables").map((it) => ({
      name: it.name as string,
      detail: it.means.replaceAll("`", ""),
    })),
    ...variablesOf(location, view),
  ];
  const items = offered.map(
    ({ name, detail }, index): CompletionItem => ({
      label: name,
      kind: "variable",
      text: literal(found.lead + name + found.closes),
      order: orderOf(0, index),
      detail,
    }),
  );
  return { span: found.span, items, isIncomplete: false };
}

interface NameAround {
  readonly span: Span;
  /** What must stand between the braces and the name. */
  readonly lead: "" | " ";
  readonly closes: "" | " }}";
}

/** The name that is being written behind `{{`, on one line. */
function nameAround(text: string, offset: number): NameAround | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  const match = /\{\{(-? *)([\w.]*)$/.exec(before);
  if (!match) return undefined;
  const [, gap = "", typed = ""] = match;
  const after = text.slice(offset, lineEnd(text, offset));
  const [rest = ""] = /^[\w.]*/.exec(after) ?? [];
  const isClosed = /^[\w.]* *-?\}\}/.test(after);
  return {
    span: spanOf(offset - typed.length, offset + rest.length),
    lead: gap === "" ? " " : "",
    closes: isClosed ? "" : " }}",
  };
}

/** The keys of `templateVariables` in the Canaries that use the template. */
function variablesOf({ resource }: Location, view: View) {
  if (!resource) return [];
  const users = view.namersOf(resource.group, resource.kind, resource.name);
  const found = users.flatMap(({ resource: canary, reference }) => {
    const entry = reference.path.slice(0, reference.path.lastIndexOf("templateRef"));
    const variables = mappingOf(at(treeOf(canary), [...entry, "templateVariables"]));
    return (variables?.entries ?? []).map(({ key }) => ({
      name: `variables.${key.text}`,
      detail: `set by Canary ${canary.name}`,
    }));
  });
  return found.filter((it, i) => found.findIndex((other) => other.name === it.name) === i);
}
