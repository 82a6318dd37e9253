import type { Canary } from "../canary.ts";

/** The names of the three Services of a Canary. flagger.md §3.3 */
export interface Names {
  readonly apex: string;
  readonly primary: string;
  readonly canary: string;
}

export function namesOf(canary: Canary): Names {
  const { apex } = canary.spec.service;
  return { apex, primary: `${apex}-primary`, canary: `${apex}-canary` };
}
