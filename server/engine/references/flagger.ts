import type { ReferenceRow } from "./row.ts";

export const flaggerReferences: readonly ReferenceRow[] = [];
