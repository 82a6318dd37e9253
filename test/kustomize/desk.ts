import type fc from "fast-check";
import type { Fields, Value } from "./value.ts";

/** An object that a build holds, as its file says it. */
export interface KnownObject {
  readonly apiVersion: string | undefined;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly value: Fields;
}

/** Where one kustomization is written: what it can speak of, and where its files go. */
export interface Desk {
  readonly known: readonly KnownObject[];
  /** Puts a file beside the kustomization; answers its relative path, which has a number where the name was taken. */
  readonly addFile: (name: string, content: string | Uint8Array) => string;
  /** True the first time a name is asked for in the whole tree. */
  readonly take: (name: string) => boolean;
}

/** A part whose text depends on the rest of the tree: only its plan is random, so it shrinks as its plan does. */
export type Late<T = Value> = (desk: Desk) => T;

export const late = <Plan, T = Value>(
  plan: fc.Arbitrary<Plan>,
  write: (plan: Plan, desk: Desk) => T,
): fc.Arbitrary<Late<T>> => plan.map((it) => (desk) => write(it, desk));
