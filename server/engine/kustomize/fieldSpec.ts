import { memo } from "../memo.ts";
import type { Mapping, Node, Sequence } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import { isStep, lookUp } from "./fieldPath.ts";
import { metadataOf, printId, splitApiVersion } from "./id.ts";
import { isNull, scalarText } from "./scalars.ts";
import { splitPath } from "./splitPath.ts";
import { retell, stop, within } from "./stop.ts";
import {
  type Cause,
  causeOf,
  emptyMapping,
  fieldOf,
  sequenceOf,
  withField,
  withItems,
} from "./tree.ts";

/** Fields that a transformer writes (kustomize.md §10). Parts that are absent or empty match anything. */
export interface FieldSpec {
  readonly group?: string;
  readonly version?: string;
  readonly kind?: string;
  /** Parts separated by `/`; `\/` is a slash inside a part; `[]` after a part says that it is a list. */
  readonly path: string;
  readonly create?: boolean;
}

/** What a missing field becomes where the field spec says `create`. */
export interface Creating {
  readonly kind: "scalar" | "mapping" | "sequence";
  /** The text that wants the field. */
  readonly cause: Cause;
}

/** What becomes of a field. One that was just made is empty; others may be null. */
export type ChangeField = (field: Node, made: boolean) => Node;

/**
 * The object with every field of the spec changed. Without `creating`, nothing is created whatever the spec says.
 * Mirrors api/filters/fieldspec.
 */
export function visitFields(
  object: Mapping,
  spec: FieldSpec,
  change: ChangeField,
  creating?: Creating | undefined,
): Mapping {
  if (!isFor(spec, object)) return object;
  const parts = partsOf(spec.path);
  const visit: Visit = { parts, change, creating: spec.create ? creating : undefined };
  if (!visit.creating && !mayLead(object, parts, 0)) return object;
  try {
    return changed(object, 0, visit, false) as Mapping;
  } catch (thrown) {
    const words = `considering field '${spec.path}' of object ${printed(object)}: `;
    return retell(thrown, words);
  }
}

/** Is there anything to change, or a mistake? Nearly always there is not, and this is found out quickly. */
function mayLead(node: Node | undefined, parts: readonly Part[], at: number): boolean {
  const part = parts[at];
  if (node === undefined) return false;
  if (part === undefined) return true;
  if (node.kind === "mapping") {
    if (part.isWrong) return true;
    const field = fieldOf(node, part.name);
    // A null becomes a list where one is expected.
    return (part.isList && field?.kind === "scalar") || mayLead(field, parts, at + 1);
  }
  if (node.kind === "sequence") return node.items.some((it) => mayLead(it, parts, at));
  return !isNull(node);
}

/** Is the spec for objects of this kind? */
export function isFor(spec: FieldSpec, object: Mapping): boolean {
  if (spec.kind && spec.kind !== textOf(object, "kind")) return false;
  if (!spec.group && !spec.version) return true;
  const { group, version } = splitApiVersion(textOf(object, "apiVersion"));
  return (!spec.group || spec.group === group) && (!spec.version || spec.version === version);
}

/** Tells which of the specs are for objects of a kind; it remembers what it told. */
export const specsAmong: (
  specs: readonly FieldSpec[],
) => (object: Mapping) => readonly FieldSpec[] = memo((specs) => {
  const kinds = new Map<string, Map<string, readonly FieldSpec[]>>();
  return (object) => {
    const apiVersion = textOf(object, "apiVersion");
    const kind = textOf(object, "kind");
    const found = kinds.get(kind)?.get(apiVersion);
    if (found) return found;
    const made = specs.filter((it) => isFor(it, object));
    if (kinds.size > MOST_KINDS) kinds.clear();
    const versions = kinds.get(kind) ?? new Map();
    if (versions.size > MOST_KINDS) versions.clear();
    kinds.set(kind, versions.set(apiVersion, made));
    return made;
  };
});

const MOST_KINDS = 1000;

/** Of the path of a field spec. */
export interface Part {
  readonly name: string;
  /** Was it followed by `[]`? */
  readonly isList: boolean;
  /** Is it no name of a field? Where a mapping stands, this ends the build; elements of lists have no parts. */
  readonly isWrong: boolean;
}

interface Visit {
  readonly parts: readonly Part[];
  readonly change: ChangeField;
  readonly creating: Creating | undefined;
}

/** Field specs are few and visited for every object. */
const known = new Map<string, readonly Part[]>();

/** The parts of the path of a field spec. */
export function partsOf(path: string): readonly Part[] {
  const found = known.get(path);
  if (found) return found;
  if (known.size > 1000) known.clear();
  const parts = splitPath(path, "/").map((it) => {
    const isList = it.endsWith("[]");
    // Blanks around a name do not count.
    const name = (isList ? it.slice(0, -2) : it).trim();
    return { name, isList, isWrong: name === "" || isStep(name) };
  });
  known.set(path, parts);
  return parts;
}

/** `at`: the index of the part that counts now. */
function changed(node: Node, at: number, visit: Visit, made: boolean): Node {
  const part = visit.parts[at];
  if (part === undefined) return visit.change(node, made);
  if (node.kind === "mapping") return inMapping(node, part, at, visit);
  if (node.kind === "sequence") return inSequence(node, at, visit);
  if (isNull(node)) return node;
  return stop("expected sequence or mapping node", placeOfNode(node));
}

function inSequence(list: Sequence, at: number, visit: Visit): Node {
  let items: (Node | undefined)[] | undefined;
  try {
    for (let index = 0; index < list.items.length; index++) {
      const item = list.items[index];
      const made = item && changed(item, at, visit, false);
      if (made === item) continue;
      items ??= list.items.slice();
      items[index] = made;
    }
  } catch (thrown) {
    const parts = visit.parts.slice(at).map(({ name, isList }) => (isList ? `${name}[]` : name));
    return retell(thrown, `visit traversal on path: [${parts.join(" ")}]: `);
  }
  return items ? withItems(list, items) : list;
}

function inMapping(mapping: Mapping, part: Part, at: number, visit: Visit): Node {
  const { name, isList } = part;
  const { creating, parts } = visit;
  if (part.isWrong) return wrongName(mapping, name);
  const isLast = at === parts.length - 1;
  const kind = isList ? "sequence" : creating && !isLast ? "mapping" : creating?.kind;
  const present = fieldOf(mapping, name);
  if (!present && (isList || !creating)) return mapping;
  const field = present ? suited(present, kind) : creating && empty(kind, creating.cause);
  if (!field) return mapping;
  const result = changed(field, at + 1, visit, present === undefined);
  return result === present ? mapping : withField(mapping, name, result, causeOf(result));
}

function wrongName(mapping: Mapping, name: string): never {
  const place = placeOfNode(mapping);
  if (name === "") return stop("cannot set or create an empty field name", place);
  within(`fieldName: ${name}: `, () => lookUp(mapping, [name]), place);
  return stop(`fieldName: ${name}: is no field of a mapping`, place);
}

/** A null becomes a list or a mapping where one is needed. */
const suited = (field: Node, kind: Creating["kind"] | undefined): Node =>
  kind !== undefined && kind !== "scalar" && isNull(field) ? empty(kind, causeOf(field)) : field;

function empty(kind: Creating["kind"] | undefined, cause: Cause): Node {
  if (kind === "mapping") return emptyMapping(cause);
  if (kind === "sequence") return sequenceOf([], cause);
  const { span, from } = cause;
  return { kind: "scalar", span, style: "plain", text: "", value: "", from };
}

const printed = (object: Mapping): string => {
  const metadata = metadataOf(object);
  return printId({
    ...splitApiVersion(textOf(object, "apiVersion")),
    kind: textOf(object, "kind"),
    name: textOf(metadata, "name"),
    namespace: textOf(metadata, "namespace"),
  });
};

const textOf = (mapping: Mapping | undefined, key: string): string =>
  scalarText(fieldOf(mapping, key)) ?? "";
