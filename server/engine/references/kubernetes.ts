import type { ReferenceRow } from "./row.ts";

export const kubernetesReferences: readonly ReferenceRow[] = [];
