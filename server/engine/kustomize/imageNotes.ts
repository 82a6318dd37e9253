import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { alternativesTo } from "./alternatives.ts";
import type { Log } from "./context.ts";
import { nameOfImage } from "./imageName.ts";
import type { ImageEntry } from "./images.ts";

/** An entry of `images` that no image matches: kustomize says nothing, and the entry does nothing. */
export function noteUnusedImage(
  log: Log,
  { name }: Pick<ImageEntry, "name">,
  node: Node,
  images: readonly string[],
): void {
  const place = placeOfNode(node);
  if (log.lacks || !place) return;
  const names = images.map(nameOfImage);
  const bare = nameOfImage(name);
  const sameEnd = [...new Set(names.filter((it) => isSameImage(it, bare)))];
  const { text, meant } =
    sameEnd.length === 1 && sameEnd[0] !== undefined
      ? { text: `Did you mean "${sameEnd[0]}"?`, meant: sameEnd[0] }
      : alternativesTo(name, names);
  const message = `No image here is called "${name}", so this entry changes nothing. ${text || "No object here has containers."}`;
  log.notes.push({ code: "image-unused", message, place, meant });
}

/** Do they differ by registry or tag alone? */
const isSameImage = (a: string, b: string): boolean =>
  a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
