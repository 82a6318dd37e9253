import type { Reason } from "./reason.ts";
import type { Turn } from "./turn.ts";

/** Shares of the traffic in percent, as a router reads or writes them. flagger.md §4.3 */
export interface Routes {
  readonly primary: number;
  readonly canary: number;
  readonly mirrored: boolean;
}

/** An error that ends the tick: its text becomes a Warning event. */
export interface Failure {
  readonly error: string;
  /** The controller process dies of it: no event, and no tick of any Canary until somebody mends the object. */
  readonly panics?: true;
  /** What brings it about, where that is not what the API server says. */
  readonly why?: Reason;
}

export const isFailure = (it: object | undefined): it is Failure =>
  it !== undefined && "error" in it;

/**
 * One provider: the objects that it writes and what can be read back from them.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/router.go
 */
export interface Router {
  /** Makes the routing objects or puts them right; weights that are there stay. */
  readonly reconcile: (turn: Turn) => Failure | undefined;
  readonly getRoutes: (turn: Turn) => Routes | Failure;
  readonly setRoutes: (turn: Turn, routes: Routes) => Failure | undefined;
  /** What `revertOnDeletion` gives back. */
  readonly finalize: (turn: Turn) => Failure | undefined;
}
