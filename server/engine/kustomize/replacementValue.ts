import type { Mapping, Node } from "../node.ts";
import { type DocumentPlace, placeOfNode, type Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { causedBy } from "./causedBy.ts";
import { fieldPath, lookUp } from "./fieldPath.ts";
import { type GroupVersionKind, isAny, isSelected, printId, type ResId } from "./id.ts";
import { keptType } from "./keptType.ts";
import type { Replacement, ReplacementSource } from "./replacements.ts";
import { isNull, untaggedNode } from "./scalars.ts";
import type { Target } from "./selector.ts";
import { attempt, stop, within } from "./stop.ts";
import { fieldOf } from "./tree.ts";
import { nameIn } from "./unfoundPath.ts";
import { unselected } from "./unmatched.ts";

/** The value as it is now: it may be a field that is itself written over. */
export type ReplacementValue = () => Node;

/** What a replacement copies. Stops where that is not exactly one field of one object. */
export function replacementValue(
  objects: readonly BuiltObject[],
  it: Replacement,
  step: Step,
): ReplacementValue {
  const { source, sourceValue } = it;
  if (sourceValue !== undefined) {
    if (source) {
      return stop("value and resource selectors are mutually exclusive", placeIn(it, step));
    }
    const written = fieldOf(it.node, "sourceValue") ?? it.node;
    const node = untaggedNode(sourceValue, causedBy(written, step));
    return () => node;
  }
  if (!source) return stop("replacements must specify a source and at least one target");
  const position = sourcePosition(objects, source, step);
  let known = sourceValueIn(objects[position]?.node, source, step);
  if (source.options?.delimiter) return () => known;
  return () => {
    const now = attempt(() => sourceValueIn(objects[position]?.node, source, step));
    if ("value" in now) known = now.value;
    return known;
  };
}

function sourcePosition(
  objects: readonly BuiltObject[],
  source: ReplacementSource,
  step: Step,
): number {
  const kind = kindOf(source);
  const positions: number[] = [];
  const isSource = (id: ResId) => isExactly(id, source, kind);
  for (const [index, it] of objects.entries()) if (isAny(it, isSource)) positions.push(index);
  const [position] = positions;
  if (position === undefined) return noSource(objects, source, step);
  if (positions.length > 1) {
    return stop(`multiple matches for selector ${printSource(source)}`, placeIn(source, step));
  }
  return position;
}

function noSource(objects: readonly BuiltObject[], source: ReplacementSource, step: Step): never {
  const { kind = "object", name } = source;
  const { node, text, meant } = unselected(exactly(source), objects);
  const what = name ? `${kind} "${name}"` : kind;
  return stop(
    `nothing selected by ${printSource(source)}`,
    placeOfNode(node) ?? placeIn(source, step),
    [],
    {
      code: "replacement-without-source",
      message: `There is no ${what} here to copy from`,
      next: text,
      meant,
    },
  );
}

/** Its texts as expressions that match nothing else. */
function exactly({ group, version, kind, name, namespace, node }: ReplacementSource): Target {
  const literal = (text: string | undefined) => text?.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return {
    group: literal(group),
    version: literal(version),
    kind: literal(kind),
    name: literal(name),
    namespace: literal(namespace),
    node,
  };
}

function isExactly(id: ResId, { name, namespace }: Target, kind: GroupVersionKind): boolean {
  if (name && name !== id.name) return false;
  if (namespace && namespace !== (id.namespace || "default")) return false;
  return isSelected(id, kind);
}

const kindOf = ({ group = "", version = "", kind = "" }: Target) => ({ group, version, kind });

const DEFAULT_PATH = "metadata.name";

function sourceValueIn(object: Mapping | undefined, source: ReplacementSource, step: Step): Node {
  const { options } = source;
  const path = source.fieldPath || DEFAULT_PATH;
  const place = placeOfNode(fieldOf(source.node, "fieldPath") ?? source.node) ?? step.place;
  const find = () => object && lookUp(object, fieldPath(path));
  const found = within("error looking up replacement source: ", find, place);
  if (!found || isEmpty(found)) {
    const id = printSelector(source);
    const message = `fieldPath \`${path}\` is missing for replacement source ${id}`;
    return stop(message, place, [], {
      code: "replacement-without-source",
      message: `${object ? nameIn(object) : "The source"} has no field "${path}" to copy from`,
      next: "Name a field that it has at this step.",
    });
  }
  return options?.delimiter
    ? splitPart(found, options.delimiter, options.index ?? 0, place)
    : found;
}

function splitPart(
  node: Node,
  delimiter: string,
  index: number,
  place: DocumentPlace | undefined,
): Node {
  if (node.kind !== "scalar") {
    return stop("delimiter option can only be used with scalar nodes", place);
  }
  const part = node.text.split(delimiter)[index];
  if (part === undefined) {
    return stop(`options.index ${index} is out of bounds for value ${node.text}`, place);
  }
  return keptType(node, part);
}

const isEmpty = (node: Node): boolean =>
  isNull(node) ||
  (node.kind === "mapping" && node.entries.length === 0) ||
  (node.kind === "sequence" && node.items.length === 0);

const placeIn = ({ node }: { readonly node?: Node | undefined }, step: Step): DocumentPlace =>
  placeOfNode(node) ?? step.place;

const printSelector = ({ name = "", namespace = "", ...kind }: Target): string =>
  printId({ ...kindOf(kind), name, namespace });

function printSource(source: ReplacementSource): string {
  const { delimiter = "", index = 0, create = false } = source.options ?? {};
  const said = delimiter === "" && !create ? [] : [`${delimiter}(${index}), create=${create}`];
  const path = source.fieldPath ? [source.fieldPath] : [];
  return [printSelector(source), ...path, ...said].join(":");
}
