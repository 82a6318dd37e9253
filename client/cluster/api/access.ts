import type { Outcome } from "./failure.ts";
import type { Transport } from "./transport.ts";

/** Opens the way to one pinned server. */
export interface Access {
  /**
   * @param isFresh the credentials used last were refused: get new ones, from the file or the plugin
   */
  open(isFresh: boolean, signal: AbortSignal): Promise<Outcome<Transport>>;
}
