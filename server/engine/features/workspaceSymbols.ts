import { keysOf, listOf } from "../listMap.ts";
import type { Resource } from "../resource.ts";
import type { Place } from "../source.ts";
import { viewOf } from "../view.ts";
import type { Workspace } from "../workspace.ts";
import { ownName } from "./bearer.ts";
import { placeOfBearer } from "./places.ts";
import { type SymbolKind, symbolKindOf } from "./symbolKinds.ts";

/** An object of the workspace, found by its name. */
export interface WorkspaceSymbol {
  /** `Kustomization/flux-system/apps`; without the namespace where none is written. */
  readonly name: string;
  readonly kind: SymbolKind;
  readonly place: Place;
}

/** An editor shows a few and asks again with every letter. */
const MOST = 200;

/**
 * Objects whose `kind/namespace/name` holds the letters of the query in that order, the best matches first.
 * Only the documents of those found are parsed.
 */
export function workspaceSymbols(workspace: Workspace, query: string): readonly WorkspaceSymbol[] {
  const view = viewOf(workspace);
  const letters = query.toLowerCase().replaceAll(/\s+/g, "");
  const found: Scored[] = [];
  for (const key of keysOf(workspace.named)) {
    for (const resource of listOf(workspace.named, key)) {
      if (resource.name === "") continue;
      const text = labelOf(resource);
      const score = scoreOf(letters, text);
      if (score !== undefined) found.push({ resource, text, score });
    }
  }
  return found
    .sort(
      (a, b) =>
        a.score - b.score || compared(a.text, b.text) || compared(a.resource.path, b.resource.path),
    )
    .slice(0, MOST)
    .flatMap(({ resource, text }) => {
      const place = placeOfBearer(ownName(resource), view);
      return place ? [{ name: text, kind: symbolKindOf(resource.kind), place }] : [];
    });
}

interface Scored {
  readonly resource: Resource;
  readonly text: string;
  readonly score: number;
}

const labelOf = ({ kind, namespace, name }: Resource): string =>
  namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The lower, the better; `undefined` when the letters are not there in order. The last part counts most. */
export function scoreOf(letters: string, label: string): number | undefined {
  const text = label.toLowerCase();
  const name = text.slice(text.lastIndexOf("/") + 1);
  if (name === letters) return 0;
  if (name.startsWith(letters)) return 1;
  if (text.startsWith(letters)) return 2;
  if (name.includes(letters)) return 3;
  if (text.includes(letters)) return 4;
  const gaps = gapsIn(letters, text);
  return gaps === undefined ? undefined : 4 + gaps;
}

/** How often the letters, found from left to right, do not follow one another. */
function gapsIn(letters: string, text: string): number | undefined {
  let gaps = 0;
  let last = -1;
  for (const letter of letters) {
    const at = text.indexOf(letter, last + 1);
    if (at < 0) return undefined;
    if (at !== last + 1) gaps++;
    last = at;
  }
  return gaps;
}
