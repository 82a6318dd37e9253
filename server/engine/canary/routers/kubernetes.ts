import type { Router } from "../routing.ts";

/**
 * No routing object: Services alone cannot split traffic, so the iterations stand for the weights.
 *
 * https://github.com/fluxcd/flagger/blob/v1.44.0/pkg/router/nop.go
 */
export const kubernetes: Router = {
  reconcile: () => undefined,
  getRoutes: (turn) => (turn.status().iterations > 0 ? canaryOnly : primaryOnly),
  setRoutes: () => undefined,
  finalize: () => undefined,
};

const canaryOnly = { primary: 0, canary: 100, mirrored: false };
const primaryOnly = { primary: 100, canary: 0, mirrored: false };
