import type { BuiltObject } from "./built.ts";
import type { Log } from "./context.ts";
import type { SourceFile } from "./files.ts";
import { idOf, keyOf } from "./id.ts";
import { noteUnselected } from "./patchNotes.ts";
import { expressionsOf, selects, type Target } from "./selector.ts";
import { within } from "./stop.ts";
import { stillUnique } from "./uniqueObjects.ts";
import { type Learned, type Pass, passed, type Work } from "./work.ts";

export interface SelectedWork {
  readonly target: Target;
  readonly log: Log;
  /** What becomes of an object that the target selects; asked for when the step begins. */
  readonly start: () => Pass["change"];
  /** Stands before mistakes in the target. */
  readonly words?: (message: string) => string;
  /** All objects are put together anew, so that no two of them may have the same identity. */
  readonly isUnique?: boolean;
  /** The file that it was read from, if any. */
  readonly file?: SourceFile | undefined;
}

/** A step for the objects that a target selects; tells where it selects none. */
export function selectedWork(work: SelectedWork): Work {
  const run = (objects: readonly BuiltObject[]) => {
    const { change, isAny } = passOf(work);
    const made = passed(objects, change);
    if (!isAny()) noteUnselected(work.log, work.target, objects);
    return work.isUnique ? stillUnique(objects, made) : made;
  };
  return { run, start: () => passOf(work), madeOf: [work.file] };
}

function passOf({ target, start, words, isUnique }: SelectedWork) {
  const telling = <T>(work: () => T): T => (words ? within(words, work) : work());
  // Mistakes in the expressions are told even where there is no object.
  telling(() => expressionsOf(target));
  const changeSelected = start();
  const keys = new Set<string>();
  let found = false;
  let twins = false;
  let learned: Learned = {};
  const recall = (it: Learned) => {
    learned = it;
    found ||= it.isFound === true;
    if (it.after === undefined) return;
    twins ||= keys.has(it.after);
    keys.add(it.after);
  };
  const change = (object: BuiltObject, isOwn?: boolean) => {
    const isFound = telling(() => selects(target, object));
    const made = isFound ? changeSelected(object, isOwn) : object;
    recall(made && isUnique ? { isFound, after: keyOf(idOf(made)) } : { isFound });
    return made;
  };
  const isDone = () => found && !twins;
  return { change, isAny: () => found, isDone, learned: () => learned, recall };
}
