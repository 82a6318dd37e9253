import type { DocumentPlace, Step, StepKind } from "../origin.ts";

/** The steps of an object and more of them, each once. */
export function withSteps(known: readonly Step[], more: readonly Step[]): readonly Step[] {
  if (more.length === 0) return known;
  const steps = [...known];
  const seen = new Map<DocumentPlace, StepKind[]>();
  for (const { place, by } of known) note(seen, place, by);
  for (const step of more) if (note(seen, step.place, step.by)) steps.push(step);
  return steps;
}

/** Is it new? */
function note(seen: Map<DocumentPlace, StepKind[]>, place: DocumentPlace, by: StepKind): boolean {
  const kinds = seen.get(place);
  if (!kinds) seen.set(place, [by]);
  else if (kinds.includes(by)) return false;
  else kinds.push(by);
  return true;
}
