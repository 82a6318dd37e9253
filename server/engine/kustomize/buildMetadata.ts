import type { Mapping } from "../node.ts";
import { join } from "../path.ts";
import type { BuiltObject } from "./built.ts";
import { gitUrlOf } from "./remote.ts";
import { PLAIN, SINGLE, shapeOf } from "./scalarShape.ts";
import { isPlainString, stringNode } from "./scalars.ts";
import { withTextAnnotations } from "./textAnnotations.ts";
import { type Cause, causeOf, emptyMapping, fieldOf, withField } from "./tree.ts";

/**
 * Where a kustomization stands, seen from the root of the build; kept only where the root asks for annotations that
 * tell it (kustomize.md §22.3).
 */
export interface Whereabouts {
  readonly path: string;
  readonly repository?: string;
  readonly ref?: string;
}

/** What configures a generator or transformer. */
export interface ConfiguredBy {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

export const ORIGIN = "config.kubernetes.io/origin";
export const TRANSFORMATIONS = "alpha.config.kubernetes.io/transformations";

/** Further along an entry of `resources` or `components`. */
export function further(at: Whereabouts, entry: string): Whereabouts {
  const url = gitUrlOf(entry);
  if (!url) return { ...at, path: join(at.path, entry) };
  return { path: url.path, repository: url.repository, ...(url.ref && { ref: url.ref }) };
}

/** Says of objects that were read from which file they are. */
export const fromFile = (
  objects: readonly BuiltObject[],
  at: Whereabouts,
): readonly BuiltObject[] => {
  const text = lines({ path: at.path, repo: at.repository, ref: at.ref });
  return objects.map((it) => annotated(it, ORIGIN, text));
};

/** Says of an object that was generated what generated it, unless it is known to come from elsewhere. */
export function fromGenerator(
  object: BuiltObject,
  at: Whereabouts,
  file: string,
  by: ConfiguredBy,
): BuiltObject {
  if (annotation(object, ORIGIN) !== undefined) return object;
  return annotatedAnew(object, ORIGIN, configured(at, file, by));
}

/** Says of every object that the transformer ran; what has no origin yet is taken for its product. */
export function throughTransformer(
  objects: readonly BuiltObject[],
  at: Whereabouts,
  file: string,
  by: ConfiguredBy,
): readonly BuiltObject[] {
  const text = configured(at, file, by);
  return objects.map((it) => {
    if (annotation(it, ORIGIN) === undefined) return annotatedAnew(it, ORIGIN, text);
    const known = annotation(it, TRANSFORMATIONS) ?? "";
    const item = text.trimEnd().replaceAll("\n", "\n  ");
    return annotatedAnew(it, TRANSFORMATIONS, `${known}- ${item}\n`);
  });
}

/** The text of an annotation. */
export function annotation(object: BuiltObject, key: string): string | undefined {
  const value = fieldOf(fieldOf(fieldOf(object.node, "metadata"), "annotations"), key);
  return value?.kind === "scalar" ? value.text : undefined;
}

function configured(at: Whereabouts, file: string, by: ConfiguredBy): string {
  const { apiVersion, kind, name, namespace } = by;
  const who = lines({ apiVersion, kind, name, namespace });
  return (
    lines({ repo: at.repository, ref: at.ref, configuredIn: file }) +
    `configuredBy:\n${who.replace(/^/gm, "  ").trimEnd()}\n`
  );
}

const lines = (fields: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(fields)
    .filter(([, value]) => value)
    .map(([key, value]) => `${key}: ${scalar(value ?? "")}\n`)
    .join("");

/** The text as go-yaml writes it. */
function scalar(text: string): string {
  const shape = isPlainString(text) ? shapeOf(text) : 0;
  if ((shape & PLAIN) !== 0) return text;
  return (shape & SINGLE) !== 0 ? `'${text.replaceAll("'", "''")}'` : JSON.stringify(text);
}

/** The object with an annotation more. */
export function annotated(object: BuiltObject, key: string, text: string): BuiltObject {
  const cause = causeOf(object.node);
  const metadata = mappingAt(object.node, "metadata", cause);
  const annotations = mappingAt(metadata, "annotations", cause);
  const value = stringNode(text, cause);
  return {
    ...object,
    node: withField(
      object.node,
      "metadata",
      withField(metadata, "annotations", withField(annotations, key, value, cause), cause),
      cause,
    ),
  };
}

/** As `annotated`, where kustomize sets all annotations anew, which makes texts of them. */
const annotatedAnew = (object: BuiltObject, key: string, text: string): BuiltObject =>
  annotated({ ...object, node: withTextAnnotations(object.node) }, key, text);

function mappingAt(node: Mapping, key: string, cause: Cause): Mapping {
  const value = fieldOf(node, key);
  return value?.kind === "mapping" ? value : emptyMapping(cause);
}
