import { MASK } from "../../flux/mask.ts";
import { nearest } from "../../nearest.ts";
import { at, get, itemsOf, mappingOf, type Node, type Path, scalarOf, textOf } from "../../node.ts";
import { isOpen } from "../../references/read.ts";
import type { Resource } from "../../resource.ts";
import { removeField, replaceValue } from "../fixes.ts";
import { pathsOf } from "../pathsOf.ts";
import type { Finding } from "../rule.ts";
import type {
  Constraint,
  Contained,
  Entries,
  ExactlyOne,
  Fields,
  Forbidden,
  Listed,
  Required,
  Unique,
} from "./constraint.ts";
import type { Spot } from "./places.ts";

/** Is it a value that something fills in later, or one that is encrypted? */
const isFilledIn = (text: string): boolean => isOpen(text) || text.includes(MASK);

/** A finding, and what a parent may still change so that it is none. */
export interface Judged {
  readonly finding: Finding;
  /** Names of the fields that decide; `any` where something is missing, which may come in with any patch. */
  readonly decidedBy: ReadonlySet<string> | "any";
}

/** All that one constraint finds in an object; `spotsAt` is `placesIn` of its tree. */
export function* judge(
  constraint: Constraint,
  resource: Resource,
  root: Node | undefined,
  spotsAt: (pattern: string) => readonly Spot[],
): Generator<Judged> {
  for (const { path: place, node } of spotsAt(constraint.at)) {
    if (isAlone(constraint, root, place)) continue;
    const asked: Asked = { names: new Set(), open: false };
    const found = [...broken(constraint, resource, node, place, asked)];
    if (asked.open) continue;
    for (const { finding, isMissing } of found) {
      yield { finding, decidedBy: isMissing ? "any" : asked.names };
    }
  }
}

const isAlone = (constraint: Constraint, root: Node | undefined, place: Path): boolean =>
  constraint.type === "required" &&
  constraint.amongSeveral === true &&
  itemsOf(at(root, place.slice(0, -1))).length < 2;

/** What was asked of the fields, so that one knows what the answer depends on. */
interface Asked {
  readonly names: Set<string>;
  /** A value among them is filled in later. */
  open: boolean;
}

interface Broken {
  readonly finding: Finding;
  readonly isMissing?: true;
}

function broken(
  constraint: Constraint,
  resource: Resource,
  node: Node | undefined,
  place: Path,
  asked: Asked,
): Iterable<Broken> {
  const fields = fieldsOf(node, asked);
  switch (constraint.type) {
    case "forbidden":
      return forbidden(constraint, resource, place, fields);
    case "required":
      return required(constraint, headOf(node, place), fields);
    case "exactly-one":
      return exactlyOne(constraint, place, headOf(node, place), fields);
    case "unique":
      return unique(constraint, node, place);
    case "listed":
      return listed(constraint, resource, node, place);
    case "contained":
      return contained(constraint, resource, node, place);
    case "entries":
      return entries(constraint, node, place, asked);
  }
}

/** Something that is missing is shown at the key of its mapping; an item has none, so at its first field. */
function headOf(node: Node | undefined, place: Path): Path {
  const first = mappingOf(node)?.entries[0]?.key.text;
  return typeof place.at(-1) === "number" && first !== undefined ? [...place, first] : place;
}

const refused = (says: string): string => `${says}, so the API server refuses this object.`;

function* forbidden(
  { field, when, says, on, write, removable }: Forbidden,
  resource: Resource,
  place: Path,
  fields: Fields,
): Generator<Broken> {
  if (!fields.has(field) || !when(fields)) return;
  const path = [...place, ...field.split(".")];
  const fixes =
    write !== undefined
      ? [replaceValue(resource, path, write, `Replace with "${write}"`)]
      : removable
        ? [{ ...removeField(resource, path, `Remove ${field}`), preferred: true }]
        : [];
  const sentence = typeof says === "string" ? says : says(fields);
  const finding: Finding = { at: path, on: on ?? "key", message: refused(sentence), fixes };
  yield { finding };
}

function* required(
  { field, when, says }: Required,
  place: Path,
  fields: Fields,
): Generator<Broken> {
  if (fields.has(field) || !when(fields)) return;
  yield { finding: { at: place, on: "key", message: refused(says) }, isMissing: true };
}

function* exactlyOne(
  { fields: names }: ExactlyOne,
  place: Path,
  head: Path,
  { has }: Fields,
): Generator<Broken> {
  const there = names.filter(has);
  const second = there[1];
  const one = `${fieldText(place)} takes exactly one of ${[names.slice(0, -1).join(", "), names.at(-1)].join(" and ")}`;
  if (there.length === 0) {
    const finding: Finding = { at: head, on: "key", message: refused(`${one} and has none`) };
    yield { finding, isMissing: true };
  } else if (second !== undefined) {
    const at = [...place, second];
    yield { finding: { at, on: "key", message: refused(one) } };
  }
}

function* unique(
  { field, with: other }: Unique,
  node: Node | undefined,
  place: Path,
): Generator<Broken> {
  const seen = new Set<string>();
  for (const [index, item] of itemsOf(node).entries()) {
    const text = textOf(get(item, field));
    if (text === undefined || isFilledIn(text)) continue;
    const beside = other ? (textOf(get(item, other.field)) ?? other.otherwise) : "";
    const shown = other ? `${text} of ${beside}` : text;
    const message = refused(`Two items of ${fieldText(place)} have the ${field} ${shown}`);
    if (seen.has(shown)) yield { finding: { at: [...place, index, field], message } };
    seen.add(shown);
  }
}

function* entries(
  { fault }: Entries,
  node: Node | undefined,
  place: Path,
  { names }: Asked,
): Generator<Broken> {
  for (const { key, value } of mappingOf(node)?.entries ?? []) {
    const text = textOf(value) ?? "";
    const said = scalarOf(value)?.value;
    const isText = typeof said !== "number" && typeof said !== "boolean";
    const found =
      isFilledIn(key.text) || isFilledIn(text) ? undefined : fault(key.text, text, isText);
    if (!found) continue;
    names.add(String(place.at(-1)));
    const { on, says } = found;
    yield { finding: { at: [...place, key.text], on, message: refused(says) } };
  }
}

function* listed(
  { field, among, what }: Listed,
  resource: Resource,
  node: Node | undefined,
  place: Path,
): Generator<Broken> {
  const known = among.flatMap((it) => pathsOf(node, it).map((path) => textOf(at(node, path))));
  const names = known.filter((it) => it !== undefined);
  if (names.some(isFilledIn)) return;
  for (const path of pathsOf(node, field)) {
    const text = textOf(at(node, path));
    if (text === undefined || isFilledIn(text) || names.includes(text)) continue;
    const near = nearest(text, names) ?? (names.length === 1 ? names[0] : undefined);
    const meant = near === undefined ? "" : ` Did you mean "${near}"?`;
    const finding: Finding = {
      at: [...place, ...path],
      message: `${refused(`There is no ${what} "${text}" here`)}${meant}`,
      fixes:
        near === undefined
          ? []
          : [replaceValue(resource, [...place, ...path], near, `Replace with "${near}"`)],
    };
    yield { finding, isMissing: true };
  }
}

function* contained(
  { field, in: other, says }: Contained,
  resource: Resource,
  node: Node | undefined,
  place: Path,
): Generator<Broken> {
  const inner = at(node, field.split("."));
  const outer = at(node, other.split("."));
  for (const { key, value } of mappingOf(inner)?.entries ?? []) {
    const [wanted, there] = [textOf(value), textOf(get(outer, key.text))];
    if (wanted === undefined || wanted === there || isFilledIn(wanted)) continue;
    if (there !== undefined && isFilledIn(there)) continue;
    const path = [...place, ...other.split("."), key.text];
    const finding: Finding = {
      at: [...place, ...field.split("."), key.text],
      message: refused(says(`${key.text}=${wanted}`)),
      fixes:
        there === undefined ? [] : [replaceValue(resource, path, wanted, `Set it to "${wanted}"`)],
    };
    yield { finding, isMissing: true };
  }
}

/** `spec.inputsFrom[0]`. */
const fieldText = (path: Path): string =>
  path
    .map((it) => (typeof it === "number" ? `[${it}]` : `.${it}`))
    .join("")
    .slice(1);

function fieldsOf(node: Node | undefined, asked: Asked): Fields {
  const find = (field: string) => {
    const path = field.split(".");
    asked.names.add(path.at(-1) ?? field);
    return at(node, path);
  };
  return {
    has: (field) => {
      const found = find(field);
      return found !== undefined && scalarOf(found)?.value !== null;
    },
    text: (field) => {
      const text = textOf(find(field));
      if (text !== undefined && isFilledIn(text)) asked.open = true;
      return text;
    },
    isText: (field) => typeof scalarOf(find(field))?.value === "string",
    count: (field) => itemsOf(find(field)).length,
  };
}
