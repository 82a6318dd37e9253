import { chartSourceMissing } from "./chartSourceMissing.ts";
import { dependsOnCycle } from "./dependsOnCycle.ts";
import { dependsOnMissing } from "./dependsOnMissing.ts";
import { imageRepositoryMissing } from "./imageRepositoryMissing.ts";
import { inputProviderMissing } from "./inputProviderMissing.ts";
import { providerMissing } from "./providerMissing.ts";
import type { Rule } from "./rule.ts";
import { secretMissing } from "./secretMissing.ts";
import { sourceMissing } from "./sourceMissing.ts";
import { substituteFromMissing } from "./substituteFromMissing.ts";
import { valuesFromMissing } from "./valuesFromMissing.ts";

// NOTE to the owner of this room: linkerd-match, selector-label, engine/flagger.ts, deprecated-version and the
// flux-constraint rules are being written by somebody else right now; leave them out, keep the rest. Remove this note.

/**
 * The catalogue, in the order in which findings of one place are shown: what stops everything first,
 * then what names nothing, then what does something else than it says, then what is merely old or unused.
 */
export const rules: readonly Rule[] = [
  dependsOnMissing,
  dependsOnCycle,
  sourceMissing,
  chartSourceMissing,
  substituteFromMissing,
  valuesFromMissing,
  providerMissing,
  imageRepositoryMissing,
  inputProviderMissing,
  secretMissing,
];
