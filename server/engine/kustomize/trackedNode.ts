import type { Mapping } from "../node.ts";
import type { BuiltObject, PastId } from "./built.ts";
import { idOf } from "./id.ts";
import { stringNode } from "./scalars.ts";
import { type Cause, causeOf, emptyMapping, fieldOf, withField } from "./tree.ts";
import { LAST_APPLIED, VEIL } from "./veil.ts";

/**
 * The object as messages print it: with the annotations in which kustomize keeps what it remembers, and unlike there
 * without what a Secret holds.
 */
export function trackedNode(object: BuiltObject): Mapping {
  const { node } = object;
  const masked = idOf(object).kind === "Secret" ? withoutSecrets(node) : node;
  const notes = Object.entries(notesOf(object)).filter(([, text]) => text !== "");
  const there = fieldOf(node, "metadata");
  // Something else took the place of the metadata, and of all notes.
  if (notes.length === 0 || (there && there.kind !== "mapping")) return masked;
  const cause = causeOf(node);
  const metadata = mappingAt(masked, "metadata", cause);
  const noted = notes.reduce(
    (it, [name, text]) => withField(it, INTERNAL + name, stringNode(text, cause), cause),
    mappingAt(metadata, "annotations", cause),
  );
  return withField(masked, "metadata", withField(metadata, "annotations", noted, cause), cause);
}

/** Is anything remembered of it? */
export const isTracked = ({ track, began }: BuiltObject): boolean =>
  track.past.length > 0 ||
  track.prefixes.length > 0 ||
  track.suffixes.length > 0 ||
  track.behavior !== undefined ||
  began.generator !== undefined ||
  track.needsHash;

const INTERNAL = "internal.config.kubernetes.io/";

function notesOf({ track, began }: BuiltObject): Readonly<Record<string, string>> {
  const { past, prefixes, suffixes, behavior, needsHash } = track;
  const each = (text: (it: PastId) => string) =>
    past.flatMap((it) => Array(it.times).fill(text(it))).join(",");
  return {
    previousKinds: each((it) => it.kind),
    previousNames: each((it) => it.name),
    previousNamespaces: each((it) => it.namespace),
    prefixes: prefixes.join(","),
    suffixes: suffixes.join(","),
    generatorBehavior: behavior ?? (began.generator ? "unspecified" : ""),
    needsHashSuffix: needsHash ? "enabled" : "",
  };
}

function withoutSecrets(node: Mapping): Mapping {
  let masked = node;
  for (const field of ["data", "stringData"]) {
    const map = fieldOf(node, field);
    if (map?.kind !== "mapping") continue;
    const cause = causeOf(map);
    const entries = map.entries.map(({ key }) => ({ key, value: stringNode(VEIL, cause) }));
    masked = withField(masked, field, { ...map, entries }, cause);
  }
  const metadata = fieldOf(masked, "metadata");
  const annotations = fieldOf(metadata, "annotations");
  const applied = fieldOf(annotations, LAST_APPLIED);
  if (metadata?.kind !== "mapping" || annotations?.kind !== "mapping" || !applied) return masked;
  const cause = causeOf(applied);
  const veiled = withField(annotations, LAST_APPLIED, stringNode(VEIL, cause), cause);
  return withField(masked, "metadata", withField(metadata, "annotations", veiled, cause), cause);
}

function mappingAt(node: Mapping, key: string, cause: Cause): Mapping {
  const value = fieldOf(node, key);
  return value?.kind === "mapping" ? value : emptyMapping(cause);
}
