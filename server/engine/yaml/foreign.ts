import type { Comment } from "../yaml.ts";
import type { Fault } from "./faults.ts";

/** What the library made of a text, as far as it is read here. */
export interface Composed {
  readonly contents: Foreign | undefined;
  readonly faults: readonly Fault[];
  readonly comments: readonly Comment[];
  /** Where text begins that the library did not take into the tree; -1 when there is none. */
  readonly lostAt: number;
  /** Where a quote opens that runs to the end of the text; -1 when there is none. */
  readonly openQuote: number;
}

/** A node of the library: a scalar has `value`, a collection `items`, an alias neither. */
export interface Foreign {
  readonly range?: readonly [number, number, number] | null | undefined;
  readonly items?: readonly unknown[];
  readonly value?: unknown;
  readonly source?: string | undefined;
  readonly type?: string | undefined;
  readonly anchor?: string | undefined;
  readonly tag?: string | undefined;
  readonly srcToken?: Token | undefined;
}

/** A key and its value as the library pairs them. */
export interface ForeignPair {
  readonly key: Foreign | null;
  readonly value: Foreign | null;
  readonly srcToken?: { readonly start?: readonly Token[]; readonly sep?: readonly Token[] };
}

/** A token of the source text that a node was made of. */
export interface Token {
  readonly type: string;
  readonly offset?: number;
  readonly source?: string;
  readonly start?: Token | readonly Token[];
  readonly end?: readonly Token[];
  readonly items?: readonly { readonly start: readonly Token[] }[];
}

export const startOf = (foreign: Foreign): number => foreign.range?.[0] ?? 0;
export const endOf = (foreign: Foreign): number => foreign.range?.[1] ?? 0;

/** The bracket that opened a flow collection; undefined for block collections. */
export function opener({ srcToken }: Foreign): string | undefined {
  const start = srcToken?.start;
  return start && "source" in start ? start.source : undefined;
}

/** Mappings are those in braces, those in blocks, and a pair inside `[ ]`, which no token stands for. */
export function isMapping(foreign: Foreign): boolean {
  const type = foreign.srcToken?.type;
  return type === undefined || type === "block-map" || opener(foreign) === "{";
}
