import { diagnosticsRequests } from "./diagnostics.ts";
import type { RequestRow } from "./row.ts";

/** Everything the server answers, one row per feature. */
export const requests: readonly RequestRow[] = [diagnosticsRequests];
