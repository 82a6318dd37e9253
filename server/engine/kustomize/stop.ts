import type { DocumentPlace } from "../origin.ts";
import type { Explanation } from "./explanation.ts";

/** Why a build ends without objects, in kustomize's words, and the line that causes it. */
export interface BuildError {
  readonly message: string;
  readonly place: DocumentPlace | undefined;
  /** Files that are there but were not read; once they are, the build may go on. */
  readonly unread: readonly string[];
  /** Where more is known of the mistake than the message says. */
  readonly explanation?: Explanation | undefined;
  /** The message is about the build as a whole, wherever it was noticed. */
  readonly alone?: boolean;
}

/**
 * A build ends at its first mistake, however deep; this carries the mistake up. It is thrown by `stop` alone and never
 * leaves `attempt`, so nobody outside sees the engine throw on a user's text.
 */
class Stop {
  readonly error: BuildError;
  constructor(error: BuildError) {
    this.error = error;
  }
}

/** Ends the build. The place is that of the text that must be mended. */
export function stop(
  message: string,
  place?: DocumentPlace | undefined,
  unread: readonly string[] = [],
  explanation?: Explanation | undefined,
): never {
  throw new Stop({ message, place, unread, explanation });
}

/** Ends the build with a mistake that was caught before. */
export function stopAgain(error: BuildError): never {
  throw new Stop(error);
}

/** Ends the build with a message around which nobody puts words: it is about the build as a whole. */
export function stopAlone(message: string, place?: DocumentPlace | undefined): never {
  throw new Stop({ message, place, unread: [], alone: true });
}

/** What `work` gives, or the error at which it stopped. */
export function attempt<T>(work: () => T): { readonly value: T } | { readonly error: BuildError } {
  try {
    return { value: work() };
  } catch (thrown) {
    if (thrown instanceof Stop) return { error: thrown.error };
    throw thrown;
  }
}

/**
 * Does the work; a mistake in it is told with `words` around its message: a text to stand before it, or a function.
 * `place` is used where the mistake has none of its own.
 */
export function within<T>(
  words: string | ((message: string) => string),
  work: () => T,
  place?: DocumentPlace | undefined,
): T {
  try {
    return work();
  } catch (thrown) {
    return retell(thrown, words, place);
  }
}

/** What `within` does with a mistake, for work that runs so often that it is no function of its own. */
export function retell(
  thrown: unknown,
  words: string | ((message: string) => string),
  place?: DocumentPlace | undefined,
): never {
  if (!(thrown instanceof Stop)) throw thrown;
  const { error } = thrown;
  if (error.alone) return stopAgain({ ...error, place: error.place ?? place });
  const message = typeof words === "string" ? words + error.message : words(error.message);
  return stopAgain({ ...error, message, place: error.place ?? place });
}
