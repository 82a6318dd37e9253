import type { Failure } from "../routing.ts";

/** A field is read through a pointer that is nil. */
export const nilPointer: Failure = {
  error: "runtime error: invalid memory address or nil pointer dereference",
  panics: true,
};

/** A key is set in a map that is nil. */
export const nilMap: Failure = { error: "assignment to entry in nil map", panics: true };

/** The first item of a list without items is read. */
export const noFirst: Failure = {
  error: "runtime error: index out of range [0] with length 0",
  panics: true,
};
