import type { Step } from "../origin.ts";
import type { BuiltObject } from "./built.ts";
import { attempt } from "./stop.ts";
import { withNode } from "./withNode.ts";
import { withSteps } from "./withSteps.ts";

/** What a step does with the objects. `start`: the same for one object after the other, where they can be parted. */
export interface Work {
  readonly run: (objects: readonly BuiltObject[]) => readonly BuiltObject[];
  readonly start?: () => Pass;
}

/** One way through all objects. */
export interface Pass {
  /** What becomes of an object; nothing where it is taken out. `isOwn`: its tree was made on this way, and nobody else holds it. */
  readonly change: (object: BuiltObject, isOwn?: boolean) => BuiltObject | undefined;
  /** Is there, after the last object, nothing to do or to say about all of them? Absent: there never is. */
  readonly isDone?: () => boolean;
}

/** A step that does something with each object and asks nothing about all. */
export const onEach = (change: Pass["change"]): Work => ({
  run: (objects) => passed(objects, change),
  start: () => ({ change }),
});

/** What becomes of the objects. */
export function passed(
  objects: readonly BuiltObject[],
  change: Pass["change"],
): readonly BuiltObject[] {
  const made: BuiltObject[] = [];
  for (const object of objects) {
    const it = change(object);
    if (it) made.push(it);
  }
  return made;
}

/**
 * The objects after several steps, each object taken through all of them before the next: its nodes are at hand then,
 * and what only the next step needs is soon forgotten. `undefined` where a step stops or has something to say about
 * all objects: then the steps must go one by one, as the first of them to do so counts.
 */
export function passedTogether(
  objects: readonly BuiltObject[],
  starts: readonly (() => Pass)[],
): readonly BuiltObject[] | undefined {
  const outcome = attempt(() => {
    const passes = starts.map((start) => start());
    const made = passed(objects, (object) => through(object, passes));
    return passes.every(({ isDone }) => !isDone || isDone()) ? made : undefined;
  });
  return "value" in outcome ? outcome.value : undefined;
}

function through(object: BuiltObject, passes: readonly Pass[]): BuiltObject | undefined {
  const bare = object.steps.length === 0 ? object : withNode(object, object.node, NO_STEPS);
  const steps: Step[] = [];
  let it = bare;
  for (const { change } of passes) {
    const made = change(it, it.node !== object.node);
    if (!made) return undefined;
    for (const step of made.steps) steps.push(step);
    // Gathered apart, so that a thousand steps cost a thousand steps.
    it = made.steps.length === 0 ? made : withNode(made, made.node, NO_STEPS);
  }
  return it === bare ? object : withNode(it, it.node, withSteps(object.steps, steps));
}

const NO_STEPS: readonly Step[] = [];
