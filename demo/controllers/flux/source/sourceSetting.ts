import type { Answer } from "../../../../server/host/host.ts";
import type { Checkout, Reference } from "../../../repositories/checkout.ts";
import type { Artifacts } from "./artifacts.ts";

/** What source-controller works with in the demo cluster. */
export interface SourceSetting {
  readonly artifacts: Artifacts;
  /** What stands in for a repository; `undefined`: nothing does, so it cannot be reached. */
  readonly fetch: (url: string, reference: Reference) => Promise<Answer<Checkout>> | undefined;
}
