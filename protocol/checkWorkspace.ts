import { request } from "./request.ts";

/** What a check of the whole workspace found. */
export interface CheckSummary {
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Checks every file of the workspace anew and publishes what it finds. */
export const checkWorkspace = request<Record<string, never>, CheckSummary>(
  "flightpath/checkWorkspace",
);
