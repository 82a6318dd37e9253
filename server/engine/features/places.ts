import { absolute, placeOf } from "../place.ts";
import { type Place, type Span, spanOf } from "../source.ts";
import { kustomizationFilesIn } from "../targets.ts";
import type { View } from "../view.ts";
import { type Written, writtenAt } from "../written.ts";
import type { Bearer } from "./bearer.ts";
import type { Mention } from "./mentions.ts";

/** Where a scalar is in its file now; quotes are not part of the name. */
export function placeOfWritten({ path, document, scalar }: Written, view: View): Place | undefined {
  return absolute(view.file(path), { path, document, span: wordOf(scalar.span, scalar.style) });
}

/** The text of a scalar without its quotes. */
export const wordOf = (span: Span, style: string): Span =>
  style === "single" || style === "double"
    ? spanOf(span.start + 1, Math.max(span.start + 1, span.end - 1))
    : span;

/** Where the name of an object is, or else what gives it one. */
export function placeOfBearer({ resource, at }: Bearer, view: View): Place | undefined {
  const { path, document } = resource;
  const file = view.file(path);
  const written = file && writtenAt(file, resource, at);
  if (!written) return absolute(file, placeOf(resource, at, "key"));
  if (!written.alias) return placeOfWritten(written, view);
  return absolute(file, { path, document, span: written.alias.node.span });
}

/** The place of the alias where there is one: it is what a reader sees there. */
export function placeOfMention({ written, holder }: Mention, view: View): Place | undefined {
  const { alias } = written;
  if (!alias) return placeOfWritten(written, view);
  const { document, node } = alias;
  return absolute(view.file(holder.path), { path: holder.path, document, span: node.span });
}

/** Where a person is led by a path: the start of a file, or the kustomization file of a folder. */
export function placesOfPath(path: string, view: View): readonly Place[] {
  const files = view.exists(path) ? [path] : kustomizationFilesIn(view, path);
  return files.map((it) => ({ path: it, span: spanOf(0, 0) }));
}

/** Places without repetition, in order. */
export function distinct(places: readonly (Place | undefined)[]): readonly Place[] {
  const seen = new Set<string>();
  return places.filter((it): it is Place => {
    if (!it) return false;
    const key = `${it.span.start} ${it.span.end} ${it.path}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
