import fc from "fast-check";
import { type KnownObject, type Late, late } from "./desk.ts";
import { isBody, isBookkeeping, isLeaf, pointerOf, type Spot, spotsIn } from "./places.ts";
import { chosen, newValue, seed } from "./scalars.ts";
import { form, where } from "./targets.ts";
import { isList, type Value, yamlOf } from "./value.ts";

const operationPlan = fc.record({
  op: fc.constantFrom("add", "add", "add", "replace", "replace", "remove", "copy", "move", "test"),
  at: seed,
  from: seed,
  into: fc.constantFrom("key", "key", "first", "last"),
  value: newValue,
});
type OperationPlan = typeof operationPlan extends fc.Arbitrary<infer T> ? T : never;

/** Operations on places that are there, mostly. */
export const jsonOperations = late(
  fc.array(operationPlan, { minLength: 1, maxLength: 3 }),
  (plans) =>
    (object: KnownObject): readonly Value[] => {
      let spots = spotsIn(object.value).filter(isBody);
      return plans.map((plan) => {
        const { operation, gone } = operationOn(spots, plan);
        spots = spots.filter((it) => !gone || !startsWith(it.path, gone));
        return operation;
      });
    },
);

/** An operation, and the path below which nothing stands as it did. */
function operationOn(
  spots: readonly Spot[],
  { op, at, from, into, value }: OperationPlan,
): { readonly operation: Value; readonly gone?: Spot["path"] } {
  const spot = chosen(spots, at);
  if (!spot) return { operation: { op: "add", path: "/added", value } };
  const path = pointerOf(spot.path);
  const gone = typeof spot.path.at(-1) === "number" ? spot.path.slice(0, -1) : spot.path;
  const isSimple = typeof spot.value === "string" || typeof spot.value === "number";
  if (op === "test" && isSimple) return { operation: { op, path, value: spot.value } };
  if (op === "remove") return { operation: { op, path }, gone };
  if (isBookkeeping(spot.path)) return { operation: { op: "add", path: `${path}/added`, value } };
  if (op === "copy" || op === "move") {
    const sources = spots.filter(
      (it) =>
        !isBookkeeping(it.path) &&
        !startsWith(it.path, gone) &&
        !startsWith(spot.path, it.path.slice(0, -1)),
    );
    const source = chosen(sources, from);
    if (source) {
      const moved = op === "move" ? { gone: source.path.slice(0, 1) } : { gone };
      return { operation: { op, from: pointerOf(source.path), path }, ...moved };
    }
  }
  if (op === "replace" || isLeaf(spot)) return { operation: { op: "replace", path, value }, gone };
  const inner = isList(spot.value) ? (into === "last" ? "-" : "0") : "added";
  return { operation: { op: "add", path: `${path}/${inner}`, value }, gone };
}

const startsWith = (path: Spot["path"], start: Spot["path"]): boolean =>
  start.every((step, index) => path[index] === step);

/** An entry of `patchesJson6902`. */
export const oldJson: fc.Arbitrary<Late> = late(
  fc.record({ object: seed, operations: jsonOperations, form }),
  (plan, desk) => {
    const object = chosen(desk.known, plan.object);
    if (!object) return undefined;
    const [group, version] = (object.apiVersion ?? "").includes("/")
      ? (object.apiVersion ?? "").split("/")
      : [undefined, object.apiVersion];
    const text = yamlOf(plan.operations(desk)(object));
    return {
      target: { group, version, kind: object.kind, name: object.name },
      ...where(desk, text, plan.form),
    };
  },
);
