import fc from "fast-check";
import { type Desk, type KnownObject, type Late, late } from "./desk.ts";
import {
  fieldPathOf,
  isBody,
  isBookkeeping,
  isLeaf,
  pointerOf,
  type Spot,
  spotsIn,
} from "./places.ts";
import { chosen, rarely, seed } from "./scalars.ts";
import { type Fields, type Value, yamlOf } from "./value.ts";

const lists = fc.constantFrom("number", "name", "all");

const options = rarely(
  4,
  fc.record({
    delimiter: rarely(1, fc.constantFrom("-", ".", ":", "/")),
    index: rarely(1, fc.constantFrom(0, 0, 0, 1, -1, 5)),
    create: rarely(1, fc.boolean()),
  }),
);

const targetPlan = fc.record({
  object: seed,
  by: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom("both", "group") },
    { weight: 1, arbitrary: fc.constantFrom("kind", "name", "labels") },
  ),
  at: fc.array(seed, { minLength: 1, maxLength: 2 }),
  lists,
  any: rarely(10, fc.constant(true)),
  beyond: rarely(6, fc.constantFrom("added", "added.deep", "new\\.key")),
  omitted: rarely(15, fc.constant(true)),
  options,
  reject: rarely(6, seed),
  expression: rarely(12, fc.constant(true)),
});
type TargetPlan = typeof targetPlan extends fc.Arbitrary<infer T> ? T : never;

/** An entry of `replacements`: a scalar that is there goes to places that are there, mostly. */
export const replacementEntry: fc.Arbitrary<Late> = late(
  fc.record({
    object: seed,
    at: seed,
    any: rarely(12, fc.constant(true)),
    omitted: rarely(6, fc.constant(true)),
    value: rarely(10, fc.constantFrom("fixed", "1", "a-b-c")),
    options,
    targets: fc.array(targetPlan, { minLength: 1, maxLength: 2 }),
    file: rarely(5, fc.constantFrom("one", "many")),
  }),
  (plan, desk) => {
    const object = chosen(desk.known.filter(hasPlainName), plan.object);
    if (!object) return undefined;
    const spot = chosen(sourcesIn(object, plan.any), plan.at);
    const isWhole = spot !== undefined && !isLeaf(spot);
    const source = {
      ...identity(object),
      fieldPath: plan.omitted || !spot ? undefined : fieldPathOf(object.value, spot.path, "name"),
      options: plan.options,
    };
    const isName = plan.value === undefined && source.fieldPath === undefined && !plan.options;
    const given = plan.value === undefined ? { source } : { sourceValue: plan.value };
    const from: Source = { isName, spot, whole: isWhole ? object : undefined };
    const targets = plan.targets
      .map((it) => targetOf(it, desk, from))
      .filter((it) => it !== undefined);
    if (targets.length === 0) return undefined;
    const entry: Value = { ...given, targets };
    if (plan.file === undefined) return entry;
    return {
      path: desk.addFile("replacement.yaml", yamlOf(plan.file === "one" ? entry : [entry])),
    };
  },
);

interface Source {
  /** The name of an object. */
  readonly isName: boolean;
  readonly spot: Spot | undefined;
  /** The object of which a whole mapping or list is copied. */
  readonly whole: KnownObject | undefined;
}

/**
 * Without a path the name is written, for which only another name will do: others may crash kustomize. What is copied
 * into itself changes while it is copied.
 */
function targetOf(plan: TargetPlan, desk: Desk, { isName, spot, whole }: Source): Value {
  const isOther = (it: Spot) => !spot || anyElement(it) !== anyElement(spot);
  const places = (it: KnownObject) => placesIn(it, plan.any).filter(isOther);
  const object = chosen(
    desk.known.filter(
      (it) => it.kind !== whole?.kind && it.name !== whole?.name && places(it).length > 0,
    ),
    plan.object,
  );
  if (!object) return undefined;
  const paths = plan.at.map((it) => pathText(object, chosen(places(object), it), plan));
  const rejected = plan.reject === undefined ? undefined : chosen(desk.known, plan.reject);
  return {
    select: selection(object, plan),
    reject: rejected && [{ kind: rejected.kind, name: rejected.name }],
    fieldPaths: plan.omitted && isName ? undefined : paths,
    options: plan.beyond === undefined ? plan.options : { ...plan.options, create: true },
  };
}

/** The path, whichever elements of lists it goes through. */
const anyElement = ({ path }: Spot): string =>
  pointerOf(path.map((it) => (typeof it === "number" ? "*" : it)));

function pathText(object: KnownObject, spot: Spot | undefined, plan: TargetPlan): string {
  const path = spot ? fieldPathOf(object.value, spot.path, plan.lists) : "metadata.name";
  if (plan.beyond === undefined) return path;
  const parent = path.replace(/(^|\.)(?:\\.|[^.\\])*$/, "");
  return parent === "" ? plan.beyond : `${parent}.${plan.beyond}`;
}

/** A name that looks like a number may become one, depending on which step wrote it last. */
const hasPlainName = ({ name }: KnownObject): boolean =>
  /^[a-z.-]+$/.test(name) && name !== "on" && name !== "true";

function selection(object: KnownObject, { by, expression }: TargetPlan): Fields {
  const name = expression ? `${object.name.slice(0, 1)}.*` : object.name;
  switch (by) {
    case "kind":
      return { kind: object.kind };
    case "name":
      return { name };
    case "group":
      return { ...identity(object), name };
    case "labels":
      return { kind: object.kind, labelSelector: "app" };
    default:
      return { kind: object.kind, name };
  }
}

function identity({ apiVersion, kind, name, namespace }: KnownObject): Fields {
  const [group, version] = apiVersion?.includes("/")
    ? apiVersion.split("/")
    : [undefined, apiVersion];
  return { group, version, kind, name, namespace };
}

/** Values to be copied; lists and maps only where asked for. */
const sourcesIn = ({ value }: KnownObject, any: boolean | undefined): readonly Spot[] =>
  spotsIn(value).filter((it) => isInside(it) && !showsBookkeeping(it) && (any || isText(it)));

/** Places to be written. Writing into what says which object it is breaks references and may crash kustomize. */
const placesIn = ({ value }: KnownObject, any: boolean | undefined): readonly Spot[] =>
  spotsIn(value).filter((it) => isBody(it) && !isBookkeeping(it.path) && (any || isText(it)));

const showsBookkeeping = ({ path }: Spot): boolean =>
  isBookkeeping(path) || (path.length === 1 && path[0] === "metadata");

const isText = (it: Spot): boolean => isLeaf(it) && typeof it.value === "string";

const isInside = ({ path: [first] }: Spot): boolean => first !== "apiVersion" && first !== "kind";

/** An entry of `vars`; each name is given once in a tree. */
export const variable: fc.Arbitrary<Late> = late(
  fc.record({
    name: fc.constantFrom("FIRST", "SECOND"),
    object: seed,
    at: seed,
    any: rarely(3, fc.constant(true)),
    omitted: rarely(2, fc.constant(true)),
  }),
  ({ name, object: number, at, any, omitted }, desk) => {
    const object = chosen(desk.known, number);
    if (!object || !desk.take(`var ${name}`)) return undefined;
    const leaves = spotsIn(object.value).filter(
      (it) => isLeaf(it) && (any || typeof it.value === "string"),
    );
    const spot = chosen(leaves, at);
    const path = spot?.path
      .map((it) => (typeof it === "number" ? `[${it}]` : String(it)))
      .join(".")
      .replaceAll(".[", "[");
    return {
      name,
      objref: {
        apiVersion: object.apiVersion,
        kind: object.kind,
        name: object.name,
        namespace: object.namespace,
      },
      fieldref: omitted || !spot || !isSimple(spot) ? undefined : { fieldpath: path },
    };
  },
);

const isSimple = ({ path }: Spot): boolean =>
  path.every((it) => typeof it === "number" || /^\w+$/.test(it));
