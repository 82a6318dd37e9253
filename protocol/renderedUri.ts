import { type BuildQuestion, RENDERED_SCHEME } from "./rendered.ts";

/**
 * The URI of a document that shows what a build gives; the end that asks makes it, the end that answers reads it.
 *
 * @param title what a tab shows; it needs not be unique
 */
export const renderedUri = ({ id, revision }: BuildQuestion, title: string): string =>
  `${RENDERED_SCHEME}:/${encodeURIComponent(title.replaceAll("/", " › "))}.yaml?${encodeURIComponent(
    JSON.stringify(revision === undefined ? { id } : { id, revision }),
  )}`;

/** Does the URI speak of rendered manifests? Such a document is open in an editor and no file. */
export const isRenderedUri = (uri: string): boolean => uri.startsWith(`${RENDERED_SCHEME}:`);

/** The build that a URI of that scheme speaks of; `undefined` for any other URI. */
export function questionOf(uri: string): BuildQuestion | undefined {
  if (!isRenderedUri(uri)) return undefined;
  try {
    const [, query = ""] = /\?([^#]*)/.exec(uri) ?? [];
    const { id, revision } = JSON.parse(decodeURIComponent(query));
    if (typeof id !== "string") return undefined;
    return typeof revision === "string" ? { id, revision } : { id };
  } catch {
    // Not made by us.
    return undefined;
  }
}
