import type { Node } from "../node.ts";
import { placeOfNode } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { idOf, keyOf, printId } from "./id.ts";
import { stop } from "./stop.ts";
import { fieldOf } from "./tree.ts";

/** The same objects; ends the build where two of them have the same identity. */
export function unique(objects: readonly BuiltObject[]): readonly BuiltObject[] {
  if (proved.has(objects)) return objects;
  const known = new Set<string>();
  for (const it of objects) {
    const key = keyOf(idOf(it));
    if (known.has(key)) stopAtTwin(it, objects);
    known.add(key);
  }
  proved.add(objects);
  return objects;
}

/** As `unique`, for a list in which only those objects changed that stand elsewhere in `before`. */
export function stillUnique(
  before: readonly BuiltObject[],
  after: readonly BuiltObject[],
): readonly BuiltObject[] {
  const kept =
    proved.has(before) &&
    before.length === after.length &&
    after.every((it, index) => it === before[index] || sameKey(it, before[index]));
  if (kept) proved.add(after);
  return unique(after);
}

/** Ends the build at an object that is there already, among others. */
export function stopAtTwin(object: BuiltObject, others: readonly BuiltObject[]): never {
  const id = idOf(object);
  const { kind, name } = id;
  const twin = others.find((it) => it !== object && keyOf(idOf(it)) === keyOf(id));
  const there = twin && nameNode(twin);
  const place = placeOfNode(there);
  return stop(
    `may not add resource with an already registered id: ${printId(id)}`,
    placeOfNode(nameNode(object)),
    [],
    {
      code: "duplicate-object",
      message: `Two objects come to be called ${kind} ${name}`,
      next: "Take one of them out, or give it another name.",
      related: place ? [{ place, message: `${kind} ${name}` }] : [],
    },
  );
}

const nameNode = ({ node }: BuiltObject): Node =>
  fieldOf(fieldOf(node, "metadata"), "name") ?? node;

const proved = new WeakSet<readonly BuiltObject[]>();

const sameKey = (a: BuiltObject, b: BuiltObject | undefined): boolean =>
  b !== undefined && keyOf(idOf(a)) === keyOf(idOf(b));
