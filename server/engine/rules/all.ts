import { dependsOnMissing } from "./dependsOnMissing.ts";
import type { Rule } from "./rule.ts";

/**
 * The catalogue, in the order in which findings of one place are shown: what stops everything first,
 * then what names nothing, then what does something else than it says, then what is merely old or unused.
 */
export const rules: readonly Rule[] = [dependsOnMissing];
