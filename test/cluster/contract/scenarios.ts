import type { Scenario } from "./step.ts";
import { access } from "./steps/access.ts";
import { apply } from "./steps/apply.ts";
import { custom } from "./steps/custom.ts";
import { deletion } from "./steps/deletion.ts";
import { objects } from "./steps/objects.ts";
import { watches } from "./steps/watches.ts";

/** All scenarios, by the file that holds the answers of the real API server. */
export const scenarios: Readonly<Record<string, readonly Scenario[]>> = {
  objects,
  apply,
  custom,
  access,
  deletion,
  watches,
};
