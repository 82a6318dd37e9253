import fc from "fast-check";
import { type Desk, type KnownObject, type Late, late } from "./desk.ts";
import { jsonOperations } from "./jsonPatches.ts";
import { isBody, isBookkeeping, isLeaf, joined, onlyAt, type Spot, spotsIn } from "./places.ts";
import { fields, podTemplate } from "./pods.ts";
import { chosen, newValue, rarely, seed } from "./scalars.ts";
import { form, target, where } from "./targets.ts";
import { type Fields, isFields, isList, type Value, yamlOf } from "./value.ts";

const edit = fc.record({
  at: seed,
  what: fc.constantFrom("set", "set", "set", "remove", "delete", "replace", "add", "add"),
  value: newValue,
  /** Also where a map or list stands. */
  anywhere: rarely(12, fc.constant(true)),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

/** The body of a strategic merge patch for an object: some places of it changed. */
const body = late(
  fc.record({
    edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
    pod: rarely(3, podTemplate),
    whole: rarely(25, fc.constantFrom("delete", "replace", "merge", "merge", "bogus")),
  }),
  ({ edits, pod, whole }) =>
    (object: KnownObject): Value => {
      const changes = edits.map((it) => changeOf(object, it));
      const template = isFields(object.value.spec) && "template" in object.value.spec;
      const all = [
        ...changes,
        ...(pod !== undefined && template ? [{ spec: { template: pod } }] : []),
      ];
      const value = all.reduce<Value>(joined, {});
      return whole === undefined ? value : { ...(value as Fields), $patch: whole };
    },
);

function changeOf(object: KnownObject, { at, what, value, anywhere }: Edit): Value {
  const spots = spotsIn(object.value).filter(isBody);
  const usual = anywhere
    ? spots
    : spots.filter((it) => isLeaf(it) === (what === "set" || what === "remove"));
  const spot = chosen(usual.length ? usual : spots, at);
  if (!spot) return { added: value };
  const leaf = leafOf(spot, what, value);
  const isText = leaf !== null && isLeaf({ path: spot.path, value: leaf });
  if (isText && isBookkeeping(spot.path)) return { added: value };
  return onlyAt(object.value, spot.path, leaf);
}

function leafOf({ value: there }: Spot, what: Edit["what"], value: Value): Value {
  const isMap = isFields(there);
  switch (what) {
    case "remove":
      return null;
    case "delete":
      return isMap ? { $patch: "delete" } : isList(there) ? [{ $patch: "delete" }] : null;
    case "replace":
      return isMap
        ? { $patch: "replace", b: value }
        : isList(there)
          ? [{ $patch: "replace" }, { name: "b", b: value }]
          : value;
    case "add":
      return isMap ? { added: value } : isList(there) ? [{ name: "new", added: value }] : value;
    default:
      return value;
  }
}

const options = rarely(
  8,
  fields({
    allowNameChange: rarely(1, fc.constant(true)),
    allowKindChange: rarely(1, fc.constant(true)),
  }),
);

const identity = ({ apiVersion, kind, name, namespace }: KnownObject): Fields => ({
  apiVersion,
  kind,
  metadata: { name, namespace },
});

/** An entry of `patches`. */
export const patchEntry: fc.Arbitrary<Late> = late(
  fc.record({
    style: fc.constantFrom("identity", "identity", "target", "target", "json", "json"),
    object: seed,
    body,
    target,
    operations: jsonOperations,
    options,
    form,
    other: rarely(10, fc.record({ object: seed, body })),
    rename: rarely(10, fc.constantFrom("renamed", "Renamed")),
    strict: rarely(5, fc.constant(true)),
    /** The patch goes to all that the target says, whatever its kind. */
    wide: rarely(8, fc.constant(true)),
  }),
  (plan, desk) => {
    const object = chosen(desk.known, plan.object);
    if (!object) return undefined;
    const selected = plan.target(desk)(object);
    const { kind, name } = object;
    if (plan.style === "json") {
      const list = plan.operations(desk)(object);
      const text = plan.strict && isPlain(list) ? JSON.stringify(list) : yamlOf(list);
      return {
        ...where(desk, text, plan.form),
        target: plan.wide ? selected : { ...selected, kind, name },
        options: plan.options,
      };
    }
    const change = joined(identity(object), plan.body(desk)(object));
    const renamed =
      plan.rename === undefined
        ? change
        : joined(change, { metadata: { name: plan.rename.toLowerCase() } });
    if (plan.style === "target") {
      return {
        ...where(desk, yamlOf(renamed), plan.form),
        target: plan.wide ? widely(selected, plan.options) : { ...selected, kind },
        options: plan.options,
      };
    }
    const others = plan.other ? moreOf(desk, plan.other) : "";
    return { ...where(desk, yamlOf(change) + others, plan.form), options: plan.options };
  },
);

/** No hash is made for another kind than the one that was generated: only those of ConfigMaps and Secrets are mirrored. */
const widely = (selected: Fields, asked: Value): Fields =>
  isFields(asked) && asked.allowKindChange ? { ...selected, kind: "[ABD-RT-Z].*" } : selected;

function moreOf(
  desk: Desk,
  plan: { object: number; body: Late<(it: KnownObject) => Value> },
): string {
  const object = chosen(desk.known, plan.object);
  return object ? `---\n${yamlOf(joined(identity(object), plan.body(desk)(object)))}` : "";
}

const isPlain = (value: Value): boolean =>
  spotsIn(value).every((it) => !isLeaf(it) || it.value === null || typeof it.value !== "object");

/** An entry of `patchesStrategicMerge`. */
export const oldMerge: fc.Arbitrary<Late> = late(
  fc.record({ object: seed, body, form }),
  (plan, desk) => {
    const object = chosen(desk.known, plan.object);
    if (!object) return undefined;
    const text = yamlOf(joined(identity(object), plan.body(desk)(object)));
    return plan.form === "file" ? desk.addFile("merge.yaml", text) : text;
  },
);
