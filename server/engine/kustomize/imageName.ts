import type { DocumentPlace } from "../origin.ts";
import { type Matcher, regularExpression } from "./regularExpression.ts";

/** What an entry of `images` puts in the place of what is there; empty texts leave it. */
export interface NewImage {
  readonly newName?: string | undefined;
  readonly newTag?: string | undefined;
  readonly digest?: string | undefined;
  readonly tagSuffix?: string | undefined;
}

/** Has an image that name? It is a regular expression, for kustomize does not escape it. */
export function imageMatcher(name: string, place: DocumentPlace | undefined): Matcher {
  if (!/^[\w/:.-]*$/.test(name)) return regularExpression(`^${name}${REST}$`, place);
  // Nothing in it is slow to match; RE2 takes nothing but a line feed for the end of a line.
  const expression = new RegExp(`^${name.replaceAll(".", "[^\\n]")}${REST}$`);
  return (image) => expression.test(image);
}

const REST = "(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?";

/** The image with the parts that the entry names. A new tag drops the digest, and the other way round. */
export function newImage(image: string, entry: NewImage): string {
  const { name, tag, digest } = split(image);
  const { newTag, digest: newDigest, tagSuffix } = entry;
  const said = entry.newName || name;
  if (newTag || newDigest) return joined(said, newTag, newDigest);
  if (tagSuffix) return joined(said, tag + tagSuffix, "");
  return joined(said, tag, digest);
}

/** The image without tag and digest. */
export const nameOfImage = (image: string): string => split(image).name;

/** Mirrors api/internal/image: a port of the registry is no tag. */
function split(image: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(image.indexOf("/"), 0);
  const at = image.indexOf("@", slash);
  const colon = image.indexOf(":", slash);
  if (at < 0 && colon < 0) return { name: image, tag: "", digest: "" };
  if (at >= 0 && (colon < 0 || at < colon)) {
    return { name: image.slice(0, at), tag: "", digest: image.slice(at + 1) };
  }
  const end = at < 0 ? image.length : at;
  const digest = at < 0 ? "" : image.slice(at + 1);
  return { name: image.slice(0, colon), tag: image.slice(colon + 1, end), digest };
}

const joined = (name: string, tag: string | undefined, digest: string | undefined): string =>
  name + (tag ? `:${tag}` : "") + (digest ? `@${digest}` : "");
