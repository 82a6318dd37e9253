/** A mark in the text: the line counts from 0, the offset in UTF-16 units. */
export interface Mark {
  readonly line: number;
  readonly at: number;
}

/** What go-yaml finds wrong: where it stood, and where the construct began in which it stood. */
export interface Fault {
  readonly words: string;
  /** Its scanner counts lines from 1, its parser from 0; of the tree it tells none. */
  readonly part: "scanner" | "parser" | "tree";
  readonly problem: Mark;
  readonly context?: Mark | undefined;
}

/**
 * Reading ends at the first fault, however deep; this carries it up. It is thrown by `refuse` alone and never leaves
 * `attempt`.
 */
class Refusal {
  readonly fault: Fault;
  constructor(fault: Fault) {
    this.fault = fault;
  }
}

export function refuse(fault: Fault): never {
  throw new Refusal(fault);
}

/** What the work gives, or the fault at which it stopped. */
export function attempt<T>(work: () => T): { readonly value: T } | { readonly fault: Fault } {
  try {
    return { value: work() };
  } catch (thrown) {
    if (thrown instanceof Refusal) return { fault: thrown.fault };
    throw thrown;
  }
}
