import { inject } from "vitest";

declare module "vitest" {
  export interface ProvidedContext {
    /** Whether properties are tried at their full length. */
    readonly isThorough: boolean;
  }
}

/** How often a property is tried: a few times where people wait for it, all times among the slow tests, which run the same files. */
export const runs = (few: number, all: number): number => (inject("isThorough") ? all : few);
