import type { Location } from "../locate.ts";
import type { Span } from "../source.ts";
import type { View } from "../view.ts";
import { variableHere } from "./variableHere.ts";
import { variableMarkdown } from "./variableMarkdown.ts";

/** The variable under the cursor, and what it is in each build that takes up this place. */
export function variableHover(
  view: View,
  location: Location,
): { readonly markdown: string; readonly span: Span } | undefined {
  const here = variableHere(location, view);
  if (!here) return undefined;
  const { name, span, use, scopes } = here;
  return { markdown: variableMarkdown(view, name, scopes, use), span: use?.span ?? span };
}
