import { placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { changedBy } from "./changedBy.ts";
import { contentHash } from "./hash.ts";
import { idOf, withPast } from "./id.ts";
import { plainNode, stringNode } from "./scalars.ts";
import { causeOf, emptyMapping, fieldOf, withField } from "./tree.ts";

/** Appends the hash of what they hold to the names of generated objects (kustomize.md §9.6). */
export const hashNames = (objects: readonly BuiltObject[]): readonly BuiltObject[] =>
  objects.map((it) => (it.track.needsHash ? hashed(it) : it));

function hashed(object: BuiltObject): BuiltObject {
  const before = withPast(object);
  const known = fieldOf(object.node, "metadata");
  // Something else took the place of the metadata: there is no name to change.
  if (known && known.kind !== "mapping") return before;
  const metadata = known ?? emptyMapping(causeOf(object.node));
  const name = fieldOf(metadata, "name");
  const place = placeOfNode(name ?? object.node);
  if (!place) return before;
  const step: Step = { by: "HashTransformer", place };
  const text = `${idOf(object).name}-${contentHash(object.node)}`;
  const cause = causedBy(name, step, name);
  const made =
    name?.kind === "scalar" && name.style !== "plain"
      ? { ...stringNode(text, cause), style: name.style }
      : plainNode(text, cause);
  const node = withField(object.node, "metadata", withField(metadata, "name", made, cause), cause);
  return changedBy(before, node, step);
}
