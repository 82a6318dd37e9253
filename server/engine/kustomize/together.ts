import type { Step } from "../origin.ts";
import type { BuildNote, BuiltObject } from "./built.ts";
import { attempt } from "./stop.ts";
import { withNode } from "./withNode.ts";
import { withSteps } from "./withSteps.ts";
import { type Learned, type Pass, passed, type Work } from "./work.ts";

/** Steps that are taken together. */
export interface Together {
  readonly works: readonly Startable[];
  /** Of what all of them are made, besides what each of them is made of. */
  readonly madeOf: readonly unknown[];
  /** Filled in by the steps. */
  readonly notes: BuildNote[];
  /** What became of the objects in the build before, where that was marked. */
  readonly earlier: Way | undefined;
  /** Mark it now: another build is likely. */
  readonly isMarked: boolean;
}

export interface Startable {
  readonly start: () => Pass;
  readonly madeOf: Work["madeOf"];
}

/** What several steps were made of, and what became of each object in them. */
export interface Way {
  readonly madeOf: readonly unknown[];
  readonly works: readonly (readonly unknown[])[];
  readonly marks: ReadonlyMap<BuiltObject, Mark>;
}

interface Mark {
  readonly made: BuiltObject | undefined;
  /** How many of the first steps left the object as it was. */
  readonly kept: number;
  /** Of each step that got to it, in order. */
  readonly learned: readonly (Learned | undefined)[];
  readonly notes: readonly BuildNote[];
}

interface Done {
  readonly objects: readonly BuiltObject[];
  readonly way: Way | undefined;
}

/**
 * The objects after several steps, each object taken through all of them before the next: its nodes are at hand then,
 * and what only the next step needs is soon forgotten. What became of an object in the build before becomes of it again,
 * unless a step has changed that does something with it. `undefined` where a step stops or has something to say about
 * all objects: then the steps must go one by one, as the first of them to do so counts.
 */
export function passedTogether(
  objects: readonly BuiltObject[],
  together: Together,
): Done | undefined {
  const { madeOf, notes, isMarked } = together;
  const works = together.works.map((it) => it.madeOf ?? []);
  const earlier = comparedWith(together.earlier, madeOf, works);
  const noted = notes.length;
  const outcome = attempt((): Done | undefined => {
    const passes = together.works.map((it) => it.start());
    const marks = new Map<BuiltObject, Mark>();
    const made = passed(objects, (object) => {
      if (!isMarked) return walked(begun(object), passes);
      const mark = marked(object, passes, notes, earlier);
      marks.set(object, mark);
      return mark.made;
    });
    const way = isMarked ? { madeOf, works, marks } : undefined;
    return passes.every(({ isDone }) => !isDone || isDone()) ? { objects: made, way } : undefined;
  });
  const done = "value" in outcome ? outcome.value : undefined;
  // It will all be said again.
  if (!done) notes.length = noted;
  return done;
}

/** The build before, seen from this one. */
interface Earlier {
  readonly marks: Way["marks"];
  readonly hasChanged: readonly boolean[];
  /** The number of the last step that has changed, from 1. */
  readonly last: number;
}

function comparedWith(
  earlier: Way | undefined,
  madeOf: readonly unknown[],
  works: Way["works"],
): Earlier | undefined {
  if (!earlier || earlier.works.length !== works.length) return undefined;
  if (!isSame(earlier.madeOf, madeOf)) return undefined;
  const hasChanged = works.map((it, index) => !isSame(it, earlier.works[index] ?? []));
  return { marks: earlier.marks, hasChanged, last: hasChanged.lastIndexOf(true) + 1 };
}

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((it, index) => it === others[index]);

/** An object on its way. */
interface Walk {
  readonly from: BuiltObject;
  /** Without the steps from before: those of the way are gathered apart, so that a thousand steps cost a thousand steps. */
  readonly bare: BuiltObject;
  readonly steps: Step[];
  it: BuiltObject | undefined;
  /** Of the next step. */
  index: number;
}

function begun(from: BuiltObject): Walk {
  const bare = from.steps.length === 0 ? from : withNode(from, from.node, NO_STEPS);
  return { from, bare, steps: [], it: bare, index: 0 };
}

const NO_STEPS: readonly Step[] = [];

/** Takes the next step. */
function advance(walk: Walk, { change }: Pass): void {
  walk.index++;
  if (!walk.it) return;
  const made = change(walk.it, walk.it.node !== walk.from.node);
  if (made) for (const step of made.steps) walk.steps.push(step);
  walk.it = made && made.steps.length > 0 ? withNode(made, made.node, NO_STEPS) : made;
}

/** To the end of the way. */
function walked(walk: Walk, passes: readonly Pass[]): BuiltObject | undefined {
  while (walk.it && walk.index < passes.length) advance(walk, passes[walk.index] as Pass);
  return ended(walk);
}

const ended = ({ it, bare, from, steps }: Walk): BuiltObject | undefined =>
  it === bare ? from : it && withNode(it, it.node, withSteps(from.steps, steps));

/** The same, for a build that will be compared with this one; as far as it goes, like the build before. */
function marked(
  object: BuiltObject,
  passes: readonly Pass[],
  notes: BuildNote[],
  earlier: Earlier | undefined,
): Mark {
  const noted = notes.length;
  const walk = begun(object);
  const learned: (Learned | undefined)[] = [];
  const known = earlier?.marks.get(object);
  if (known && earlier && mayComeOutTheSame(known, earlier)) {
    const { hasChanged, last } = earlier;
    while (walk.it === walk.bare && walk.index < last) {
      const { index } = walk;
      const pass = passes[index] as Pass;
      if (hasChanged[index]) {
        learned.push(took(walk, pass));
      } else {
        learned.push(recalled(pass, known.learned[index]));
        walk.index++;
      }
    }
    if (walk.it === walk.bare) {
      for (let at = last; at < known.learned.length; at++) {
        learned.push(recalled(passes[at] as Pass, known.learned[at]));
      }
      for (const it of known.notes) notes.push(it);
      return last === 0 ? known : { ...known, learned, notes: notes.slice(noted) };
    }
  }
  let kept = walk.it === walk.bare ? walk.index : walk.index - 1;
  while (walk.it && walk.index < passes.length) {
    learned.push(took(walk, passes[walk.index] as Pass));
    if (walk.it === walk.bare) kept = walk.index;
  }
  return { made: ended(walk), kept, learned, notes: notes.slice(noted) };
}

/** All steps that have changed left the object as it was, and nothing was said of it that one of them may have said. */
const mayComeOutTheSame = (known: Mark, { last }: Earlier): boolean =>
  last === 0 || (last <= known.kept && known.notes.length === 0);

function took(walk: Walk, pass: Pass): Learned | undefined {
  advance(walk, pass);
  return pass.learned?.();
}

function recalled(pass: Pass, learned: Learned | undefined): Learned | undefined {
  if (learned) pass.recall?.(learned);
  return learned;
}
