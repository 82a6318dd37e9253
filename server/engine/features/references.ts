import { aliasesOf, anchoringOf, anchorOf, type PlacedAnchor } from "../anchors.ts";
import { type Location, locate } from "../locate.ts";
import { dirname } from "../path.ts";
import { absolute, placeOf } from "../place.ts";
import { type Cursor, type Place, touches } from "../source.ts";
import { kustomizationFilesIn } from "../targets.ts";
import { type View, viewOf } from "../view.ts";
import type { Referrer, Workspace } from "../workspace.ts";
import type { Bearer } from "./bearer.ts";
import { buildersOf } from "./builders.ts";
import { type Mention, mentionsOf, strangersOf } from "./mentions.ts";
import { distinct, placeOfWritten } from "./places.ts";
import { type NamedObject, type Subject, subjectAt, wholeObject } from "./subject.ts";

/** Everybody who names what is named under the cursor; on request with the places that declare it. */
export function references(
  workspace: Workspace,
  cursor: Cursor,
  withDeclaration: boolean,
): readonly Place[] {
  const view = viewOf(workspace);
  const location = locate(workspace, cursor);
  if (!location) return [];
  const subject = subjectAt(location, view);
  if (!subject) return anchorPlaces(location, withDeclaration);
  return distinct(placesOf(subject, view, withDeclaration));
}

function placesOf(
  subject: Subject,
  view: View,
  withDeclaration: boolean,
): readonly (Place | undefined)[] {
  switch (subject.type) {
    case "object":
      return mentionsOfSubject(subject, wholeObject(subject, view), view)
        .filter((it) => withDeclaration || it.is !== "declaration")
        .map((it) => placeOfMention(it, view));
    case "path":
      return subject.paths.flatMap((path) => pathPlaces(path, view));
    case "key":
      return subject.bearers.flatMap(({ group, kind, name }) =>
        view
          .namersOf(group, kind, name)
          .filter(
            (it) => it.reference.row.target.type === "key" && it.reference.text === subject.key,
          )
          .map((it) => placeOfReferrer(it, view)),
      );
  }
}

/** Who names one of these; or, where nothing here bears the name, who names something like it. */
export const mentionsOfSubject = (
  { identity }: NamedObject,
  bearers: readonly Bearer[],
  view: View,
  within?: string,
): readonly Mention[] =>
  bearers.length > 0 ? mentionsOf(bearers, view, within) : strangersOf(identity, view, within);

/** The place of the alias where there is one: it is what a reader sees there. */
export function placeOfMention({ written, holder }: Mention, view: View): Place | undefined {
  const { alias } = written;
  if (!alias) return placeOfWritten(written, view);
  const { document, node } = alias;
  return absolute(view.file(holder.path), { path: holder.path, document, span: node.span });
}

/** Who lists a file or folder: kustomization files, and Flux Kustomizations that apply the folder. */
function pathPlaces(path: string, view: View): readonly (Place | undefined)[] {
  const folders = kustomizationFilesIn(view, dirname(path)).includes(path) ? [dirname(path)] : [];
  const listers = [path, ...folders].flatMap((it) => view.listersOf(it));
  const appliers = buildersOf(path, view).appliers.flatMap((resource) =>
    resource.references
      .filter(({ row: { target } }) => target.type === "path" && target.base === "source")
      .map((reference) => ({ resource, reference })),
  );
  const direct = view.exists(path) && folders.length === 0 ? [] : appliers;
  return [...listers, ...direct].map((it) => placeOfReferrer(it, view));
}

function placeOfReferrer({ resource, reference }: Referrer, view: View): Place | undefined {
  return absolute(view.file(resource.path), placeOf(resource, reference.path));
}

/** An anchor and its aliases. */
function anchorPlaces(location: Location, withDeclaration: boolean): readonly Place[] {
  const { file } = location;
  const anchor = anchorAt(location);
  if (!anchor) return [];
  const aliases = aliasesOf(file, anchor).map(({ document, alias }) =>
    absolute(file, { path: file.path, document, span: alias.span }),
  );
  const { document } = anchor;
  const own = absolute(file, { path: file.path, document, span: anchor.anchor.span });
  return distinct(withDeclaration ? [own, ...aliases] : aliases);
}

/** The anchor that is under the cursor, or that the alias there means. */
export function anchorAt({ file, document, node, offset }: Location): PlacedAnchor | undefined {
  if (node?.kind === "alias") return anchorOf(file, document, node);
  const anchor = anchoringOf(document).anchors.find(
    ({ span }) => touches(span, offset) || span.start - 1 === offset,
  );
  return anchor && { document, anchor };
}
