import { aliasesOf, anchorAt } from "../anchors.ts";
import { keyPlaceOf } from "../flux/variableKeys.ts";
import { locate } from "../locate.ts";
import { at, entryOf, samePath } from "../node.ts";
import { absolute } from "../place.ts";
import { resourcesOf, treeOf } from "../resource.ts";
import { type Cursor, type Place, type Span, shifted, spanOf, touches } from "../source.ts";
import { viewOf } from "../view.ts";
import { fileAt, type Workspace } from "../workspace.ts";
import { isFluxKustomization } from "./builders.ts";
import { markerPlaces } from "./imageMarkers.ts";
import { mentionsOfSubject } from "./mentions.ts";
import { placeOfMention } from "./places.ts";
import { subjectAt } from "./subject.ts";
import { variableHere } from "./variableHere.ts";

/** A place of the same thing in the same file. `write`: where it is declared. */
export interface Highlight {
  readonly span: Span;
  readonly kind: "read" | "write";
}

/** Where else in this file the thing under the cursor is named: an object, an anchor, a variable. */
export function highlights(workspace: Workspace, cursor: Cursor): readonly Highlight[] {
  const text = fileAt(workspace, cursor.path)?.text;
  if (text === undefined) return [];
  const found = variableHighlights(workspace, cursor, text) ?? namedHighlights(workspace, cursor);
  const byStart = new Map(found.map((it) => [it.span.start, it]));
  return [...byStart.values()].sort((a, b) => a.span.start - b.span.start);
}

function namedHighlights(workspace: Workspace, cursor: Cursor): readonly Highlight[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return [];
  const { file } = location;
  const subject = subjectAt(location, view);
  if (subject?.type === "object") {
    const { bearers } = subject;
    const named = mentionsOfSubject(subject, bearers, view, cursor.path).flatMap((it) => {
      const place = placeOfMention(it, view);
      if (place?.path !== cursor.path) return [];
      return [highlight(place, it.is === "declaration" ? "write" : "read")];
    });
    const markers = markerPlaces(bearers, view, cursor.path);
    return [...named, ...markers.map((it) => highlight(it, "read"))];
  }
  const anchor = anchorAt(location);
  if (!anchor || subject) return [];
  const place = (span: Span, document: typeof anchor.document) =>
    absolute(file, { path: file.path, document, span });
  const own = place(anchor.anchor.span, anchor.document);
  const uses = aliasesOf(file, anchor).map((it) => place(it.alias.span, it.document));
  return [
    ...(own ? [highlight(own, "write")] : []),
    ...uses.flatMap((it) => (it ? [highlight(it, "read")] : [])),
  ];
}

const highlight = ({ span }: Place, kind: Highlight["kind"]): Highlight => ({ span, kind });

function variableHighlights(
  workspace: Workspace,
  cursor: Cursor,
  text: string,
): readonly Highlight[] | undefined {
  const name = usesAround(text, cursor.offset) ?? settingAt(workspace, cursor);
  if (name === undefined) return undefined;
  const file = fileAt(workspace, cursor.path);
  const uses = usesIn(text).filter((it) => it.name === name);
  const view = viewOf(workspace);
  const taken = (file?.documents ?? []).flatMap(({ document, start }) =>
    view.definedBy(document).flatMap(({ substitution }) =>
      (substitution?.variables.definitions.get(name) ?? []).flatMap((it) => {
        const place = keyPlaceOf(it);
        return place?.document === document ? [shifted(place.span, start)] : [];
      }),
    ),
  );
  const settings = (file?.documents ?? []).flatMap(({ document, start }) =>
    resourcesOf(document, cursor.path).flatMap((it) => {
      const key = entryOf(at(treeOf(it), SETTINGS), name)?.key;
      return key && isFluxKustomization(it) ? [shifted(key.span, start)] : [];
    }),
  );
  return [
    ...uses.map(({ span }) => ({ span, kind: "read" as const })),
    ...[...settings, ...taken].map((span) => ({ span, kind: "write" as const })),
  ];
}

/** Where a Flux Kustomization gives variables their values. */
const SETTINGS = ["spec", "postBuild", "substitute"];

/** The variable whose value is set by the key under the cursor. */
function settingAt(workspace: Workspace, cursor: Cursor): string | undefined {
  const location = locate(workspace, cursor);
  const { resource, resourcePath = [], on } = location ?? {};
  if (!location || !resource) return undefined;
  const name = resourcePath.at(-1);
  const isSetting = samePath(resourcePath.slice(0, -1), SETTINGS) && isFluxKustomization(resource);
  if (isSetting && on === "key" && typeof name === "string") return name;
  const here = variableHere(location, viewOf(workspace));
  return here?.use ? undefined : here?.name;
}

interface Use {
  readonly name: string;
  readonly span: Span;
}

/** Uses of variables as Flux substitutes them (flux.md §2.6); `$${name}` is an escape. */
const usesIn = (text: string): readonly Use[] =>
  [...text.matchAll(/(?<!\$)\$\{([_a-zA-Z][_a-zA-Z0-9]*)/g)].map(({ 1: name = "", index }) => ({
    name,
    span: spanOf(index + 2, index + 2 + name.length),
  }));

/** The variable used under the cursor; looks at its line alone. */
function usesAround(text: string, offset: number): string | undefined {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  const line = text.slice(start, end < 0 ? text.length : end);
  return usesIn(line).find(({ span }) => touches(spanOf(span.start - 2, span.end), offset - start))
    ?.name;
}
