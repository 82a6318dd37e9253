import type { BuiltObject } from "./built.ts";
import type { Context } from "./context.ts";
import type { FaultCode } from "./explanation.ts";
import { attempt, stopAgain } from "./stop.ts";

/**
 * What a step leaves. In a build that lacks objects, a step for an object that is not there is passed over: it may be
 * for one of those that are missing.
 */
export function unlessHeldBack(
  { lenient, log }: Pick<Context, "lenient" | "log">,
  objects: readonly BuiltObject[],
  work: () => readonly BuiltObject[],
): readonly BuiltObject[] {
  if (!lenient || !log.lacks) return work();
  const done = attempt(work);
  if ("value" in done) return done.value;
  const { explanation } = done.error;
  return explanation && ABOUT_OBJECTS.has(explanation.code) ? objects : stopAgain(done.error);
}

const ABOUT_OBJECTS: ReadonlySet<FaultCode> = new Set<FaultCode>([
  "patch-without-target",
  "replicas-without-target",
  "replacement-without-source",
]);
