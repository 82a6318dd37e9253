import type { BuiltObject } from "./built.ts";

/** What a step does with the objects. */
export interface Work {
  readonly run: (objects: readonly BuiltObject[]) => readonly BuiltObject[];
  /** The same for one object after the other, where they can be parted. */
  readonly start?: () => Pass;
  /** Files, and whatever else it was made of besides the kustomization: as long as they are the same, so is the work. */
  readonly madeOf?: readonly unknown[] | undefined;
}

/** One way through all objects. */
export interface Pass {
  /** What becomes of an object; nothing where it is taken out. `isOwn`: its tree was made on this way, and nobody else holds it. */
  readonly change: (object: BuiltObject, isOwn?: boolean) => BuiltObject | undefined;
  /** Is there, after the last object, nothing to do or to say about all of them? Absent: there never is. */
  readonly isDone?: () => boolean;
  /** What of the last object counts for `isDone`. */
  readonly learned?: () => Learned;
  /** Takes what an earlier pass has learned of an object, in place of a change that comes out the same. */
  readonly recall?: (learned: Learned) => void;
}

/** Was it an object for the step, and what it is called (`keyOf`) before and after it, where that counts. */
export interface Learned {
  readonly isFound?: boolean;
  readonly before?: string;
  readonly after?: string;
}

/** A step that does something with each object and asks nothing about all. */
export const onEach = (change: Pass["change"]): Work => ({
  run: (objects) => passed(objects, change),
  start: () => ({ change }),
});

/** A way through all objects that is done once it has found one to do something with. */
export function findingPass(
  change: (object: BuiltObject, found: () => void) => BuiltObject,
): Required<Pass> {
  let isFound = false;
  let isAny = false;
  const found = () => {
    isFound = true;
    isAny = true;
  };
  return {
    change: (object) => {
      isFound = false;
      return change(object, found);
    },
    isDone: () => isAny,
    learned: () => ({ isFound }),
    recall: (learned) => {
      isAny ||= learned.isFound === true;
    },
  };
}

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
